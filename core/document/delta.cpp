#include "core/document/delta.h"

#include <QByteArray>
#include <algorithm>
#include <cstring>

#include "core/base/error.h"

namespace tintype::document {

namespace {

constexpr std::size_t kTileBytes = 1024;  // along a row: 256 RGBA pixels
constexpr int kTileRows = 256;
constexpr int kLevel = 1;

struct Tile {
    std::uint32_t column = 0;
    std::uint32_t row = 0;
    std::uint32_t packed = 0;  // bytes that follow
};

struct Extent {
    std::size_t offset;  // of the first byte in the plane
    std::size_t bytes;   // along a row
    int rows;
};

Extent extentOf(std::uint32_t column, std::uint32_t row, const Shape& shape) {
    const std::size_t left = column * kTileBytes;
    const int top = static_cast<int>(row) * kTileRows;
    return {static_cast<std::size_t>(top) * shape.rowBytes + left, std::min(kTileBytes, shape.rowBytes - left),
            std::min(kTileRows, shape.rows - top)};
}

bool sameTile(const std::uint8_t* before, const std::uint8_t* after, const Extent& extent, std::size_t rowBytes) {
    for (int y = 0; y < extent.rows; ++y) {
        const std::size_t at = extent.offset + static_cast<std::size_t>(y) * rowBytes;
        if (std::memcmp(before + at, after + at, extent.bytes) != 0) return false;
    }
    return true;
}

QByteArray xorOf(const std::uint8_t* before, const std::uint8_t* after, const Extent& extent, std::size_t rowBytes) {
    QByteArray out(static_cast<qsizetype>(extent.bytes) * extent.rows, Qt::Uninitialized);
    auto* to = reinterpret_cast<std::uint8_t*>(out.data());
    for (int y = 0; y < extent.rows; ++y) {
        const std::size_t at = extent.offset + static_cast<std::size_t>(y) * rowBytes;
        for (std::size_t x = 0; x < extent.bytes; ++x) *to++ = before[at + x] ^ after[at + x];
    }
    return out;
}

void append(image::Bytes& delta, Tile tile, const QByteArray& packed) {
    tile.packed = static_cast<std::uint32_t>(packed.size());
    const auto* head = reinterpret_cast<const std::uint8_t*>(&tile);
    delta.insert(delta.end(), head, head + sizeof tile);
    delta.insert(delta.end(), packed.begin(), packed.end());
}

void applyTile(const Tile& tile, const std::uint8_t* packed, std::uint8_t* bytes, const Shape& shape) {
    const Extent extent = extentOf(tile.column, tile.row, shape);
    const QByteArray raw = qUncompress(packed, static_cast<qsizetype>(tile.packed));
    if (raw.size() != static_cast<qsizetype>(extent.bytes) * extent.rows)
        throw Error(ErrorKind::OutOfMemory, TINTYPE_NOOP("core", "An undo step could not be unpacked."), {});
    const auto* from = reinterpret_cast<const std::uint8_t*>(raw.constData());
    for (int y = 0; y < extent.rows; ++y) {
        std::uint8_t* row = bytes + extent.offset + static_cast<std::size_t>(y) * shape.rowBytes;
        for (std::size_t x = 0; x < extent.bytes; ++x) row[x] ^= *from++;
    }
}

}  // namespace

image::Bytes deltaOf(const std::uint8_t* before, const std::uint8_t* after, const Shape& shape) {
    image::Bytes delta;
    const auto columns = static_cast<std::uint32_t>((shape.rowBytes + kTileBytes - 1) / kTileBytes);
    const auto rows = static_cast<std::uint32_t>((shape.rows + kTileRows - 1) / kTileRows);
    for (std::uint32_t row = 0; row < rows; ++row)
        for (std::uint32_t column = 0; column < columns; ++column) {
            const Extent extent = extentOf(column, row, shape);
            if (sameTile(before, after, extent, shape.rowBytes)) continue;
            append(delta, {column, row, 0}, qCompress(xorOf(before, after, extent, shape.rowBytes), kLevel));
        }
    delta.shrink_to_fit();
    return delta;
}

void applyDelta(std::span<const std::uint8_t> delta, std::uint8_t* bytes, const Shape& shape) {
    while (delta.size() >= sizeof(Tile)) {
        Tile tile;
        std::memcpy(&tile, delta.data(), sizeof tile);
        applyTile(tile, delta.data() + sizeof tile, bytes, shape);
        delta = delta.subspan(sizeof tile + tile.packed);
    }
}

}  // namespace tintype::document
