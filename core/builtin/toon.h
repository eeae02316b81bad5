// The weights-free cartoon: edge-preserving smoothing, soft tones, ink lines.
#pragma once

#include "core/base/progress.h"
#include "core/image/image.h"

namespace tintype::builtin {

// photo: sRGB; strength 0..1, the edge-aware mix with the photo. Same size and alpha.
image::Image toon(const image::Image& photo, double strength, Progress& progress);

}  // namespace tintype::builtin
