// Opens picture files: PNG, JPEG, WebP, TIFF, BMP, first frame of GIF; HEIC, AVIF, JXL where the library was
// there when the program was built. The header is read and its memory need budgeted before any decoding.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/image/image.h"

namespace tintype::image {

struct Header {
    Format format = Format::Unknown;
    Size size;             // as stored, before the EXIF orientation
    int bitsPerChannel = 8;
    int orientation = 1;   // EXIF 1..8
};

struct ReadOptions {
    std::uint64_t memoryBudget = 0;  // bytes the decoded picture may take; 0: half of the available memory, at most 8 GiB
};

// Throws Error(BadInput) naming the file and the reason: missing, empty, folder or device, not a picture, too
// large for the budget, cut short (PNG...). A JPEG cut short is returned with origin.damaged set.
// Orientation is applied once; grey, palette and CMYK become RGB (CMYK through its profile).
Image read(const std::filesystem::path& path, const ReadOptions& options = {});
Image readBytes(std::span<const std::uint8_t> bytes, const std::filesystem::path& name, const ReadOptions& options = {});
Header readHeader(std::span<const std::uint8_t> bytes, const std::filesystem::path& name);

Format formatOfExtension(const std::filesystem::path& path);  // Unknown when not a picture extension
const char* formatName(Format format);                        // "PNG", "JPEG", ...
std::vector<std::string> readableExtensions();                // "png", "jpg", ... lower case, in this build
std::vector<std::string> writableExtensions();

}  // namespace tintype::image
