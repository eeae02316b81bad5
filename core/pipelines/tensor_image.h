// Between pictures and tensors, with the published packages' rounding. Used by every pipeline.
#pragma once

#include <ATen/ATen.h>

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::pipelines {

// 8-bit picture -> [1, 3, h, w] float32 in 0..1; alpha is left out.
at::Tensor toTensor(const image::Image& picture);
// [1, 3, h, w] in 0..1 (clamped) -> 8 bits, rounded half to even.
image::Image toImage(const at::Tensor& tensor);
// 8-bit picture -> [h, w, 3] uint8, a copy; alpha is left out. And back.
at::Tensor toBytes(const image::Image& picture);
image::Image fromBytes(const at::Tensor& bytes);
// -> [1, 1, h, w] float32 in 0..1.
at::Tensor toTensor(const image::Mask& mask);

}  // namespace tintype::pipelines
