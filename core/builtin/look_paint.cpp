#include "core/builtin/look_paint.h"

namespace tintype::builtin::paint {
namespace {

constexpr int kTable = 4096;

float exactDecode(float v) {
    return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
}
float exactEncode(float v) {
    return v <= 0.0031308f ? v * 12.92f : 1.055f * std::pow(v, 1.0f / 2.4f) - 0.055f;
}

using Table = std::array<float, kTable + 2>;

// Indexed by the square root for encoding: the curve is steep at black.
const Table& decodeTable() {
    static const Table table = [] {
        Table t{};
        for (int i = 0; i < kTable + 2; ++i) t[std::size_t(i)] = exactDecode(float(i) / kTable);
        return t;
    }();
    return table;
}

const Table& encodeTable() {
    static const Table table = [] {
        Table t{};
        for (int i = 0; i < kTable + 2; ++i)
            t[std::size_t(i)] = exactEncode(float(i) / kTable * float(i) / kTable);
        return t;
    }();
    return table;
}

float lookUp(const Table& table, float position) {
    const int index = static_cast<int>(position);
    const float part = position - static_cast<float>(index);
    return table[std::size_t(index)] + part * (table[std::size_t(index) + 1] - table[std::size_t(index)]);
}

bool inside(const Colour& c) {
    constexpr float kSlack = 1e-4f;
    return std::min({c[0], c[1], c[2]}) >= -kSlack && std::max({c[0], c[1], c[2]}) <= 1.0f + kSlack;
}

float gradientDot(std::int32_t x, std::int32_t y, float dx, float dy, std::uint64_t seed) {
    static constexpr float kGradients[8][2] = {{1, 0},
                                               {-1, 0},
                                               {0, 1},
                                               {0, -1},
                                               {0.7071f, 0.7071f},
                                               {-0.7071f, 0.7071f},
                                               {0.7071f, -0.7071f},
                                               {-0.7071f, -0.7071f}};
    const auto& g = kGradients[hash(std::uint32_t(x), std::uint32_t(y), seed) >> 29];
    return g[0] * dx + g[1] * dy;
}

}  // namespace

float decode(float encoded) {
    return lookUp(decodeTable(), clamp01(encoded) * kTable);
}
float encode(float linear) {
    return lookUp(encodeTable(), std::sqrt(clamp01(linear)) * kTable);
}

Colour labOfLinear(const Colour& c) {
    const float l = std::cbrt(0.4122214708f * c[0] + 0.5363325363f * c[1] + 0.0514459929f * c[2]);
    const float m = std::cbrt(0.2119034982f * c[0] + 0.6806995451f * c[1] + 0.1073969566f * c[2]);
    const float s = std::cbrt(0.0883024619f * c[0] + 0.2817188376f * c[1] + 0.6299787005f * c[2]);
    return {0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
            1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
            0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s};
}

Colour linearOfLab(const Colour& c) {
    const float l = c[0] + 0.3963377774f * c[1] + 0.2158037573f * c[2];
    const float m = c[0] - 0.1055613458f * c[1] - 0.0638541728f * c[2];
    const float s = c[0] - 0.0894841775f * c[1] - 1.2914855480f * c[2];
    const float l3 = l * l * l, m3 = m * m * m, s3 = s * s * s;
    return {4.0767416621f * l3 - 3.3077115913f * m3 + 0.2309699292f * s3,
            -1.2684380046f * l3 + 2.6097574011f * m3 - 0.3413193965f * s3,
            -0.0041960863f * l3 - 0.7034186147f * m3 + 1.7076147010f * s3};
}

Colour encodedOfLab(Colour lab) {
    lab[0] = clamp01(lab[0]);
    Colour linear = linearOfLab(lab);
    if (!inside(linear)) {
        float fits = 0.0f, exceeds = 1.0f;
        for (int i = 0; i < 6; ++i) {
            const float chroma = 0.5f * (fits + exceeds);
            linear = linearOfLab({lab[0], lab[1] * chroma, lab[2] * chroma});
            (inside(linear) ? fits : exceeds) = chroma;
        }
        linear = linearOfLab({lab[0], lab[1] * fits, lab[2] * fits});
    }
    return encode(linear);
}

Colour encodedOfLight(const Colour& linear) {
    const float high = std::max({linear[0], linear[1], linear[2]});
    if (high <= 1.0f) return encode(linear);
    const float y = std::min(luminance(linear), 1.0f);
    // Towards grey of the same luminance until the largest channel fits.
    const float t = high > y ? (1.0f - y) / (high - y) : 0.0f;
    const Colour grey(y, y, y);
    return encode(grey + (linear - grey) * clamp01(t));
}

float noise(float x, float y, std::uint64_t seed) {
    const float fx = std::floor(x), fy = std::floor(y);
    const auto ix = static_cast<std::int32_t>(fx), iy = static_cast<std::int32_t>(fy);
    const float dx = x - fx, dy = y - fy;
    const float u = dx * dx * dx * (dx * (dx * 6 - 15) + 10), v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const float top = mix(gradientDot(ix, iy, dx, dy, seed), gradientDot(ix + 1, iy, dx - 1, dy, seed), u);
    const float low =
        mix(gradientDot(ix, iy + 1, dx, dy - 1, seed), gradientDot(ix + 1, iy + 1, dx - 1, dy - 1, seed), u);
    return 1.5f * mix(top, low, v);
}

float fractal(float x, float y, int octaves, std::uint64_t seed) {
    float sum = 0.0f, weight = 0.5f;
    for (int i = 0; i < octaves; ++i) {
        sum += weight * noise(x, y, seed + std::uint64_t(i));
        // Turned a little each time, or the lattice shows.
        const float turned = 1.6f * x - 1.2f * y;
        y = 1.2f * x + 1.6f * y + 17.3f;
        x = turned;
        weight *= 0.5f;
    }
    return sum;
}

}  // namespace tintype::builtin::paint
