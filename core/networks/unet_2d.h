// The conditional U-Net of Stable Diffusion; InstructPix2Pix is the same network with 8 input channels.
// Source: Rombach et al. 2022, Brooks et al. 2023; keys as in the diffusers package.
#pragma once

#include <ATen/ATen.h>

#include <vector>

#include "core/checkpoint/model_config.h"
#include "core/checkpoint/weights.h"
#include "core/nn/blocks.h"

namespace tintype::networks {

struct UnetConfig {
    std::vector<int> heads{8, 8, 8, 8};  // a level
    int groups = 32;
    double eps = 1e-5;
    nn::TimestepEmbedding time;
    bool centreInput = false;            // 2x - 1 first
};

// Reads unet/config.json. Throws Error(BadModel) for values this network does not compute.
UnetConfig unetConfig(const checkpoint::ModelConfig& config);

// x: [n, in, h, w]; t: [n] or [1] (may be fractional); context: [n, s, d] -> [n, out, h, w]. Computed in the weights'
// precision; the result is of x's type.
at::Tensor unet2d(const checkpoint::Weights& w, const UnetConfig& config, const at::Tensor& x, const at::Tensor& t, const at::Tensor& context,
                  const nn::MemoryPlan& plan = {});

}  // namespace tintype::networks
