// The text encoder of CLIP: token ids to one vector a token. Used by instruct and animate.
// Source: Radford et al. 2021; keys as in the transformers package.
#pragma once

#include <optional>
#include <string>

#include "core/networks/clip_layer.h"

namespace tintype::networks {

struct ClipTextConfig {
    ClipLayer layer;
    int layers = 12;
    int skip = 0;  // last layers left out; the final norm is applied all the same
};

// Reads text_encoder/config.json. Throws Error(BadModel) for values this network does not compute.
ClipTextConfig clipTextConfig(const checkpoint::ModelConfig& config);

// ids: [n, t] int64 -> [n, t, hidden].
at::Tensor encodeText(const checkpoint::Weights& w, const ClipTextConfig& config, const at::Tensor& ids);

// Keys with and without "text_model.", old buffers dropped.
std::optional<std::string> renameClipTextKey(const std::string& name);

}  // namespace tintype::networks
