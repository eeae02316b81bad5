// The few EXIF values people ask for. Used by info.
#pragma once

#include <string>

#include "core/image/image.h"

namespace tintype::cli {

struct ExifTags {
    std::string camera;  // make and model
    std::string taken;   // "2024:05:01 12:30:00", as the camera wrote it
};

// Empty values where the block lacks them or is damaged.
ExifTags exifTags(const image::Bytes& exif);

}  // namespace tintype::cli
