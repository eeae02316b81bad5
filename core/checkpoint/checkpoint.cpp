#include "core/checkpoint/checkpoint.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/safe_file.h"
#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

constexpr std::uint64_t kLargestIndex = 16'000'000;

// tensor name -> file name, from a sharded checkpoint's index.
std::map<std::string, std::string> weightMap(const std::filesystem::path& index) {
    const auto bytes = MappedFile::open(index);
    if (bytes->size() > kLargestIndex) refuse(index, TINTYPE_NOOP("core", "%1 is too large for an index."));
    const auto json = nlohmann::json::parse(bytes->data(), bytes->data() + bytes->size(), nullptr, false);
    const bool good = json.is_object() && json.contains("weight_map") && json["weight_map"].is_object();
    if (!good) refuse(index, TINTYPE_NOOP("core", "%1 is not an index of a sharded model."));
    std::map<std::string, std::string> result;
    for (const auto& [name, file] : json["weight_map"].items()) {
        if (!file.is_string()) refuse(index, TINTYPE_NOOP("core", "%1 is not an index of a sharded model."));
        const std::filesystem::path shard = file.get<std::string>();
        // A shard lies beside its index; anything else would let an index read other files.
        if (shard != shard.filename() || shard == ".." || shard.empty()) refuse(index, TINTYPE_NOOP("core", "%1 names a shard outside its own folder: %2."), {legible(shard.string())});
        result.emplace(name, shard.string());
    }
    return result;
}

}  // namespace

Checkpoint Checkpoint::of(TensorFile file) {
    Checkpoint checkpoint;
    checkpoint.m_path = file.file->path();
    checkpoint.add(std::move(file));
    return checkpoint;
}

Checkpoint Checkpoint::open(const std::filesystem::path& path) {
    if (path.extension() != ".json") return of(readTensorFile(MappedFile::open(path)));
    const auto map = weightMap(path);
    Checkpoint checkpoint;
    checkpoint.m_path = path;
    std::set<std::string> shards;
    for (const auto& [name, shard] : map) shards.insert(shard);
    for (const std::string& shard : shards) checkpoint.add(readTensorFile(MappedFile::open(path.parent_path() / shard)));
    for (const auto& [name, shard] : map)
        if (!checkpoint.has(name)) refuse(path.parent_path() / shard, TINTYPE_NOOP("core", "%1 lacks the tensor \"%2\" that the index promises."), {legible(name)});
    return checkpoint;
}

void Checkpoint::add(TensorFile file) {
    for (auto& [name, stored] : file.tensors) {
        if (!m_places.emplace(name, Place{file.file, std::move(stored)}).second)
            refuse(file.file->path(), TINTYPE_NOOP("core", "%1: the tensor \"%2\" appears twice."), {legible(name)});
    }
    m_inertClasses.insert(m_inertClasses.end(), file.inertClasses.begin(), file.inertClasses.end());
}

void Checkpoint::rename(const Rename& rename) {
    std::map<std::string, Place> renamed;
    for (auto& [name, place] : m_places) {
        const auto target = rename(name);
        if (!target) continue;
        if (!renamed.emplace(*target, std::move(place)).second) refuse(m_path, TINTYPE_NOOP("core", "%1: the tensor \"%2\" appears twice."), {legible(*target)});
    }
    m_places = std::move(renamed);
}

std::vector<std::string> Checkpoint::names() const {
    std::vector<std::string> result;
    for (const auto& [name, place] : m_places) result.push_back(name);
    return result;
}

const Checkpoint::Place& Checkpoint::placeOf(const std::string& name) const {
    const auto found = m_places.find(name);
    if (found == m_places.end()) refuse(m_path, TINTYPE_NOOP("core", "%1 lacks the tensor \"%2\"."), {legible(name)});
    return found->second;
}

std::vector<std::int64_t> Checkpoint::sizes(const std::string& name) const { return placeOf(name).stored.sizes; }

c10::ScalarType Checkpoint::type(const std::string& name) const { return placeOf(name).stored.type; }

std::int64_t Checkpoint::parameters() const {
    std::int64_t count = 0;
    for (const auto& [name, place] : m_places)
        if (c10::isFloatingType(place.stored.type)) count += place.stored.elements();
    return count;
}

at::Tensor Checkpoint::tensor(const std::string& name) const {
    const Place& place = placeOf(name);
    m_read.insert(name);
    const StoredTensor& stored = place.stored;
    const auto options = at::TensorOptions().dtype(stored.type);
    if (stored.elements() == 0) return at::empty(stored.sizes, options);
    const std::size_t width = c10::elementSize(stored.type);
    const auto bytes = place.file->bytes(stored.offset, stored.span());
    const auto keep = [file = place.file](void*) {};
    auto* data = const_cast<std::uint8_t*>(bytes.data());
    if (reinterpret_cast<std::uintptr_t>(data) % width == 0) return at::from_blob(data, stored.sizes, stored.strides, keep, options);
    const auto raw = at::empty({static_cast<std::int64_t>(bytes.size() / width)}, options);
    std::memcpy(raw.data_ptr(), data, bytes.size());
    return raw.as_strided(stored.sizes, stored.strides);
}

void Checkpoint::release(const std::string& name) const {
    const Place& place = placeOf(name);
    place.file->release(place.stored.offset, place.stored.span());
}

std::vector<std::string> Checkpoint::unread() const {
    std::vector<std::string> result;
    for (const auto& [name, place] : m_places)
        if (!m_read.count(name)) result.push_back(name);
    return result;
}

}  // namespace tintype::checkpoint
