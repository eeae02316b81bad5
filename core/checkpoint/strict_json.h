// JSON from files that strangers made: depth, duplicate keys and size are checked, which the parser itself does not do.
// Used by the configurations, the sharded index and the recogniser.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>

namespace tintype::checkpoint {

// Throws Error(BadModel) naming the file when it is no JSON, is nested more than 64 deep or has a key twice in one object.
nlohmann::json parseStrictJson(std::span<const std::uint8_t> bytes, const std::filesystem::path& file);

// The same for a file of at most `limit` bytes.
nlohmann::json readStrictJson(const std::filesystem::path& file, std::uint64_t limit);

}  // namespace tintype::checkpoint
