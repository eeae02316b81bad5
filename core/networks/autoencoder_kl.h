// The autoencoder of Stable Diffusion (AutoencoderKL): pictures to latents and back. Used by instruct and animate.
// Source: Rombach et al. 2022; keys as in the diffusers package.
#pragma once

#include <ATen/ATen.h>

#include <optional>
#include <string>

#include "core/checkpoint/model_config.h"
#include "core/checkpoint/weights.h"

namespace tintype::networks {

struct AutoencoderConfig {
    int latentChannels = 4;
    int groups = 32;
    double scalingFactor = 0.18215;
};

// Reads vae/config.json. Throws Error(BadModel) for values this network does not compute.
AutoencoderConfig autoencoderConfig(const checkpoint::ModelConfig& config);

struct LatentDistribution {
    at::Tensor mean;         // [n, latent, h, w]
    at::Tensor logVariance;  // the same, clamped to [-30, 20]
};

// pictures: [n, 3, h, w] in -1..1. Sides should be multiples of the down-sampling factor.
LatentDistribution encode(const checkpoint::Weights& w, const AutoencoderConfig& config, const at::Tensor& pictures);
// latents: [n, latent, h, w], already divided by the scaling factor -> pictures in about -1..1.
at::Tensor decode(const checkpoint::Weights& w, const AutoencoderConfig& config, const at::Tensor& latents);

// The same numbers up to rounding, for one picture at a time, with what lies between the layers of a level kept near
// `stripBytes`: twice as slow, a fifth of the memory. Group norms still see the whole picture.
LatentDistribution encodeInStrips(const checkpoint::Weights& w, const AutoencoderConfig& config, const at::Tensor& picture, std::uint64_t stripBytes);
at::Tensor decodeInStrips(const checkpoint::Weights& w, const AutoencoderConfig& config, const at::Tensor& latents, std::uint64_t stripBytes);

// The older spelling of the attention's keys as the current one; other names come back as they are.
std::optional<std::string> renameAutoencoderKey(const std::string& name);

}  // namespace tintype::networks
