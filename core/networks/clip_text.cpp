#include "core/networks/clip_text.h"

#include "core/nn/attention.h"
#include "core/nn/ops.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;

at::Tensor selfAttention(const Weights& w, const at::Tensor& x, int heads) {
    const at::Tensor mixed = nn::attention(nn::linear(w["q_proj"], x), nn::linear(w["k_proj"], x), nn::linear(w["v_proj"], x), heads, nn::Masking::Causal);
    return nn::linear(w["out_proj"], mixed);
}

at::Tensor feedForward(const Weights& w, const at::Tensor& x, Activation activation) {
    return nn::linear(w["fc2"], nn::linear(w["fc1"], x, activation == Activation::Gelu ? nn::Gelu::Exact : nn::Gelu::Quick));
}

}  // namespace

ClipTextConfig clipTextConfig(const checkpoint::ModelConfig& config) {
    ClipTextConfig result;
    result.heads = static_cast<int>(config.integer("num_attention_heads", 8));
    result.layers = static_cast<int>(config.integer("num_hidden_layers", 12));
    result.eps = config.number("layer_norm_eps", 1e-5);
    const std::string activation = config.text("hidden_act", "quick_gelu");
    if (activation != "quick_gelu" && activation != "gelu") config.unsupported("hidden_act");
    result.activation = activation == "gelu" ? Activation::Gelu : Activation::QuickGelu;
    if (result.heads < 1) config.unsupported("num_attention_heads");
    if (result.layers < 1) config.unsupported("num_hidden_layers");
    return result;
}

at::Tensor encodeText(const Weights& w, const ClipTextConfig& config, const at::Tensor& ids) {
    const Weights embeddings = w["embeddings"];
    const at::Tensor positions = embeddings.tensor("position_embedding.weight").narrow(0, 0, ids.size(1));
    at::Tensor x = at::embedding(embeddings.tensor("token_embedding.weight"), ids) + positions;
    for (int i = 0; i < config.layers - config.skip; ++i) {
        const Weights layer = w["encoder"]["layers"][static_cast<std::size_t>(i)];
        x = x + selfAttention(layer["self_attn"], nn::layerNorm(layer["layer_norm1"], x, config.eps), config.heads);
        x = x + feedForward(layer["mlp"], nn::layerNorm(layer["layer_norm2"], x, config.eps), config.activation);
    }
    return nn::layerNorm(w["final_layer_norm"], x, config.eps);
}

std::optional<std::string> renameClipTextKey(const std::string& name) {
    const std::string prefix = "text_model.";
    const std::string plain = name.starts_with(prefix) ? name.substr(prefix.size()) : name;
    // Written by older packages, and never part of the computation.
    if (plain == "embeddings.position_ids" || plain.starts_with("text_projection")) return std::nullopt;
    return plain;
}

}  // namespace tintype::networks
