// A checkpoint in several files with an index ("<name>.safetensors.index.json") that says which tensor lies in which.
// Used by Checkpoint and by the recogniser.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/checkpoint/tensor_file.h"

namespace tintype::checkpoint {

// Tensor name -> file name. `index` names the file in messages. Throws Error(BadModel) when it is no index or names a
// file that does not lie beside it.
std::map<std::string, std::string> parseShardedIndex(std::span<const std::uint8_t> bytes, const std::filesystem::path& index);

// Whether a path is that of an index, by its extension.
bool isShardedIndex(const std::filesystem::path& path);

// The file, or all shards of an index. Throws Error(BadModel) also when a shard is missing or lacks what the index
// promises.
std::vector<TensorFile> readTensorFiles(const std::filesystem::path& path);

}  // namespace tintype::checkpoint
