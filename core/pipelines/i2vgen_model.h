// An I2VGen-XL model as it lies on disk: its files opened, its configurations read and held against each other.
// Inside core/pipelines only.
#pragma once

#include <array>

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/component_files.h"
#include "core/diffusion/scheduler_file.h"
#include "core/networks/autoencoder_kl.h"
#include "core/networks/clip_text.h"
#include "core/networks/clip_tokenizer.h"
#include "core/networks/clip_vision.h"
#include "core/networks/unet_i2vgen.h"
#include "core/pipelines/i2vgen_xl.h"

namespace tintype::pipelines {

// How the vision encoder wants its picture's channels: (value in 0..1 - mean) / deviation.
struct ChannelNorm {
    std::array<double, 3> mean{0.48145466, 0.4578275, 0.40821073};
    std::array<double, 3> deviation{0.26862954, 0.26130258, 0.27577711};
};

struct I2vgenModel {
    networks::ClipTokenizer tokenizer;
    networks::ClipTextConfig textConfig;
    networks::ClipVisionConfig visionConfig;
    ChannelNorm norm;
    networks::AutoencoderConfig autoencoderConfig;
    networks::I2vgenConfig unetConfig;
    checkpoint::ModelConfig scheduler;
    checkpoint::Checkpoint text;
    checkpoint::Checkpoint vision;
    checkpoint::Checkpoint autoencoder;
    checkpoint::Checkpoint unet;
    I2vgenUnit unit;
    int shrink;  // pixels of a side for one latent
};

// In which numbers, where and in which order of memory its networks compute fastest. Throws as placementOf().
checkpoint::Placement i2vgenPlacement(const Compute& compute);
checkpoint::WantedVariant i2vgenVariant(const checkpoint::Placement& placement);

// A folder in the diffusers layout. Throws Error(BadModel) naming the file.
I2vgenModel openI2vgenModel(const std::filesystem::path& folder, checkpoint::WantedVariant wanted);

}  // namespace tintype::pipelines
