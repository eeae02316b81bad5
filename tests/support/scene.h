// Pictures drawn by code for tests: a sky over a striped field with a red disc, always the same.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::test {

inline image::Image scene(Size size, int channels = 3, image::Depth depth = image::Depth::U8) {
    image::Image picture(size, channels, depth);
    const int radius = size.shortSide() / 5;
    for (int y = 0; y < size.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < size.width; ++x) {
            const int dx = x - size.width / 2;
            const int dy = y - size.height / 2;
            int colour[4] = {90 + 60 * y / size.height, 140 + 40 * y / size.height, 220, 255 - 200 * x / size.width};
            if (y > size.height / 2) colour[0] = 70 + 20 * (x / 8 % 2), colour[1] = 120 + 30 * (y / 8 % 2), colour[2] = 50;
            if (dx * dx + dy * dy < radius * radius) colour[0] = 200, colour[1] = 40, colour[2] = 40;
            for (int c = 0; c < channels; ++c) {
                if (depth == image::Depth::U8) row[channels * x + c] = static_cast<std::uint8_t>(colour[c]);
                else reinterpret_cast<std::uint16_t*>(row)[channels * x + c] =
                         static_cast<std::uint16_t>(colour[c] * 257 + (x * 7 + y * 13) % 200 - 100 * (c % 2));
            }
        }
    }
    return picture;
}

inline image::Mask boxMask(Size size, const Rect& wanted) {
    image::Mask mask(size);
    const Rect box = intersect(wanted, {0, 0, size.width, size.height});
    for (int y = box.y; y < box.bottom(); ++y) std::fill_n(mask.mutableRow(y) + box.x, box.width, std::uint8_t{255});
    return mask;
}

// How many pixels outside the mask grown by `margin` differ; nothing may where margin covers the soft edge.
inline int changedOutside(const image::Image& before, const image::Image& after, const image::Mask& mask, int margin) {
    const image::Mask may = margin > 0 ? image::grown(mask, margin) : mask;
    int changed = 0;
    for (int y = 0; y < before.height(); ++y)
        for (int x = 0; x < before.width(); ++x)
            if (may.row(y)[x] == 0)
                changed += !std::equal(before.row(y) + x * before.pixelBytes(),
                                       before.row(y) + (x + 1) * before.pixelBytes(), after.row(y) + x * after.pixelBytes());
    return changed;
}

}  // namespace tintype::test
