// What an I2VGen-XL job takes at its peak when its networks are read from their files layer by layer (checkpoint::Weights
// ::streamed), and what painting alone takes.
#pragma once

#include "core/memory/clip_need.h"

namespace tintype::memory {

constexpr double kClipEncoder = 270.0;  // bytes for each pixel of a clip: x264 looks 40 frames ahead

// Bytes of the networks; the photo and the frames are read and painted in strips.
double streamedClipNeed(const ClipShapes& shapes, const Numbers& numbers, Size size, int frames);

// Of the decoder alone, with so many frames at once; 0: one, in strips.
double paintNeed(const ClipShapes& shapes, const Numbers& numbers, Size size, int frames);

}  // namespace tintype::memory
