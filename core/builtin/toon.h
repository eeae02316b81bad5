// The weights-free cartoon: edge-preserving smoothing, soft tones, ink lines.
#pragma once

#include "core/base/progress.h"
#include "core/image/image.h"

namespace tintype::builtin {

// photo: sRGB; strength 0..1, the edge-aware mix with the photo. Same size and alpha.
image::Image toon(const image::Image& photo, double strength, Progress& progress);

// The photo with `strength` (0..1) of its full cartoon mixed in, ink lines before tones; toon(photo, s) is
// mixCartoon(photo, toon(photo, 1), s), so a strength can be chosen after one run. Both of one size and depth.
image::Image mixCartoon(const image::Image& photo, const image::Image& full, double strength);

}  // namespace tintype::builtin
