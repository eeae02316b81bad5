// Text chunks of PNG files: hex-coded "Raw profile type" blocks, and chunks found without decoding the picture.
// Used inside core/image only.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/image/image.h"

namespace tintype::image {

// The bytes in a text of the form "\nname\n  length\nhex digits", as ImageMagick and exiv2 write it.
Bytes unhexedProfile(std::string_view text);
std::string hexedProfile(std::string_view name, std::span<const std::uint8_t> bytes);

// The text of the first tEXt or uncompressed iTXt chunk with that key; empty when there is none.
std::string pngText(std::span<const std::uint8_t> file, std::string_view key);

}  // namespace tintype::image
