// One layer of CLIP's two encoders, text and vision. Source: Radford et al. 2021; keys as in the transformers package.
#pragma once

#include <ATen/ATen.h>

#include "core/checkpoint/model_config.h"
#include "core/checkpoint/weights.h"
#include "core/nn/attention.h"

namespace tintype::networks {

enum class Activation { QuickGelu, Gelu };

struct ClipLayer {
    int heads = 12;
    Activation activation = Activation::QuickGelu;
    double eps = 1e-5;
};

// Reads num_attention_heads (usualHeads where it is absent), hidden_act and layer_norm_eps. Throws Error(BadModel) for
// values that are not computed here.
ClipLayer clipLayerConfig(const checkpoint::ModelConfig& config, int usualHeads);

// x: [n, t, c] -> the same. Keys layer_norm1 self_attn layer_norm2 mlp.
at::Tensor clipLayer(const checkpoint::Weights& w, const ClipLayer& config, const at::Tensor& x, nn::Masking masking);

}  // namespace tintype::networks
