#include "core/nn/folded_conv.h"

#include "core/checkpoint/refuse.h"

namespace tintype::nn {

Affine batchNorm(const Weights& w, std::int64_t channels, double eps) {
    for (const char* name : {"weight", "bias", "running_mean", "running_var"}) w.expect(name, {channels});
    w.optional("num_batches_tracked");
    const at::Tensor variance = w.tensor("running_var").to(at::kFloat) + eps;
    // Written so that NaN fails too.
    if (!at::all(variance > 0).item<bool>())
        checkpoint::refuse(w.path(), TINTYPE_NOOP("core", "%1: the tensor \"%2\" holds variances that are not positive."), {checkpoint::legible(w.prefix() + "running_var")});
    const at::Tensor scale = w.tensor("weight").to(at::kFloat) / at::sqrt(variance);
    return {scale, w.tensor("bias").to(at::kFloat) - w.tensor("running_mean").to(at::kFloat) * scale};
}

FoldedConv fold(const at::Tensor& weight, const at::Tensor& bias, const Affine& norm) {
    const at::Tensor shift = bias.defined() ? bias.to(at::kFloat) * norm.scale + norm.shift : norm.shift;
    return {weight.to(at::kFloat) * norm.scale.view({-1, 1, 1, 1}), shift};
}

at::Tensor placed(const at::Tensor& tensor, const checkpoint::Placement& placement) {
    if (!tensor.defined()) return tensor;
    const bool last = placement.layout == checkpoint::Layout::ChannelsLast && tensor.dim() == 4;
    return tensor.to(at::TensorOptions().dtype(placement.type).device(placement.device)).contiguous(last ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
}

FoldedConv placed(const FoldedConv& conv, const checkpoint::Placement& placement) {
    return {placed(conv.weight, placement), placed(conv.bias, placement)};
}

at::Tensor conv(const FoldedConv& layer, const at::Tensor& x, int stride, int padding) {
    return at::conv2d(x, layer.weight, layer.bias, stride, padding);
}

at::Tensor reflectPadded(const at::Tensor& x, std::int64_t width) {
    const std::int64_t h = x.size(2);
    const std::int64_t w = x.size(3);
    at::Tensor out = at::empty({x.size(0), x.size(1), h + 2 * width, w + 2 * width}, x.options().memory_format(x.suggest_memory_format()));
    out.narrow(2, width, h).narrow(3, width, w).copy_(x);
    for (const std::int64_t dim : {std::int64_t(3), std::int64_t(2)}) {
        const std::int64_t last = width + x.size(dim) - 1;
        for (std::int64_t i = 1; i <= width; ++i) {
            out.narrow(dim, width - i, 1).copy_(out.narrow(dim, width + i, 1));
            out.narrow(dim, last + i, 1).copy_(out.narrow(dim, last - i, 1));
        }
    }
    return out;
}

}  // namespace tintype::nn
