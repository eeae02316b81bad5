// Private to core/video: how a clip's display matrix turns its frames upright.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/transform.h"

namespace tintype::video {

struct Orientation {
    std::vector<image::Turn> turns;  // to apply in this order
    int degrees = 0;                 // clockwise
    bool swapsSides = false;
};

// matrix: libav's 3x3 display matrix, nine numbers; null: upright. Angles are rounded to quarter turns.
Orientation orientationOf(const std::int32_t* matrix);
image::Image upright(image::Image picture, const Orientation& orientation);

}  // namespace tintype::video
