// What an I2VGen-XL job takes at its peak, told from the model's files before anything is loaded.
#pragma once

#include <filesystem>

#include "core/checkpoint/config_from_shapes.h"
#include "core/memory/numbers.h"

namespace tintype::memory {

struct ClipShapes {
    checkpoint::Shapes text;
    checkpoint::Shapes vision;
    checkpoint::Shapes autoencoder;
    checkpoint::Shapes unet;
    int sides = 8;    // a clip's sides must be multiples of this
    int smooth = 64;  // and are best multiples of this
};

// Reads the files' headers only. Throws Error(BadModel).
ClipShapes readClipShapes(const std::filesystem::path& folder);

// Bytes, without what every job with a network takes (kNetworksBytes). Networks are loaded and freed in turn.
double clipNeed(const ClipShapes& shapes, const Numbers& numbers, Size size, int frames);

}  // namespace tintype::memory
