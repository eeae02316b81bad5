// The vision encoder of CLIP: a picture to one vector that says what is in it. Used by animate.
// Source: Radford et al. 2021; keys as in the transformers package.
#pragma once

#include <optional>
#include <string>

#include "core/networks/clip_layer.h"

namespace tintype::networks {

struct ClipVisionConfig {
    ClipLayer layer;
    int layers = 12;
    int side = 224;  // of the square picture it takes, in pixels
    int patch = 32;
};

// Reads image_encoder/config.json. Throws Error(BadModel) for values this network does not compute.
ClipVisionConfig clipVisionConfig(const checkpoint::ModelConfig& config);

// pictures: [n, 3, side, side], normalised -> [n, projection], of any length (not brought to 1).
at::Tensor encodePicture(const checkpoint::Weights& w, const ClipVisionConfig& config, const at::Tensor& pictures);

// Old buffers dropped.
std::optional<std::string> renameClipVisionKey(const std::string& name);

}  // namespace tintype::networks
