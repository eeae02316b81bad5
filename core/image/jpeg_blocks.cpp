#include "core/image/jpeg_blocks.h"

#include <map>
#include <string_view>

#include "core/image/byte_order.h"

namespace tintype::image {
namespace {

using namespace std::string_view_literals;
using View = std::span<const std::uint8_t>;

constexpr auto kExif = "Exif\0\0"sv;
constexpr auto kXmp = "http://ns.adobe.com/xap/1.0/\0"sv;
constexpr auto kExtended = "http://ns.adobe.com/xmp/extension/\0"sv;
constexpr auto kIcc = "ICC_PROFILE\0"sv;
constexpr auto kPhotoshop = "Photoshop 3.0\0"sv;
constexpr std::uint32_t kIptcResource = 0x0404;
constexpr std::size_t kGuidLength = 32;
constexpr std::size_t kMostExtended = std::size_t(64) << 20;

Bytes copyOf(View view) { return {view.begin(), view.end()}; }

// Pieces that arrive one by one and count only when none is missing.
struct Pieces {
    std::map<std::size_t, View> icc;  // by sequence number
    std::size_t iccCount = 0;
    std::map<std::size_t, View> extended;  // by offset
    std::size_t extendedSize = 0;
};

void takeSegment(std::uint8_t marker, View data, JpegBlocks& blocks, Pieces& pieces) {
    if (marker == 0xE1 && hasTextAt(data, 0, kExif)) {
        if (blocks.exif.empty()) blocks.exif = copyOf(data.subspan(kExif.size()));
    } else if (marker == 0xE1 && hasTextAt(data, 0, kXmp)) {
        if (blocks.xmp.empty()) blocks.xmp = copyOf(data.subspan(kXmp.size()));
    } else if (marker == 0xE1 && hasTextAt(data, 0, kExtended)) {
        const std::size_t head = kExtended.size() + kGuidLength;
        if (data.size() < head + 8) return;
        pieces.extendedSize = u32(data, head, ByteOrder::Big);
        pieces.extended[u32(data, head + 4, ByteOrder::Big)] = data.subspan(head + 8);
    } else if (marker == 0xE2 && hasTextAt(data, 0, kIcc) && data.size() > kIcc.size() + 2) {
        pieces.iccCount = data[kIcc.size() + 1];
        pieces.icc[data[kIcc.size()]] = data.subspan(kIcc.size() + 2);
    } else if (marker == 0xED && hasTextAt(data, 0, kPhotoshop) && blocks.iptc.empty()) {
        blocks.iptc = iptcOfPhotoshop(data);
    }
}

Bytes joinIcc(const Pieces& pieces) {
    Bytes joined;
    if (pieces.icc.size() != pieces.iccCount || pieces.icc.count(0)) return joined;
    for (const auto& [number, piece] : pieces.icc) joined.insert(joined.end(), piece.begin(), piece.end());
    return joined;
}

Bytes joinExtended(const Pieces& pieces) {
    Bytes joined;
    if (pieces.extendedSize > kMostExtended) return joined;
    for (const auto& [offset, piece] : pieces.extended) {
        if (offset != joined.size()) return {};
        joined.insert(joined.end(), piece.begin(), piece.end());
    }
    return joined.size() == pieces.extendedSize ? joined : Bytes{};
}

bool standsAlone(std::uint8_t marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

}  // namespace

JpegBlocks jpegBlocks(View file) {
    JpegBlocks blocks;
    Pieces pieces;
    std::size_t at = 2;
    while (at + 4 <= file.size()) {
        if (file[at] != 0xFF) break;
        const std::uint8_t marker = file[at + 1];
        if (marker == 0xFF) {
            ++at;
            continue;
        }
        if (standsAlone(marker)) {
            at += 2;
            continue;
        }
        const std::size_t length = u16(file, at + 2, ByteOrder::Big);
        if (marker == 0xDA || marker == 0xD9 || length < 2 || length > file.size() - at - 2) break;
        takeSegment(marker, file.subspan(at + 4, length - 2), blocks, pieces);
        at += 2 + length;
    }
    blocks.icc = joinIcc(pieces);
    blocks.extendedXmp = joinExtended(pieces);
    return blocks;
}

Bytes iptcOfPhotoshop(View block) {
    std::size_t at = hasTextAt(block, 0, kPhotoshop) ? kPhotoshop.size() : 0;
    while (at + 12 <= block.size() && hasTextAt(block, at, "8BIM")) {
        const std::uint32_t kind = u16(block, at + 4, ByteOrder::Big);
        const std::size_t name = (std::size_t(block[at + 6]) + 2) & ~std::size_t(1);  // length byte, padded to even
        const std::size_t data = at + 6 + name + 4;
        if (data > block.size()) break;
        const std::size_t length = u32(block, data - 4, ByteOrder::Big);
        if (length > block.size() - data) break;
        if (kind == kIptcResource) return copyOf(block.subspan(data, length));
        at = data + length + (length & 1);
    }
    return {};
}

Bytes photoshopBlock(View iptc) {
    Bytes block(kPhotoshop.begin(), kPhotoshop.end());
    const auto add = [&block](std::initializer_list<int> values) {
        for (const int value : values) block.push_back(static_cast<std::uint8_t>(value));
    };
    const auto size = static_cast<std::uint32_t>(iptc.size());
    add({'8', 'B', 'I', 'M', kIptcResource >> 8, kIptcResource & 0xFF, 0, 0});
    add({static_cast<int>(size >> 24), static_cast<int>(size >> 16 & 0xFF), static_cast<int>(size >> 8 & 0xFF),
         static_cast<int>(size & 0xFF)});
    block.insert(block.end(), iptc.begin(), iptc.end());
    if (size & 1) block.push_back(0);
    return block;
}

}  // namespace tintype::image
