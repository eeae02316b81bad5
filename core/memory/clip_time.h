// How much an I2VGen-XL job has to compute, told from the shapes of the model's tensors: what its time is estimated from,
// and how its progress is divided.
#pragma once

#include "core/memory/clip_need.h"

namespace tintype::memory {

// Floating-point operations, a multiplication with its addition counted as two.
struct ClipOperations {
    double step = 0.0;   // one step of one guidance branch
    double read = 0.0;   // the photo into latents
    double paint = 0.0;  // one frame
};

ClipOperations clipOperations(const ClipShapes& shapes, Size size, int frames);

// Of the network's layer that is measured (networks::i2vgenLayer), on `latents` with so many frames as samples.
double clipLayerWork(const checkpoint::Shapes& unet, const Grid& latents);

}  // namespace tintype::memory
