#include "core/networks/clip_vision.h"

#include "core/nn/ops.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;

// [n, 3, side, side] -> [n, 1 + patches, c]: the class token, then the patches row by row.
at::Tensor embedded(const Weights& w, int patch, const at::Tensor& pictures) {
    const at::Tensor patches = nn::conv(w["patch_embedding"], pictures, patch, 0).flatten(2).transpose(1, 2);
    const at::Tensor first = w.tensor("class_embedding").reshape({1, 1, -1}).expand({pictures.size(0), 1, -1});
    return at::cat({first, patches}, 1) + w.tensor("position_embedding.weight");
}

}  // namespace

ClipVisionConfig clipVisionConfig(const checkpoint::ModelConfig& config) {
    ClipVisionConfig result;
    result.layer = clipLayerConfig(config, 12);
    const auto within = [&](const char* key, std::int64_t usual, std::int64_t most) {
        const std::int64_t value = config.integer(key, usual);
        if (value < 1 || value > most) config.unsupported(key);
        return static_cast<int>(value);
    };
    result.layers = within("num_hidden_layers", 12, 128);
    result.side = within("image_size", 224, 4096);
    result.patch = within("patch_size", 32, result.side);
    return result;
}

at::Tensor encodePicture(const Weights& w, const ClipVisionConfig& config, const at::Tensor& pictures) {
    const Weights vision = w["vision_model"];
    at::Tensor x = nn::layerNorm(vision["pre_layrnorm"], embedded(vision["embeddings"], config.patch, nn::asInput(w, pictures)), config.layer.eps);
    for (int i = 0; i < config.layers; ++i) {
        const Weights layer = vision["encoder"]["layers"][static_cast<std::size_t>(i)];
        x = clipLayer(layer, config.layer, x, nn::Masking::None);
        layer.forget();
    }
    return nn::linear(w["visual_projection"], nn::layerNorm(vision["post_layernorm"], x.select(1, 0), config.layer.eps));
}

std::optional<std::string> renameClipVisionKey(const std::string& name) {
    // Written by older packages, and never part of the computation.
    if (name == "vision_model.embeddings.position_ids") return std::nullopt;
    return name;
}

}  // namespace tintype::networks
