// A TIFF-structured EXIF block (without "Exif\0\0") read and corrected in place, so that nothing else in it moves
// or is lost, maker notes included. Every access is bounds checked. Used inside core/image only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/image/byte_order.h"
#include "core/image/image.h"

namespace tintype::image {

// One entry of a TIFF directory.
struct TiffEntry {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint32_t count = 0;
    std::size_t at = 0;      // of the entry itself
    std::size_t dataAt = 0;  // of its values
    std::size_t size = 0;    // of its values in bytes; they lie inside the block
};

// The byte order of the block; none when it has no TIFF header.
std::optional<ByteOrder> tiffOrder(std::span<const std::uint8_t> block);
// Where the first directory is; 0 when there is none.
std::size_t firstDirectory(std::span<const std::uint8_t> block);
// An entry of the directory at `directory`; none when it is missing or reaches outside the block.
std::optional<TiffEntry> findEntry(std::span<const std::uint8_t> block, std::size_t directory, std::uint16_t tag);

// 1..8; 1 when the block has none or a wrong one.
int exifOrientation(std::span<const std::uint8_t> block);
// Orientation 1, embedded thumbnail dropped. Empty when the block has no readable first directory.
Bytes normalisedExif(Bytes block);
// The pixel dimensions it mentions, replaced by these.
void setExifSize(Bytes& block, Size size);

}  // namespace tintype::image
