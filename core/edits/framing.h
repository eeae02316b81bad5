// How a photo of another shape becomes a clip's frame: a part of it, or all of it with a border. Used by both ways to
// animate and by the window, which shows it before the clip is made.
#pragma once

#include "core/edits/request.h"

namespace tintype::edits {

// The part of the photo that fills the clip: as asked, made as large as it can be inside it in the clip's shape; else
// the largest in the photo's middle.
Rect shownPart(Size photo, Size clip, const Rect& asked);

// About so many pixels in that shape, both sides multiples of `unit`.
Size tierSize(Size shape, std::int64_t area, int unit);

// photo: 8-bit RGB -> at the clip's size.
image::Image framedPhoto(const image::Image& photo, Size clip, Framing framing, const Rect& part);

}  // namespace tintype::edits
