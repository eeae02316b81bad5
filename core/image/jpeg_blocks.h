// The metadata segments of a JPEG file, found without libjpeg. Used inside core/image only.
#pragma once

#include <span>

#include "core/image/image.h"

namespace tintype::image {

struct JpegBlocks {
    Bytes icc;
    Bytes exif;         // without "Exif\0\0"
    Bytes xmp;
    Bytes extendedXmp;  // put together; empty when a part is missing
    Bytes iptc;
};

// Stops at the picture data or at the first thing that is no segment; never throws on damaged data.
JpegBlocks jpegBlocks(std::span<const std::uint8_t> file);

// IPTC records inside a Photoshop resource block, empty when there are none; and the block around records.
Bytes iptcOfPhotoshop(std::span<const std::uint8_t> block);
Bytes photoshopBlock(std::span<const std::uint8_t> iptc);

}  // namespace tintype::image
