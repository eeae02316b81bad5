#include "core/networks/clip_text.h"

#include "core/nn/ops.h"

namespace tintype::networks {

using checkpoint::Weights;

ClipTextConfig clipTextConfig(const checkpoint::ModelConfig& config) {
    ClipTextConfig result;
    result.layer = clipLayerConfig(config, 8);
    result.layers = static_cast<int>(config.integer("num_hidden_layers", 12));
    if (result.layers < 1) config.unsupported("num_hidden_layers");
    return result;
}

at::Tensor encodeText(const Weights& w, const ClipTextConfig& config, const at::Tensor& ids) {
    const Weights embeddings = w["embeddings"];
    const at::Tensor positions = embeddings.tensor("position_embedding.weight").narrow(0, 0, ids.size(1));
    at::Tensor x = at::embedding(embeddings.tensor("token_embedding.weight"), ids) + positions;
    for (int i = 0; i < config.layers - config.skip; ++i) {
        const Weights layer = w["encoder"]["layers"][static_cast<std::size_t>(i)];
        x = clipLayer(layer, config.layer, x, nn::Masking::Causal);
        layer.forget();
    }
    return nn::layerNorm(w["final_layer_norm"], x, config.layer.eps);
}

std::optional<std::string> renameClipTextKey(const std::string& name) {
    const std::string prefix = "text_model.";
    const std::string plain = name.starts_with(prefix) ? name.substr(prefix.size()) : name;
    // Written by older packages, and never part of the computation.
    if (plain == "embeddings.position_ids" || plain.starts_with("text_projection")) return std::nullopt;
    return plain;
}

}  // namespace tintype::networks
