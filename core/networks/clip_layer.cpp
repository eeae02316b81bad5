#include "core/networks/clip_layer.h"

#include "core/nn/ops.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;

at::Tensor selfAttention(const Weights& w, const at::Tensor& x, int heads, nn::Masking masking) {
    const at::Tensor mixed = nn::attention(nn::linear(w["q_proj"], x), nn::linear(w["k_proj"], x), nn::linear(w["v_proj"], x), heads, masking);
    return nn::linear(w["out_proj"], mixed);
}

at::Tensor feedForward(const Weights& w, const at::Tensor& x, Activation activation) {
    return nn::linear(w["fc2"], nn::linear(w["fc1"], x, activation == Activation::Gelu ? nn::Gelu::Exact : nn::Gelu::Quick));
}

}  // namespace

ClipLayer clipLayerConfig(const checkpoint::ModelConfig& config, int usualHeads) {
    ClipLayer result;
    const std::int64_t heads = config.integer("num_attention_heads", usualHeads);
    if (heads < 1 || heads > 4096) config.unsupported("num_attention_heads");
    result.heads = static_cast<int>(heads);
    result.eps = config.number("layer_norm_eps", 1e-5);
    const std::string activation = config.text("hidden_act", "quick_gelu");
    if (activation != "quick_gelu" && activation != "gelu") config.unsupported("hidden_act");
    result.activation = activation == "gelu" ? Activation::Gelu : Activation::QuickGelu;
    return result;
}

at::Tensor clipLayer(const Weights& w, const ClipLayer& config, const at::Tensor& x, nn::Masking masking) {
    const at::Tensor h = x + selfAttention(w["self_attn"], nn::layerNorm(w["layer_norm1"], x, config.eps), config.heads, masking);
    return h + feedForward(w["mlp"], nn::layerNorm(w["layer_norm2"], h, config.eps), config.activation);
}

}  // namespace tintype::networks
