// Resampling with Pillow's arithmetic: two separable passes with 8-bit values between them. The published models
// were trained and are compared on pictures resized that way, so their pipelines use this and nothing else.
#pragma once

#include "core/image/image.h"

namespace tintype::image {

enum class Filter { Box, Bilinear, Bicubic, Lanczos };

// An 8-bit picture at another size, without what was attached. Throws Error(BadInput) for 16 bits.
// Source: Pillow's Resample.c (the widened support when shrinking, 22-bit fixed-point weights).
Image resampled(const Image& picture, Size size, Filter filter);

}  // namespace tintype::image
