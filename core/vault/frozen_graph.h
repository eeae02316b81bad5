// Tells TensorFlow's frozen graphs (*.pb) apart by the names of their nodes. Used by recognise() only.
#pragma once

#include "core/vault/model.h"

namespace tintype::vault {

// By content: the file begins with a graph's first node.
bool isFrozenGraph(const std::filesystem::path& path);

Model recogniseFrozenGraph(const std::filesystem::path& path);

// The cartoon's two graphs (head and background) and its mask, out of the files of a folder.
Model recogniseCartoonFolder(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files);

}  // namespace tintype::vault
