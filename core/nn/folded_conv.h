// A convolution with the batch norm behind it folded into its numbers: what the convolutional networks compute with
// once they are loaded. Folding is done in float32, before the precision is reduced.
#pragma once

#include "core/nn/ops.h"

namespace tintype::nn {

struct FoldedConv {
    at::Tensor weight;  // [out, in, kh, kw]
    at::Tensor bias;    // [out], or undefined
};

// y = scale * x + shift, what a batch norm does when it is not training. Both [channels].
struct Affine {
    at::Tensor scale;
    at::Tensor shift;
};

// Keys weight bias running_mean running_var (num_batches_tracked), float32. Throws Error(BadModel) for another number of
// channels or a variance that is not positive.
Affine batchNorm(const Weights& w, std::int64_t channels, double eps = 1e-5);

// weight: [out, in, kh, kw]; bias: [out] or undefined. The convolution followed by `norm`.
FoldedConv fold(const at::Tensor& weight, const at::Tensor& bias, const Affine& norm);

// The tensor as a network computes with it: type, device and, for 4 dimensions, layout.
at::Tensor placed(const at::Tensor& tensor, const checkpoint::Placement& placement);
FoldedConv placed(const FoldedConv& conv, const checkpoint::Placement& placement);

// x: [n, in, h, w]
at::Tensor conv(const FoldedConv& layer, const at::Tensor& x, int stride = 1, int padding = 0);

// Mirrors `width` pixels at each side without repeating the edge. x: [n, c, h, w], sides larger than width; any type
// and layout (libtorch 1.13 has no such kernel for bfloat16).
at::Tensor reflectPadded(const at::Tensor& x, std::int64_t width);

}  // namespace tintype::nn
