// The layers every network is written with: free functions over a Weights view that holds the layer's "weight" and
// "bias". Shapes: n batch, c channels, h and w rows and columns, t tokens.
#pragma once

#include <ATen/ATen.h>

#include "core/checkpoint/weights.h"

namespace tintype::nn {

using checkpoint::Weights;

// x: [..., in] -> [..., out]. The weight may be stored as a 1x1 convolution.
at::Tensor linear(const Weights& w, const at::Tensor& x);
// x: [n, in, h, w]. The weight may be stored as a linear layer's [out, in].
at::Tensor conv(const Weights& w, const at::Tensor& x, int stride = 1, int padding = 0);
// x: [n, c, ...]; statistics in float32.
at::Tensor groupNorm(const Weights& w, const at::Tensor& x, int groups, double eps);
// x: [..., c]
at::Tensor layerNorm(const Weights& w, const at::Tensor& x, double eps);

at::Tensor quickGelu(const at::Tensor& x);  // x * sigmoid(1.702 x)

}  // namespace tintype::nn
