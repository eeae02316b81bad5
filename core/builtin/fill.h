// The weights-free eraser: fills a masked hole from the rest of the photo.
#pragma once

#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::builtin {

// photo: 8 or 16 bit; hole: > 127 is to be filled; same size. Every pixel where hole is 0 stays bit-identical.
// Throws Error(BadInput) when nothing or everything is masked.
image::Image fill(const image::Image& photo, const image::Mask& hole, Progress& progress);

}  // namespace tintype::builtin
