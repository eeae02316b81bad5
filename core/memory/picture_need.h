// What the networks that fill, draw and restore pictures take at their peak, told from their files before anything is
// loaded. All in bytes, without what every job with a network takes (kNetworksBytes).
#pragma once

#include <filesystem>

#include "core/memory/numbers.h"

namespace tintype::memory {

// LaMa on a picture of `size`. model: the file. Throws Error(BadModel).
double lamaNeed(const std::filesystem::path& model, const Numbers& numbers, Size size);
// DCT-Net on a photo of `size`, which it draws smaller. graphBytes: of its graphs.
double cartoonNeed(std::uint64_t graphBytes, const Numbers& numbers, Size size, std::uint64_t budget);
struct FaceFiles {
    std::filesystem::path model;
    std::filesystem::path detector;  // empty: none looks at the photo
    std::filesystem::path parser;    // empty: none
};
// GPEN on one face after the other, after the detector has looked at the whole photo. Throws Error(BadModel).
double faceNeed(const FaceFiles& files, const Numbers& numbers, Size photo);

}  // namespace tintype::memory
