// Single files of Stable Diffusion's first authors (InstructPix2Pix's instruct-pix2pix-00-22000.*): U-Net, autoencoder
// and text encoder in one file under names of their own. One mapped file gives three components in diffusers' spelling.
// Source: the names and their order in github.com/CompVis/stable-diffusion's and timothybrooks/instruct-pix2pix's configs.
#pragma once

#include "core/checkpoint/model_config.h"
#include "core/checkpoint/tensor_file.h"

namespace tintype::checkpoint {

enum class CompVisPart { Unet, Autoencoder, TextEncoder };

// The file may hold the U-Net twice: as it was trained last, and averaged over the training (EMA).
enum class UnetCopy { Trained, Averaged };

// By tensor names. A Lightning checkpoint's "state_dict." in front is taken off in all functions here.
bool isCompVis(const TensorFile& file);
bool hasAveragedUnet(const TensorFile& file);

// One component's tensors under diffusers' names, as views of the same file; buffers and the other parts are left out.
// 1x1 convolutions of the autoencoder's attention become matrices. Throws Error(BadModel) when the part is not in it.
TensorFile compVisPart(const TensorFile& file, CompVisPart part, UnetCopy copy = UnetCopy::Trained);

// What config.json would say of a component that compVisPart() gave, read off its shapes. Heads, groups, activation,
// scaling factor and the noise schedule leave no trace in shapes: they are those of every file published this way.
ModelConfig compVisConfig(const TensorFile& component, CompVisPart part);
ModelConfig compVisSchedule();

}  // namespace tintype::checkpoint
