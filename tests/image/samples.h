// Pictures the tests of core/image make for themselves.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>

#include "core/image/image.h"

namespace tintype::image::samples {

// Every value differs from its neighbours; all bits of 16-bit values are used.
inline Image pattern(Size size, int channels, Depth depth, unsigned seed = 1) {
    Image picture(size, channels, depth);
    std::mt19937 random(seed);
    std::uint8_t* bytes = picture.mutableData();
    for (std::size_t i = 0; i < picture.byteSize(); ++i) bytes[i] = static_cast<std::uint8_t>(random());
    return picture;
}

// Slow waves of colour: what a photograph is like to a lossy codec.
inline Image smooth(Size size) {
    Image picture(size, 3);
    for (int y = 0; y < size.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < size.width; ++x)
            for (int c = 0; c < 3; ++c)
                *row++ = static_cast<std::uint8_t>(128 + 100 * std::sin((x + 20 * c) * 0.02) * std::cos(y * 0.017));
    }
    return picture;
}

// Of 8-bit pictures of the same shape.
inline double meanDifference(const Image& a, const Image& b) {
    if (a.size() != b.size() || a.channels() != b.channels()) return 1e9;
    double sum = 0.0;
    for (std::size_t i = 0; i < a.byteSize(); ++i) sum += std::abs(int(a.data()[i]) - int(b.data()[i]));
    return sum / static_cast<double>(a.byteSize());
}

inline std::uint16_t* values16(Image& picture) { return reinterpret_cast<std::uint16_t*>(picture.mutableData()); }
inline const std::uint16_t* values16(const Image& picture) {
    return reinterpret_cast<const std::uint16_t*>(picture.data());
}

}  // namespace tintype::image::samples
