// Value noise and its fractal sum, for drawing the sample picture.
#pragma once

#include <cmath>
#include <cstdint>

namespace tintype::sample {

inline double hash(int x, int y, std::uint32_t seed) {
    std::uint32_t h = static_cast<std::uint32_t>(x) * 374761393U + static_cast<std::uint32_t>(y) * 668265263U + seed * 2246822519U;
    h = (h ^ (h >> 13)) * 1274126177U;
    h ^= h >> 16;
    return h / 4294967295.0;
}

inline double smooth(double t) { return t * t * t * (t * (t * 6.0 - 15.0) + 10.0); }

// 0..1, one cell a unit.
inline double noise(double x, double y, std::uint32_t seed) {
    const int cellX = static_cast<int>(std::floor(x));
    const int cellY = static_cast<int>(std::floor(y));
    const double u = smooth(x - cellX);
    const double v = smooth(y - cellY);
    const double top = std::lerp(hash(cellX, cellY, seed), hash(cellX + 1, cellY, seed), u);
    const double bottom = std::lerp(hash(cellX, cellY + 1, seed), hash(cellX + 1, cellY + 1, seed), u);
    return std::lerp(top, bottom, v);
}

// 0..1, `octaves` layers each twice as fine and half as strong, turned against each other.
inline double fractal(double x, double y, int octaves, std::uint32_t seed) {
    double sum = 0.0;
    double weight = 0.5;
    double total = 0.0;
    for (int i = 0; i < octaves; ++i) {
        sum += weight * noise(x, y, seed + static_cast<std::uint32_t>(i));
        total += weight;
        weight *= 0.5;
        const double turnedX = 1.6 * x - 1.2 * y;
        y = 1.2 * x + 1.6 * y;
        x = turnedX;
    }
    return sum / total;
}

}  // namespace tintype::sample
