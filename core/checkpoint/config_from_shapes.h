// What the tensors' names and shapes say about a component's configuration: widths, depths, channels. Gives single files,
// which come without config.json, their configuration, and shows where a config.json contradicts its weights.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/checkpoint/model_config.h"
#include "core/checkpoint/tensor_file.h"

namespace tintype::checkpoint {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

enum class ComponentKind { Unet, Autoencoder, TextEncoder, ImageEncoder };

// Of all files together. Lists what is there; a name that appears twice keeps its first shape.
Shapes shapesOf(const std::vector<TensorFile>& files);

// The keys of config.json that leave their trace in shapes, in diffusers' and transformers' words. Tensors that are not
// there leave keys out. Throws Error(BadModel), naming `weights`, when the component's first tensors are missing.
ModelConfig configFromShapes(const Shapes& shapes, ComponentKind kind, const std::filesystem::path& weights);

// Throws Error(BadModel), naming config and weights, the key and both values, when config.json says something else than
// the shapes, or has heads or groups that do not divide the widths. Keys config.json lacks are not compared.
void checkConfig(const ModelConfig& config, const Shapes& shapes, ComponentKind kind, const std::filesystem::path& weights);

}  // namespace tintype::checkpoint
