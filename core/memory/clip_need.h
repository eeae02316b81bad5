// What an I2VGen-XL job takes at its peak, told from the model's files before anything is loaded.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/checkpoint/config_from_shapes.h"
#include "core/memory/numbers.h"
#include "core/memory/plan.h"

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

struct ClipWork {
    Size size;
    int frames = 0;
    double photo = 0.0;  // bytes
};

struct ClipPlan {
    double bytes = 0.0;  // at the peak, without what every job with a network takes (kNetworksBytes)
    Pictures pictures = Pictures::Whole;
};

// Networks are loaded and freed in turn. Frames are painted in strips where one does not fit whole. budget: of the whole
// process; 0: unknown. The prediction and the pipeline come to the same plan by this.
ClipPlan clipPlan(const ClipShapes& shapes, const Numbers& numbers, const ClipWork& work, std::uint64_t budget);

}  // namespace tintype::memory
