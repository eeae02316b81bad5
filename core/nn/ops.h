// The layers every network is written with: free functions over a Weights view that holds the layer's "weight" and
// "bias". Shapes: n batch, c channels, h and w rows and columns, t tokens. Weights in tile order (bfloat16 on a CPU with
// AMX) go to core/nn/tiles.h, all others to libtorch.
#pragma once

#include <ATen/ATen.h>

#include "core/checkpoint/weights.h"

namespace tintype::nn {

using checkpoint::Weights;

enum class Gelu { None, Exact, Quick };  // quick: x * sigmoid(1.702 x)

// x in the precision, device and layout that the weights are in.
at::Tensor asInput(const Weights& w, const at::Tensor& x);

// x: [..., in] -> [..., out]. The weight may be stored as a 1x1 convolution.
at::Tensor linear(const Weights& w, const at::Tensor& x, Gelu gelu = Gelu::None);
// sum += linear(x), in place. sum: [..., out], contiguous.
void addLinear(at::Tensor& sum, const Weights& w, const at::Tensor& x);
// The first half of the outputs times the exact GELU of the second. x: [..., in] -> [..., out / 2].
at::Tensor gatedLinear(const Weights& w, const at::Tensor& x);

// x: [n, in, h, w]. The weight may be stored as a linear layer's [out, in].
at::Tensor conv(const Weights& w, const at::Tensor& x, int stride = 1, int padding = 0);
// 3x3 with a row of zeros below and a column on the right only.
at::Tensor convPaddedAfter(const Weights& w, const at::Tensor& x, int stride);
// x: [n, c, ...]; statistics in float32.
at::Tensor groupNorm(const Weights& w, const at::Tensor& x, int groups, double eps);

// conv3x3(silu(groupNorm(x))) + offset + residual, with padding 1.
struct NormSiluConv {
    Weights norm;
    Weights conv;
    int groups;
    double eps;
};
at::Tensor normSiluConv(const NormSiluConv& layers, const at::Tensor& x, const at::Tensor& offset = {}, const at::Tensor& residual = {});
// conv3x3 of x enlarged to `size` (h, w) by nearest neighbour, with padding 1.
at::Tensor enlargedConv(const Weights& w, const at::Tensor& x, at::IntArrayRef size);

// x: [..., c]
at::Tensor layerNorm(const Weights& w, const at::Tensor& x, double eps);

// [n, c, h, w] as [n, h * w, c]: a view of channels-last pictures, a copy of others.
at::Tensor tokensOf(const at::Tensor& picture);
// The way back, in the layout of `like`: [n, c, h, w] with its n, h and w.
at::Tensor pictureOf(const at::Tensor& tokens, const at::Tensor& like);

at::Tensor quickGelu(const at::Tensor& x);  // x * sigmoid(1.702 x)

}  // namespace tintype::nn
