// In which numbers and with which kernels networks will compute, and on how large a picture: what a prediction of memory
// starts from. Plain values; libtorch is not needed.
#pragma once

#include <cstdint>

#include "core/base/size.h"

namespace tintype::memory {

enum class Kernels { Plain, ChannelsLast, Tiles };  // as checkpoint::Layout

struct Numbers {
    std::int64_t bytes = 4;
    Kernels kernels = Kernels::Plain;
    bool processor = true;  // else a graphics card

    bool half() const { return bytes < 4; }
};

// Rows and columns of what a network is given, and how many of them at once.
struct Grid {
    std::int64_t rows = 1;
    std::int64_t columns = 1;
    std::int64_t samples = 1;

    std::int64_t pixels() const { return rows * columns * samples; }
};

inline Grid gridOf(Size size, int shrink = 1) { return {size.height / shrink, size.width / shrink, 1}; }

}  // namespace tintype::memory
