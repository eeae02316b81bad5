// What an InstructPix2Pix job takes at its peak, told from the model's files before anything is loaded. Used to choose a
// job's plan, by the Run button and by the pipeline's tests.
#pragma once

#include <filesystem>

#include "core/checkpoint/config_from_shapes.h"
#include "core/memory/numbers.h"
#include "core/memory/plan.h"

namespace tintype::memory {

struct InstructShapes {
    checkpoint::Shapes text;
    checkpoint::Shapes autoencoder;
    checkpoint::Shapes unet;
    int sides = 8;    // a picture's sides must be multiples of this
    int smooth = 64;  // and are best multiples of this
};

// Reads the files' headers only: a folder in the diffusers layout, or the authors' single file. Throws Error(BadModel).
InstructShapes readInstructShapes(const std::filesystem::path& model);

struct InstructWork {
    Size size;              // that the network works at
    double pictures = 0.0;  // bytes of the photo and its copies all the while
    double finish = 0.0;    // bytes on top when the change is brought back to the photo
};

// Bytes at the peak, without what every job with a network takes (kNetworksBytes).
double instructNeed(const InstructShapes& shapes, const Numbers& numbers, const InstructWork& work, const Plan& plan);

}  // namespace tintype::memory
