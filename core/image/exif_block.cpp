#include "core/image/exif_block.h"

#include <algorithm>

namespace tintype::image {
namespace {

using View = std::span<const std::uint8_t>;

constexpr std::uint16_t kImageWidth = 0x0100;
constexpr std::uint16_t kImageLength = 0x0101;
constexpr std::uint16_t kOrientation = 0x0112;
constexpr std::uint16_t kExifDirectory = 0x8769;
constexpr std::uint16_t kPixelWidth = 0xA002;
constexpr std::uint16_t kPixelHeight = 0xA003;
constexpr std::uint16_t kThumbnailOffset = 0x0201;
constexpr std::uint16_t kThumbnailLength = 0x0202;
constexpr std::uint16_t kShort = 3;
constexpr std::uint16_t kLong = 4;
constexpr std::size_t kEntrySize = 12;

std::size_t typeSize(std::uint16_t type) {
    switch (type) {
        case 3: case 8: return 2;
        case 4: case 9: case 11: case 13: return 4;
        case 5: case 10: case 12: return 8;
        default: return 1;
    }
}

ByteOrder orderOf(View block) { return tiffOrder(block).value_or(ByteOrder::Little); }

std::size_t entryCount(View block, std::size_t directory) {
    if (directory < 8 || directory + 2 > block.size()) return 0;
    const std::size_t stated = u16(block, directory, orderOf(block));
    return std::min(stated, (block.size() - directory - 2) / kEntrySize);
}

// Where the offset of the directory after this one stands.
std::size_t linkAt(View block, std::size_t directory) {
    return directory + 2 + kEntrySize * u16(block, directory, orderOf(block));
}

void put(Bytes& block, std::size_t at, std::uint32_t value, int size) {
    const bool big = orderOf(block) == ByteOrder::Big;
    if (at + static_cast<std::size_t>(size) > block.size()) return;
    for (int i = 0; i < size; ++i)
        block[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> 8 * (big ? size - 1 - i : i));
}

std::uint32_t valueOf(View block, const TiffEntry& entry) {
    if (entry.type == kShort) return u16(block, entry.dataAt, orderOf(block));
    return entry.type == kLong ? u32(block, entry.dataAt, orderOf(block)) : 0;
}

void setValue(Bytes& block, std::size_t directory, std::uint16_t tag, std::uint32_t value) {
    const auto entry = findEntry(block, directory, tag);
    if (!entry || entry->count != 1) return;
    if (entry->type == kLong) put(block, entry->dataAt, value, 4);
    if (entry->type == kShort) put(block, entry->dataAt, value, 2);
}

// Blanks the thumbnail's bytes, so that an old picture does not travel on unseen, and cuts them off at the end.
void blankThumbnail(Bytes& block, std::size_t directory) {
    const auto offset = findEntry(block, directory, kThumbnailOffset);
    const auto length = findEntry(block, directory, kThumbnailLength);
    if (!offset || !length) return;
    const std::size_t from = valueOf(block, *offset);
    if (from < 8 || from >= block.size()) return;
    const std::size_t count = std::min<std::size_t>(valueOf(block, *length), block.size() - from);
    std::fill_n(block.begin() + static_cast<std::ptrdiff_t>(from), count, std::uint8_t(0));
    if (from + count == block.size() && from > linkAt(block, directory) + 4) block.resize(from);
}

}  // namespace

std::optional<ByteOrder> tiffOrder(View block) {
    using namespace std::string_view_literals;
    if (hasTextAt(block, 0, "II*\0"sv)) return ByteOrder::Little;
    if (hasTextAt(block, 0, "MM\0*"sv)) return ByteOrder::Big;
    return std::nullopt;
}

std::size_t firstDirectory(View block) {
    const auto order = tiffOrder(block);
    if (!order) return 0;
    const std::size_t directory = u32(block, 4, *order);
    return entryCount(block, directory) > 0 ? directory : 0;
}

std::optional<TiffEntry> findEntry(View block, std::size_t directory, std::uint16_t tag) {
    const ByteOrder order = orderOf(block);
    const std::size_t count = entryCount(block, directory);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = directory + 2 + i * kEntrySize;
        if (u16(block, at, order) != tag) continue;
        TiffEntry entry{tag, static_cast<std::uint16_t>(u16(block, at + 2, order)), u32(block, at + 4, order), at, at + 8, 0};
        entry.size = typeSize(entry.type) * entry.count;
        if (entry.size > 4) entry.dataAt = u32(block, at + 8, order);
        if (entry.dataAt > block.size() || entry.size > block.size() - entry.dataAt) return std::nullopt;
        return entry;
    }
    return std::nullopt;
}

int exifOrientation(View block) {
    const auto entry = findEntry(block, firstDirectory(block), kOrientation);
    if (!entry || entry->count < 1) return 1;
    const std::uint32_t value = valueOf(block, *entry);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
}

Bytes normalisedExif(Bytes block) {
    const std::size_t directory = firstDirectory(block);
    if (directory == 0) return {};
    setValue(block, directory, kOrientation, 1);
    const std::size_t link = linkAt(block, directory);
    const std::size_t thumbnail = u32(block, link, orderOf(block));
    if (thumbnail == 0) return block;
    put(block, link, 0, 4);
    blankThumbnail(block, thumbnail);
    return block;
}

void setExifSize(Bytes& block, Size size) {
    const std::size_t directory = firstDirectory(block);
    if (directory == 0) return;
    setValue(block, directory, kImageWidth, static_cast<std::uint32_t>(size.width));
    setValue(block, directory, kImageLength, static_cast<std::uint32_t>(size.height));
    const auto link = findEntry(block, directory, kExifDirectory);
    if (!link) return;
    const std::size_t details = valueOf(block, *link);
    setValue(block, details, kPixelWidth, static_cast<std::uint32_t>(size.width));
    setValue(block, details, kPixelHeight, static_cast<std::uint32_t>(size.height));
}

}  // namespace tintype::image
