#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "core/image/codec.h"

namespace tintype::image {
namespace {

struct Extension {
    std::string_view text;
    Format format;
};

constexpr std::array kExtensions{
    Extension{"png", Format::Png},    Extension{"jpg", Format::Jpeg},   Extension{"jpeg", Format::Jpeg},
    Extension{"jpe", Format::Jpeg},   Extension{"jfif", Format::Jpeg},  Extension{"webp", Format::WebP},
    Extension{"tif", Format::Tiff},   Extension{"tiff", Format::Tiff},  Extension{"bmp", Format::Bmp},
    Extension{"dib", Format::Bmp},    Extension{"gif", Format::Gif},    Extension{"heic", Format::Heic},
    Extension{"heif", Format::Heic},  Extension{"avif", Format::Avif},  Extension{"jxl", Format::Jxl},
};

bool isReadable(Format format) {
    switch (format) {
        case Format::Unknown: return false;
#ifndef TINTYPE_HAS_HEIF
        case Format::Heic:
        case Format::Avif: return false;
#endif
#ifndef TINTYPE_HAS_JXL
        case Format::Jxl: return false;
#endif
        default: return true;
    }
}

template <typename Accept>
std::vector<std::string> extensionsThat(Accept accept) {
    std::vector<std::string> found;
    for (const Extension& extension : kExtensions)
        if (accept(extension.format)) found.emplace_back(extension.text);
    return found;
}

}  // namespace

Format formatOfExtension(const std::filesystem::path& path) {
    std::string extension = path.extension().native();
    if (extension.empty()) return Format::Unknown;
    extension.erase(0, 1);
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto found = std::find_if(kExtensions.begin(), kExtensions.end(),
                                    [&](const Extension& known) { return known.text == extension; });
    return found == kExtensions.end() ? Format::Unknown : found->format;
}

const char* formatName(Format format) {
    switch (format) {
        case Format::Png: return "PNG";
        case Format::Jpeg: return "JPEG";
        case Format::WebP: return "WebP";
        case Format::Tiff: return "TIFF";
        case Format::Bmp: return "BMP";
        case Format::Heic: return "HEIC";
        case Format::Avif: return "AVIF";
        case Format::Jxl: return "JPEG XL";
        case Format::Gif: return "GIF";
        case Format::Unknown: break;
    }
    return "unknown";
}

bool isWritable(Format format) {
    return format == Format::Png || format == Format::Jpeg || format == Format::WebP || format == Format::Tiff ||
           format == Format::Bmp;
}

std::vector<std::string> readableExtensions() { return extensionsThat(isReadable); }
std::vector<std::string> writableExtensions() { return extensionsThat(isWritable); }

}  // namespace tintype::image
