#include "core/video/orientation.h"

#include <cmath>

namespace tintype::video {

using image::Turn;

// The matrix takes a stored place (x, y) to the shown one: x' = a x + c y, y' = b x + d y.
Orientation orientationOf(const std::int32_t* matrix) {
    if (!matrix) return {};
    const double a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];
    const bool swaps = std::abs(b) + std::abs(c) > std::abs(a) + std::abs(d);
    if (!swaps) {
        if (a < 0 && d < 0) return {{Turn::Half}, 180, false};
        if (a < 0) return {{Turn::FlipHorizontal}, 0, false};
        if (d < 0) return {{Turn::FlipVertical}, 0, false};
        return {};
    }
    if (b > 0 && c < 0) return {{Turn::Right}, 90, true};
    if (b < 0 && c > 0) return {{Turn::Left}, 270, true};
    return {{Turn::Right, b > 0 ? Turn::FlipHorizontal : Turn::FlipVertical}, 90, true};
}

image::Image upright(image::Image picture, const Orientation& orientation) {
    for (const Turn turn : orientation.turns) picture = image::turned(picture, turn);
    return picture;
}

}  // namespace tintype::video
