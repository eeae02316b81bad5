// The picture "Try the sample" opens: a rendered landscape with a person and a printed watermark. Drawn at
// build time, so that no picture file has to be kept, and used by the tests.
#pragma once

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::sample {

image::Image samplePicture(Size size);  // 8-bit RGB, sRGB; the same bytes for the same size
// The printed watermark of that picture, grown a little: what a person would brush over.
image::Mask sampleWatermark(Size size);

}  // namespace tintype::sample
