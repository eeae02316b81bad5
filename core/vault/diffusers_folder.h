// Recognises a diffusion model in the diffusers package's folder layout, or in the first authors' single file. Used by
// recognise() only.
#pragma once

#include "core/checkpoint/tensor_file.h"
#include "core/vault/model.h"

namespace tintype::vault {

// Whether the folder is laid out so: it has a model_index.json or a component's folder.
bool isDiffusersFolder(const std::filesystem::path& folder);

Model recogniseDiffusersFolder(const std::filesystem::path& folder);

// file: one that isCompVis() says yes to.
Model recogniseCompVis(const checkpoint::TensorFile& file);

// What the tensors of one network add up to.
Component componentOf(const std::string& name, std::vector<std::filesystem::path> files, const std::vector<checkpoint::TensorFile>& tensors);

const char* formatName(checkpoint::FileFormat format);

}  // namespace tintype::vault
