#include "core/checkpoint/sharded_index.h"

#include <set>

#include "core/checkpoint/refuse.h"
#include "core/checkpoint/strict_json.h"

namespace tintype::checkpoint {

namespace {

constexpr std::uint64_t kLargestIndex = 16'000'000;
constexpr std::size_t kMostShards = 10'000;

[[noreturn]] void noIndex(const std::filesystem::path& index) {
    refuse(index, TINTYPE_NOOP("core", "%1 is not an index of a sharded model."));
}

}  // namespace

std::map<std::string, std::string> parseShardedIndex(std::span<const std::uint8_t> bytes, const std::filesystem::path& index) {
    if (bytes.size() > kLargestIndex) refuse(index, TINTYPE_NOOP("core", "%1 is too large for an index."));
    const auto json = parseStrictJson(bytes, index);
    const bool good = json.is_object() && json.contains("weight_map") && json["weight_map"].is_object() && !json["weight_map"].empty();
    if (!good) noIndex(index);
    std::map<std::string, std::string> result;
    std::set<std::string> shards;
    for (const auto& [name, file] : json["weight_map"].items()) {
        if (!file.is_string()) noIndex(index);
        const std::filesystem::path shard = file.get<std::string>();
        // A shard lies beside its index; anything else would let an index read other files.
        const bool beside = shard == shard.filename() && !shard.empty() && shard != "." && shard != ".." && !isShardedIndex(shard) &&
                            shard.native().find('\0') == std::string::npos;
        if (!beside) refuse(index, TINTYPE_NOOP("core", "%1 names a shard outside its own folder: %2."), {legible(shard.string())});
        shards.insert(shard.string());
        if (shards.size() > kMostShards) noIndex(index);
        result.emplace(name, shard.string());
    }
    return result;
}

bool isShardedIndex(const std::filesystem::path& path) { return path.extension() == ".json"; }

std::vector<TensorFile> readTensorFiles(const std::filesystem::path& path) {
    std::vector<TensorFile> files;
    if (!isShardedIndex(path)) {
        files.push_back(readTensorFile(MappedFile::open(path)));
        return files;
    }
    const auto mapped = MappedFile::open(path);
    const auto map = parseShardedIndex(mapped->bytes(0, mapped->size()), path);
    std::map<std::string, const TensorFile*> shards;
    for (const auto& [name, shard] : map) shards.emplace(shard, nullptr);
    files.reserve(shards.size());
    for (auto& [shard, file] : shards) file = &files.emplace_back(readTensorFile(MappedFile::open(path.parent_path() / shard)));
    for (const auto& [name, shard] : map)
        if (!shards.at(shard)->tensors.count(name))
            refuse(path.parent_path() / shard, TINTYPE_NOOP("core", "%1 lacks the tensor \"%2\" that the index promises."), {legible(name)});
    return files;
}

}  // namespace tintype::checkpoint
