#include "core/checkpoint/torch_legacy.h"

#include <cstring>

#include "core/checkpoint/flatten.h"
#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

// The first two pickles are constants: a magic number of 10 bytes and the protocol version 1001.
constexpr std::uint8_t kOpening[] = {0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a,
                                     0xa8, 0x50, 0x19, 0x2e, 0x80, 0x02, 0x4d, 0xe9, 0x03, 0x2e};

struct Place {
    std::uint64_t offset = 0;
    std::uint64_t elements = 0;
    std::uint64_t width = 0;
};

void checkSystem(const Pickle& system, const std::filesystem::path& file) {
    if (system.root->kind != Node::Kind::Dict) refuse(file, TINTYPE_NOOP("core", "%1: the description of the saving machine is damaged."));
    const auto& items = system.root->items;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2)
        if (items[i]->kind == Node::Kind::Text && items[i]->text == "little_endian" && items[i + 1]->integer == 0)
            refuse(file, TINTYPE_NOOP("core", "%1 was saved on a big-endian machine, which is not supported."));
}

// The element width of each root storage, as the object names it. One key with two widths is a lie.
std::map<std::string, PickledStorage> storagesOf(const Pickle& object, const std::filesystem::path& file) {
    std::map<std::string, PickledStorage> storages;
    for (const Node& node : object.nodes) {
        if (node.kind != Node::Kind::Storage) continue;
        const auto [place, isNew] = storages.emplace(node.storage.rootKey, node.storage);
        if (!isNew && place->second.type != node.storage.type)
            refuse(file, TINTYPE_NOOP("core", "%1: the data \"%2\" is used with two types."), {legible(node.storage.rootKey)});
    }
    return storages;
}

std::map<std::string, Place> places(const Pickle& keys, const std::map<std::string, PickledStorage>& storages,
                                    const MappedFile& file, std::uint64_t offset) {
    if (keys.root->kind != Node::Kind::List) refuse(file.path(), TINTYPE_NOOP("core", "%1: the list of data is damaged."));
    std::map<std::string, Place> result;
    for (const Node* key : keys.root->items) {
        const auto known = key->kind == Node::Kind::Text ? storages.find(key->text) : storages.end();
        if (known == storages.end()) refuse(file.path(), TINTYPE_NOOP("core", "%1 lists data that no tensor uses."));
        Place place;
        std::memcpy(&place.elements, file.bytes(offset, 8).data(), 8);
        place.offset = offset + 8;
        place.width = known->second.type ? elementSize(*known->second.type) : 1;
        std::uint64_t bytes = 0;
        if (__builtin_mul_overflow(place.elements, place.width, &bytes)) refuse(file.path(), TINTYPE_NOOP("core", "%1: the data \"%2\" has an impossible size."), {legible(key->text)});
        file.bytes(place.offset, bytes);
        offset = place.offset + bytes;
        if (!result.emplace(key->text, place).second) refuse(file.path(), TINTYPE_NOOP("core", "%1 lists the data \"%2\" twice."), {legible(key->text)});
    }
    if (offset != file.size()) refuse(file.path(), TINTYPE_NOOP("core", "%1: %2 bytes at the end belong to no tensor."), {std::to_string(file.size() - offset)});
    return result;
}

}  // namespace

TensorFile readTorchLegacy(std::shared_ptr<const MappedFile> file) {
    const std::filesystem::path& path = file->path();
    const auto opening = file->bytes(0, sizeof kOpening);
    if (std::memcmp(opening.data(), kOpening, sizeof kOpening) != 0) refuse(path, TINTYPE_NOOP("core", "%1 is a PyTorch file of an unknown version."));
    std::uint64_t offset = sizeof kOpening;
    const auto next = [&] {
        Pickle pickle = readPickle(file->bytes(offset, file->size() - offset), path);
        offset += pickle.consumed;
        return pickle;
    };
    checkSystem(next(), path);
    const Pickle object = next();
    const Pickle keys = next();
    const auto found = places(keys, storagesOf(object, path), *file, offset);

    const Locate locate = [&](const PickledStorage& storage, ElementType) {
        const auto place = found.find(storage.rootKey);
        if (place == found.end()) refuse(path, TINTYPE_NOOP("core", "%1 is incomplete: the data \"%2\" is missing."), {legible(storage.rootKey)});
        std::uint64_t end = 0;
        if (__builtin_add_overflow(storage.viewOffset, storage.elements, &end) || end > place->second.elements)
            refuse(path, TINTYPE_NOOP("core", "%1: the data \"%2\" is shorter than its tensors say."), {legible(storage.rootKey)});
        return place->second.offset + storage.viewOffset * place->second.width;
    };
    TensorFile result;
    result.format = FileFormat::TorchLegacy;
    result.tensors = flatten(*object.root, locate, path);
    result.inertClasses = object.inertClasses;
    result.file = std::move(file);
    return result;
}

}  // namespace tintype::checkpoint
