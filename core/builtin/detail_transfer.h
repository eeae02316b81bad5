// Brings a change that was made on a small copy to the full-size photo, with the photo's own detail where the change
// allows it. Used by the tools whose networks work at their own size.
#pragma once

#include "core/base/progress.h"
#include "core/image/image.h"

namespace tintype::builtin {

// before, after: the small copy and what was made of it, 8-bit RGB of one size. photo: 8 bits, larger, same shape.
// Around each pixel the change is written as a linear function of `before` (He et al. 2013, the guided filter; on
// small copies as in He and Sun 2015), which is applied to the photo; what no such function explains is enlarged and
// added. Where nothing changed the result is the photo; where something new was painted the photo's detail goes.
image::Image transferDetail(const image::Image& photo, const image::Image& before, const image::Image& after, Progress& progress);

}  // namespace tintype::builtin
