// An InstructPix2Pix model as it lies on disk: its files opened, its configurations read and held against each other.
// Inside core/pipelines only.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/component_files.h"
#include "core/diffusion/scheduler_file.h"
#include "core/networks/autoencoder_kl.h"
#include "core/networks/clip_text.h"
#include "core/networks/clip_tokenizer.h"
#include "core/networks/unet_2d.h"
#include "core/pipelines/instruct_pix2pix.h"

namespace tintype::pipelines {

struct InstructModel {
    networks::ClipTokenizer tokenizer;
    networks::ClipTextConfig textConfig;
    networks::AutoencoderConfig autoencoderConfig;
    networks::UnetConfig unetConfig;
    checkpoint::ModelConfig scheduler;
    checkpoint::Checkpoint text;
    checkpoint::Checkpoint autoencoder;
    checkpoint::Checkpoint unet;
    InstructUnit unit;
};

// A folder in the diffusers layout, or the authors' single file, which needs a vocabulary: a tokenizer folder beside it,
// else `tokenizer` (may be empty). Throws Error(BadModel) naming the file.
InstructModel openInstructModel(const std::filesystem::path& path, const std::filesystem::path& tokenizer, checkpoint::WantedVariant variant);

}  // namespace tintype::pipelines
