// Geometry on whole pictures: resize, rotate, flip, straighten. Attachments are kept.
#pragma once

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::image {

enum class Turn { Left, Right, Half, FlipHorizontal, FlipVertical };

// Area when shrinking, Lanczos when enlarging; alpha-weighted so that hidden colours do not bleed.
Image resized(const Image& picture, Size size);
Image turned(const Image& picture, Turn turn);
Mask turned(const Mask& mask, Turn turn);
// Rotated by `degrees` counter-clockwise about the centre and cut to the largest upright rectangle without corners.
Image straightened(const Image& picture, double degrees);

}  // namespace tintype::image
