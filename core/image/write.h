// Saves pictures: encoded in memory, then written through SafeFile. Attachments go along as asked.
#pragma once

#include <filesystem>
#include <string>

#include "core/image/image.h"

namespace tintype::image {

enum class Metadata {
    All,         // EXIF, XMP, IPTC, ICC and the recipe
    CreditOnly,  // ICC, and from EXIF/XMP/IPTC only artist, copyright and the program's name
    None,        // ICC only
};

struct WriteOptions {
    Format format = Format::Unknown;  // Unknown: by the target's extension
    int quality = 0;                  // JPEG, WebP 1..100; 0: as the source where it is known, else 92
    int subsampling = 0;              // JPEG 444, 422, 420; 0: as the source, else 444 from quality 90 on, 420 below
    bool lossless = false;            // WebP
    Metadata metadata = Metadata::All;
    std::string recipe{};             // JSON; empty: none. PNG tEXt/iTXt `tintype` (+ `parameters`), XMP elsewhere
    std::string parameters{};         // one line other AI tools read, PNG only
};

// Throws Error(BadInput) for an extension that is no writable format, Error(Media) when encoding fails.
Bytes encode(const Image& picture, const WriteOptions& options);
// encode + writeFileSafely.
void write(const std::filesystem::path& target, const Image& picture, const WriteOptions& options = {});

// The recipe JSON inside a picture written by this program; empty when there is none. Works on the file's
// bytes, no pixels are decoded.
std::string embeddedRecipe(const Bytes& file);

}  // namespace tintype::image
