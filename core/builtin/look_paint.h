// What the look effects share: colour arithmetic on single pixels, repeatable noise, and loops over rows that
// report progress. Only for sources of the look engine.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <opencv2/core.hpp>

#include "core/base/progress.h"
#include "core/builtin/parallel.h"

namespace tintype::builtin::paint {

using Colour = cv::Vec3f;

inline float clamp01(float value) {
    return std::clamp(value, 0.0f, 1.0f);
}
inline float mix(float a, float b, float t) {
    return a + (b - a) * t;
}
inline Colour mix(const Colour& a, const Colour& b, float t) {
    return a + (b - a) * t;
}
// 0 below `from`, 1 above `to`, smooth between; from > to falls.
inline float smooth(float from, float to, float value) {
    const float t = clamp01((value - from) / (to - from));
    return t * t * (3.0f - 2.0f * t);
}

float decode(float encoded);  // sRGB 0..1 -> linear light
float encode(float linear);
inline Colour decode(const Colour& c) {
    return {decode(c[0]), decode(c[1]), decode(c[2])};
}
inline Colour encode(const Colour& c) {
    return {encode(c[0]), encode(c[1]), encode(c[2])};
}
inline float luminance(const Colour& linear) {
    return 0.2126f * linear[0] + 0.7152f * linear[1] + 0.0722f * linear[2];
}

// Oklab (Ottosson 2020): L 0..1, a, b; hue stays put when chroma or lightness change.
Colour labOfLinear(const Colour& linear);
Colour linearOfLab(const Colour& lab);
inline Colour labOf(const Colour& encoded) {
    return labOfLinear(decode(encoded));
}
// Brings colours outside sRGB back by lowering their chroma, not by clipping channels.
Colour encodedOfLab(Colour lab);
// The same for linear light that may exceed 1: bright saturated light turns paler.
Colour encodedOfLight(const Colour& linear);

inline std::uint32_t hash(std::uint32_t x, std::uint32_t y, std::uint64_t seed) {
    std::uint64_t h = seed * 0x9E3779B97F4A7C15ull + (std::uint64_t(x) << 32 | y);
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93ull;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93ull;
    h ^= h >> 32;
    return static_cast<std::uint32_t>(h);
}
inline float unit(std::uint32_t bits) {
    return static_cast<float>(bits >> 8) * (1.0f / 16777216.0f);
}

// Gradient noise, about -1..1, and its sum over octaves.
float noise(float x, float y, std::uint64_t seed);
float fractal(float x, float y, int octaves, std::uint64_t seed);

// Numbers in a fixed order: drops, flakes, stars.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed * 0x9E3779B97F4A7C15ull + 0x1234567ull) {}
    float unit() { return static_cast<float>(next() >> 40) * (1.0f / 16777216.0f); }
    float between(float a, float b) { return a + (b - a) * unit(); }

private:
    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    std::uint64_t m_state;
};

// A pass over a picture is this many steps of progress; each is short enough to cancel in.
inline constexpr int kBands = 24;

template <typename Row>
void forRows(int rows, Progress& progress, const Row& row) {
    for (int band = 0; band < kBands; ++band) {
        const int from = static_cast<int>(std::int64_t(rows) * band / kBands);
        const int to = static_cast<int>(std::int64_t(rows) * (band + 1) / kBands);
        if (to > from) inRows(to - from, progress, [&](int y) { row(from + y); });
        progress.step();
    }
}

}  // namespace tintype::builtin::paint
