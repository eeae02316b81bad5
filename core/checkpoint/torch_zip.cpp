#include "core/checkpoint/torch_zip.h"

#include <map>
#include <unordered_map>

#include "core/checkpoint/flatten.h"
#include "core/checkpoint/refuse.h"
#include "core/checkpoint/zip_archive.h"

namespace tintype::checkpoint {

namespace {

constexpr std::uint64_t kLargestPickle = 64'000'000;

using Entries = std::unordered_map<std::string, ZipEntry>;

// The folder that holds everything: the one with data.pkl.
std::string rootOf(const Entries& entries, const std::filesystem::path& file) {
    std::string root;
    int found = 0;
    for (const auto& [name, entry] : entries) {
        if (!name.ends_with("/data.pkl") || name.find('/') != name.size() - 9) continue;
        root = name.substr(0, name.size() - 8);
        ++found;
    }
    for (const auto& [name, entry] : entries)
        if (found == 1 && !name.starts_with(root))
            refuse(file, TINTYPE_NOOP("core", "%1: the archive holds \"%2\" outside the folder of the model."), {legible(name)});
    if (found == 1) return root;
    if (found > 1) refuse(file, TINTYPE_NOOP("core", "%1: the archive holds two data.pkl."));
    for (const auto& [name, entry] : entries)
        if (name.ends_with("/model.json")) refuse(file, TINTYPE_NOOP("core", "%1 is a TorchScript file older than PyTorch 1.4, which is not read."));
    refuse(file, TINTYPE_NOOP("core", "%1 is a ZIP archive, but not one that PyTorch saved."));
}

std::span<const std::uint8_t> pickleBytes(const MappedFile& file, const ZipEntry& entry) {
    if (!entry.stored) refuse(file.path(), TINTYPE_NOOP("core", "%1: \"%2\" is compressed, which PyTorch never does."), {legible(entry.name)});
    if (entry.size > kLargestPickle) refuse(file.path(), TINTYPE_NOOP("core", "%1: the pickle is too long."));
    const auto bytes = file.bytes(entry.offset, entry.size);
    if (entry.crc != 0 && crc32(bytes) != entry.crc) refuse(file.path(), TINTYPE_NOOP("core", "%1 is damaged: \"%2\" has a wrong checksum."), {legible(entry.name)});
    return bytes;
}

void checkByteOrder(const MappedFile& file, const Entries& entries, const std::string& root) {
    const auto found = entries.find(root + "byteorder");
    if (found == entries.end()) return;
    const auto bytes = file.bytes(found->second.offset, std::min<std::uint64_t>(found->second.size, 16));
    if (std::string(bytes.begin(), bytes.end()).starts_with("big")) refuse(file.path(), TINTYPE_NOOP("core", "%1 was saved on a big-endian machine, which is not supported."));
}

}  // namespace

TensorFile readTorchZip(std::shared_ptr<const MappedFile> file) {
    const std::filesystem::path& path = file->path();
    Entries entries;
    for (ZipEntry& entry : readZipDirectory(*file)) entries.emplace(entry.name, entry);
    const std::string root = rootOf(entries, path);
    checkByteOrder(*file, entries, root);

    const Pickle pickle = readPickle(pickleBytes(*file, entries.at(root + "data.pkl")), path);
    std::map<std::string, std::optional<ElementType>> types;
    const Locate locate = [&](const PickledStorage& storage, ElementType type) {
        const auto found = entries.find(root + "data/" + storage.key);
        if (found == entries.end()) refuse(path, TINTYPE_NOOP("core", "%1 is incomplete: the data \"%2\" is missing."), {legible(storage.key)});
        const ZipEntry& entry = found->second;
        if (!entry.stored) refuse(path, TINTYPE_NOOP("core", "%1: \"%2\" is compressed, which PyTorch never does."), {legible(entry.name)});
        std::uint64_t bytes = 0;
        const std::uint64_t width = storage.type ? elementSize(*storage.type) : 1;
        if (__builtin_mul_overflow(storage.elements, width, &bytes) || bytes > entry.size)
            refuse(path, TINTYPE_NOOP("core", "%1: the data \"%2\" is shorter than its tensors say."), {legible(storage.key)});
        if (entry.size - bytes >= width) refuse(path, TINTYPE_NOOP("core", "%1: the data \"%2\" is longer than its tensors say."), {legible(storage.key)});
        const auto [known, isNew] = types.emplace(storage.key, storage.type);
        if (!isNew && known->second != storage.type) refuse(path, TINTYPE_NOOP("core", "%1: the data \"%2\" is used with two types."), {legible(storage.key)});
        return entry.offset;
    };
    TensorFile result;
    const bool script = entries.count(root + "constants.pkl") > 0;
    result.format = script ? FileFormat::TorchScript : FileFormat::TorchZip;
    result.tensors = flatten(*pickle.root, locate, path);
    result.inertClasses = pickle.inertClasses;
    result.file = std::move(file);
    return result;
}

}  // namespace tintype::checkpoint
