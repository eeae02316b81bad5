#include "core/networks/parse_net.h"

#include "core/nn/folded_conv.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;
enum class Scale { Keep, Half, Double };
enum class Activation { Off, LeakyRelu };

// x: [n, in, h, w]; keys conv2d and, where there is one, norm.norm.
at::Tensor layer(const Weights& w, const at::Tensor& x, Scale scale, Activation activation) {
    w["conv2d"].expect("weight", {-1, x.size(1), 3, 3});
    const at::Tensor& weight = w["conv2d"].tensor("weight");
    nn::FoldedConv conv{weight, w["conv2d"].optional("bias")};
    if (w["norm"]["norm"].has("weight")) conv = nn::placed(nn::fold(weight, conv.bias, nn::batchNorm(w["norm"]["norm"], weight.size(0))), w.placement());
    const at::Tensor in = scale == Scale::Double ? at::upsample_nearest2d(x, {x.size(2) * 2, x.size(3) * 2}) : x;
    at::Tensor out = nn::conv(conv, nn::reflectPadded(in, 1), scale == Scale::Half ? 2 : 1);
    return activation == Activation::LeakyRelu ? at::leaky_relu_(out, 0.2) : out;
}

at::Tensor residual(const Weights& w, const at::Tensor& x, Scale scale) {
    const bool plain = !w["shortcut_func"].has("conv2d.weight");
    at::Tensor shortcut = plain ? x : layer(w["shortcut_func"], x, scale, Activation::Off);
    const at::Tensor inner = layer(w["conv1"], x, scale == Scale::Double ? scale : Scale::Keep, Activation::LeakyRelu);
    return layer(w["conv2"], inner, scale == Scale::Half ? scale : Scale::Keep, Activation::Off).add_(shortcut);
}

at::Tensor residuals(const Weights& w, at::Tensor x, std::size_t first, Scale scale) {
    for (std::size_t i = first; w[i].has("conv1.conv2d.weight"); ++i) x = residual(w[i], x, scale);
    return x;
}

}  // namespace

at::Tensor parseFace(const Weights& w, const at::Tensor& face) {
    const auto format = w.placement().layout == checkpoint::Layout::ChannelsLast ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
    at::Tensor x = face.to(w.placement().device, w.placement().type).contiguous(format);
    x = residuals(w["encoder"], layer(w["encoder"][0], x, Scale::Keep, Activation::Off), 1, Scale::Half);
    x = x + residuals(w["body"], x, 0, Scale::Keep);
    x = residuals(w["decoder"], x, 0, Scale::Double);
    return layer(w["out_mask_conv"], x, Scale::Keep, Activation::Off).to(at::kFloat);
}

std::optional<std::string> renameParseNetKey(const std::string& name) {
    const std::string key = name.rfind("module.", 0) == 0 ? name.substr(7) : name;
    return key.rfind("out_img_conv.", 0) == 0 ? std::nullopt : std::optional(key);
}

}  // namespace tintype::networks
