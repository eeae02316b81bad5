// Which of a picture's EXIF, XMP and IPTC goes into a saved file, and the recipe inside XMP. Used inside
// core/image only. exiv2 is behind it; what it cannot parse is left out, never an error.
#pragma once

#include <string>

#include "core/image/codec.h"

namespace tintype::image {

// The blocks to embed in a file of that format, as options.metadata asks.
Embedded embeddedFor(const Image& picture, const WriteOptions& options, Format format);

// The recipe property of an XMP packet; empty when there is none.
std::string recipeInXmp(std::span<const std::uint8_t> packet);

// EXIF, XMP and IPTC of a TIFF file, whose own directory is its EXIF block.
Attachments tiffAttachments(std::span<const std::uint8_t> file);
// A TIFF file with those blocks added. Without any, or when exiv2 refuses, the file as it was.
Bytes tiffWithBlocks(Bytes file, const Embedded& embedded);

}  // namespace tintype::image
