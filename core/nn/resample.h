// Resizing and turning of whole pictures with the arithmetic of the OpenCV functions that the published tools call, so that a
// network gets the same bytes. Used by pipelines and by the face detector.
#pragma once

#include <ATen/ATen.h>

#include <array>

namespace tintype::nn {

// picture: [h, w, c], uint8 or float32, contiguous on the CPU -> [height, width, c]. Bilinear without smoothing, halves as the mean of
// four pixels (cv2.resize). step: source pixels for each new one, (y, x); by default from the sizes.
at::Tensor resized(const at::Tensor& picture, int height, int width, std::array<double, 2> step = {0.0, 0.0});

// x' = m[0] x + m[1] y + m[2], y' = m[3] x + m[4] y + m[5].
using Affine2d = std::array<double, 6>;
// Throws Error(BadInput) when the map cannot be inverted.
Affine2d inverse(const Affine2d& map);

struct Window {
    int top = 0;
    int left = 0;
    int height = 0;
    int width = 0;
};
// picture: [h, w, c], uint8 or float32, contiguous on the CPU. The part `window` of the picture that `map` (from `picture` to the
// result) makes -> [window.height, window.width, c]; bilinear, everything outside the picture is `outside` (cv2.warpAffine).
at::Tensor warped(const at::Tensor& picture, const Affine2d& map, const Window& window, float outside = 0.0f);

// The same shapes. Shrinks by the mean over each new pixel's area; where a side grows, both are mixed from two neighbours
// in the proportion the new pixel covers them (cv2.resize with INTER_AREA).
at::Tensor areaResized(const at::Tensor& picture, int height, int width);

}  // namespace tintype::nn
