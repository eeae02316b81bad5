// The tensors a model's config.json promises, by name and shape, and the check of a checkpoint against them: a file
// that contradicts its configuration is refused before anything runs. Used when a model is opened.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/config_from_shapes.h"
#include "core/checkpoint/model_config.h"

namespace tintype::networks {

using checkpoint::Shapes;

// Each throws Error(BadModel) for kinds of blocks or sizes that are not computed here.
Shapes unetShapes(const checkpoint::ModelConfig& config);
Shapes autoencoderShapes(const checkpoint::ModelConfig& config);
Shapes clipTextShapes(const checkpoint::ModelConfig& config);
Shapes clipVisionShapes(const checkpoint::ModelConfig& config);
Shapes i2vgenShapes(const checkpoint::ModelConfig& config);

// Throws Error(BadModel) naming the first tensor that is missing, or has another shape (with both shapes). A 1x1
// convolution and a linear layer count as equal.
void requireShapes(const checkpoint::Checkpoint& checkpoint, const Shapes& shapes);

}  // namespace tintype::networks
