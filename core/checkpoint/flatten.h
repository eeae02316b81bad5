// From a pickle's nested dictionaries and objects to tensors by dotted name. Used by both PyTorch readers.
#pragma once

#include <functional>
#include <map>

#include "core/checkpoint/pickle.h"
#include "core/checkpoint/tensor_file.h"

namespace tintype::checkpoint {

// Where a storage's bytes begin in the file, in bytes; checks that all its elements are there.
using Locate = std::function<std::uint64_t(const PickledStorage&, ElementType)>;

// Every tensor below `root` whose path is made of texts: {"state_dict": {"a.b": T}} gives "state_dict.a.b".
// Throws Error(BadModel) when two tensors get one name or the nesting is deeper than 64.
std::map<std::string, StoredTensor> flatten(const Node& root, const Locate& locate, const std::filesystem::path& file);

}  // namespace tintype::checkpoint
