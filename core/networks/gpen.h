// GPEN: an encoder whose features steer a StyleGAN2 decoder, for one aligned face at a time. Used by restore.
// Source: Yang et al. 2021, "GAN Prior Embedded Network for Blind Face Restoration in the Wild"; keys as in the authors' FullGenerator.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <string>

#include "core/checkpoint/weights.h"

namespace tintype::networks {

// The side of the face the weights were made for, 8..4096, from the number of encoder stages. Checks that the decoder has the same
// number of stages. Throws Error(BadModel) with the key at fault.
int gpenSide(const checkpoint::Weights& w);

// faces: [n, 3, side, side], RGB in -1..1 -> the same, restored; nominally -1..1, not clamped. One face is computed at a time, so
// that the memory needed does not grow with n.
at::Tensor gpen(const checkpoint::Weights& w, const at::Tensor& faces);

// Plain generator files and training checkpoints ("g_ema" of several): their keys as the generator's own, the rest dropped.
std::optional<std::string> renameGpenKey(const std::string& name);

}  // namespace tintype::networks
