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
// Throws Error(BadInput) when a side is over 32766 pixels.
Image straightened(const Image& picture, double degrees);
// As an EXIF orientation of 1..8 says it is to be shown; other numbers leave it as it is.
Image oriented(const Image& picture, int orientation);

}  // namespace tintype::image
