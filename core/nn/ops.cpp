#include "core/nn/ops.h"

namespace tintype::nn {

at::Tensor linear(const Weights& w, const at::Tensor& x) {
    at::Tensor weight = w.tensor("weight");
    if (weight.dim() > 2) weight = weight.flatten(1);
    return at::linear(x, weight, w.optional("bias"));
}

at::Tensor conv(const Weights& w, const at::Tensor& x, int stride, int padding) {
    at::Tensor weight = w.tensor("weight");
    if (weight.dim() == 2) weight = weight.unsqueeze(-1).unsqueeze(-1);
    return at::conv2d(x, weight, w.optional("bias"), stride, padding);
}

at::Tensor groupNorm(const Weights& w, const at::Tensor& x, int groups, double eps) {
    return at::group_norm(x, groups, w.tensor("weight"), w.tensor("bias"), eps);
}

at::Tensor layerNorm(const Weights& w, const at::Tensor& x, double eps) {
    return at::layer_norm(x, {x.size(-1)}, w.tensor("weight"), w.optional("bias"), eps);
}

at::Tensor quickGelu(const at::Tensor& x) { return x * at::sigmoid(1.702 * x); }

}  // namespace tintype::nn
