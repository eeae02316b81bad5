// Cuts a photo to a clip's shape as I2VGen-XL was trained on. Inside core/pipelines only.
#pragma once

#include "core/image/image.h"

namespace tintype::pipelines {

// The middle of an 8-bit picture at `size`. Pixel for pixel what the published package gives, its rounding included:
// for some sizes the enlarged photo is one pixel short and the first row or column stays black.
image::Image centreCropped(const image::Image& photo, Size size);

}  // namespace tintype::pipelines
