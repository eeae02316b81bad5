#include "core/nn/ops.h"

#include "core/nn/device.h"
#include "core/nn/tiles.h"

namespace tintype::nn {

namespace {

bool isTiled(const Weights& w, const at::Tensor& x) { return tiles::ordered(w.tensor("weight")) && tiles::suits(x); }

// Norms have no weight in tile order: they go to the tile kernels with the network they belong to.
bool isInTiledNetwork(const Weights& w, const at::Tensor& x) {
    return w.placement().layout == checkpoint::Layout::Tiles && tiles::suits(x) && tilesAvailable();
}

bool normFits(const Weights& w, const at::Tensor& x, int groups) {
    return isInTiledNetwork(w, x) && x.dim() == 4 && x.size(1) % 16 == 0 && x.size(1) % groups == 0 && x.numel() > 0;
}

at::Tensor matrixOf(const Weights& w) {
    const at::Tensor& weight = w.tensor("weight");
    return weight.dim() > 2 ? weight.flatten(1) : weight;
}

at::Tensor kernelOf(const Weights& w) {
    const at::Tensor& weight = w.tensor("weight");
    return weight.dim() == 2 ? weight.unsqueeze(-1).unsqueeze(-1) : weight;
}

tiles::Activation tileActivation(Gelu gelu) {
    if (gelu == Gelu::None) return tiles::Activation::None;
    return gelu == Gelu::Exact ? tiles::Activation::Gelu : tiles::Activation::QuickGelu;
}

}  // namespace

at::Tensor asInput(const Weights& w, const at::Tensor& x) {
    const at::Tensor placed = x.to(w.placement().device, w.placement().type);
    return w.placement().layout == checkpoint::Layout::Plain || x.dim() != 4 ? placed : placed.contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor linear(const Weights& w, const at::Tensor& x, Gelu gelu) {
    if (isTiled(w, x)) return tiles::linear(x, w.tensor("weight"), {w.optional("bias"), {}, tileActivation(gelu)});
    const at::Tensor y = at::linear(x, matrixOf(w), w.optional("bias"));
    if (gelu == Gelu::None) return y;
    return gelu == Gelu::Exact ? at::gelu(y) : quickGelu(y);
}

void addLinear(at::Tensor& sum, const Weights& w, const at::Tensor& x) {
    if (isTiled(w, x)) tiles::linearInto(sum, x, w.tensor("weight"), {w.optional("bias"), sum});
    else sum.add_(at::linear(x, matrixOf(w), w.optional("bias")));
}

at::Tensor gatedLinear(const Weights& w, const at::Tensor& x) {
    if (isTiled(w, x) && w.tensor("weight").size(0) % 2 == 0)
        return tiles::linear(x, w.tensor("weight"), {w.optional("bias"), {}, tiles::Activation::GatedGelu});
    const auto halves = linear(w, x).chunk(2, -1);
    return at::gelu(halves[1]).mul_(halves[0]);
}

at::Tensor conv(const Weights& w, const at::Tensor& x, int stride, int padding) {
    if (!isTiled(w, x)) return at::conv2d(x, kernelOf(w), w.optional("bias"), stride, padding);
    if (w.tensor("weight").size(1) > 1) return tiles::conv3x3(x, w.tensor("weight"), {stride, {padding, padding}, {}, {}}, {w.optional("bias"), {}});
    TORCH_CHECK(stride == 1 && padding == 0, "a 1x1 convolution has neither stride nor padding here");
    return pictureOf(linear(w, tokensOf(x)), x);
}

at::Tensor convPaddedAfter(const Weights& w, const at::Tensor& x, int stride) {
    if (isTiled(w, x)) return tiles::conv3x3(x, w.tensor("weight"), {stride, {0, 1}, {}, {}}, {w.optional("bias"), {}});
    return conv(w, at::constant_pad_nd(x, {0, 1, 0, 1}), stride, 0);
}

at::Tensor groupNorm(const Weights& w, const at::Tensor& x, int groups, double eps) {
    if (normFits(w, x, groups)) return tiles::applyAffine(x, tiles::groupNormAffine(x, groups, eps, w.tensor("weight"), w.tensor("bias")), false);
    const at::Tensor &weight = w.tensor("weight"), &bias = w.tensor("bias");
    // libtorch 1.13 sums bfloat16 channels-last pictures in bfloat16: a tenth of the result would be error.
    if (x.device().is_cpu() && x.scalar_type() != at::kFloat)
        return at::group_norm(x.to(at::kFloat), groups, weight.to(at::kFloat), bias.to(at::kFloat), eps).to(x.scalar_type());
    return at::group_norm(x, groups, weight, bias, eps);
}

at::Tensor normSiluConv(const NormSiluConv& layers, const at::Tensor& x, const at::Tensor& offset, const at::Tensor& residual) {
    if (isTiled(layers.conv, x) && normFits(layers.norm, x, layers.groups)) {
        const tiles::Affine affine = tiles::groupNormAffine(x, layers.groups, layers.eps, layers.norm.tensor("weight"), layers.norm.tensor("bias"));
        const at::Tensor bias = layers.conv.optional("bias");
        const at::Tensor shifted = !offset.defined() ? bias : bias.defined() ? offset.to(at::kFloat) + bias : offset;
        return tiles::conv3x3(x, layers.conv.tensor("weight"), {1, {}, affine, {}}, {shifted, residual});
    }
    at::Tensor h = groupNorm(layers.norm, x, layers.groups, layers.eps);
    h = conv(layers.conv, at::silu_(h), 1, 1);
    if (offset.defined()) h.add_(offset.unsqueeze(-1).unsqueeze(-1));
    return residual.defined() ? h.add_(residual) : h;
}

at::Tensor enlargedConv(const Weights& w, const at::Tensor& x, at::IntArrayRef size) {
    if (isTiled(w, x)) return tiles::conv3x3(x, w.tensor("weight"), {1, {}, {}, size.vec()}, {w.optional("bias"), {}});
    return conv(w, at::upsample_nearest2d(x, size), 1, 1);
}

at::Tensor layerNorm(const Weights& w, const at::Tensor& x, double eps) {
    if (isInTiledNetwork(w, x) && x.size(-1) % 16 == 0) return tiles::layerNorm(x, eps, w.tensor("weight"), w.optional("bias"));
    return at::layer_norm(x, {x.size(-1)}, w.tensor("weight"), w.optional("bias"), eps);
}

at::Tensor tokensOf(const at::Tensor& picture) {
    return picture.permute({0, 2, 3, 1}).reshape({picture.size(0), picture.size(2) * picture.size(3), picture.size(1)});
}

at::Tensor pictureOf(const at::Tensor& tokens, const at::Tensor& like) {
    const at::Tensor picture = tokens.reshape({like.size(0), like.size(2), like.size(3), tokens.size(2)}).permute({0, 3, 1, 2});
    return picture.contiguous(like.suggest_memory_format());
}

at::Tensor quickGelu(const at::Tensor& x) { return at::sigmoid(1.702 * x).mul_(x); }

}  // namespace tintype::nn
