#include "core/checkpoint/checkpoint.h"

#include <algorithm>

#include "core/checkpoint/refuse.h"
#include "core/checkpoint/sharded_index.h"

namespace tintype::checkpoint {

namespace {

// The types libtorch has in every version; the others are legal in a file, but nothing computes with them.
c10::ScalarType torchType(ElementType type, const std::filesystem::path& file, const std::string& name) {
    switch (type) {
        case ElementType::Bool: return c10::ScalarType::Bool;
        case ElementType::UInt8: return c10::ScalarType::Byte;
        case ElementType::Int8: return c10::ScalarType::Char;
        case ElementType::Int16: return c10::ScalarType::Short;
        case ElementType::Int32: return c10::ScalarType::Int;
        case ElementType::Int64: return c10::ScalarType::Long;
        case ElementType::Float16: return c10::ScalarType::Half;
        case ElementType::BFloat16: return c10::ScalarType::BFloat16;
        case ElementType::Float32: return c10::ScalarType::Float;
        case ElementType::Float64: return c10::ScalarType::Double;
        default:
            refuse(file, TINTYPE_NOOP("core", "%1: the tensor \"%2\" is stored as %3, which no network here computes with."),
                   {legible(name), nameOf(type)});
    }
}

}  // namespace

Checkpoint Checkpoint::of(TensorFile file) {
    Checkpoint checkpoint;
    checkpoint.m_path = file.file->path();
    checkpoint.add(std::move(file));
    return checkpoint;
}

Checkpoint Checkpoint::open(const std::filesystem::path& path) {
    Checkpoint checkpoint;
    checkpoint.m_path = path;
    for (TensorFile& file : readTensorFiles(path)) checkpoint.add(std::move(file));
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

c10::ScalarType Checkpoint::type(const std::string& name) const { return torchType(placeOf(name).stored.type, m_path, name); }

std::int64_t Checkpoint::parameters() const {
    std::int64_t count = 0;
    for (const auto& [name, place] : m_places)
        if (isFloatingPoint(place.stored.type)) count += place.stored.elements();
    return count;
}

at::Tensor Checkpoint::tensor(const std::string& name) const {
    const Place& place = placeOf(name);
    m_read.insert(name);
    const StoredTensor& stored = place.stored;
    const auto options = at::TensorOptions().dtype(torchType(stored.type, place.file->path(), name));
    if (stored.elements() == 0) return at::empty(stored.sizes, options);
    const std::size_t width = elementSize(stored.type);
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
