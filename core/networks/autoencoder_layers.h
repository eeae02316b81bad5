// What the autoencoder's two ways of computing share: on the whole picture and in strips. Inside core/networks only.
#pragma once

#include "core/networks/autoencoder_kl.h"

namespace tintype::networks {

constexpr double kAutoencoderEps = 1e-6;

// x: [n, c, h, w] at the latents' size -> the same.
at::Tensor autoencoderMiddle(const checkpoint::Weights& w, const at::Tensor& x, int groups);
// moments: [n, 2 * latent, h, w], what the encoder gives.
LatentDistribution distributionOf(const checkpoint::Weights& w, const at::Tensor& moments, at::ScalarType type);

}  // namespace tintype::networks
