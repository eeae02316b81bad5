// Three numbers: a colour (linear light) or a point in space, for drawing the sample picture.
#pragma once

#include <algorithm>
#include <cmath>

namespace tintype::sample {

struct Vector {
    double x = 0.0;
    double y = 0.0;
    double z = 0.0;
};

inline Vector operator+(const Vector& a, const Vector& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
inline Vector operator-(const Vector& a, const Vector& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
inline Vector operator*(const Vector& a, double s) { return {a.x * s, a.y * s, a.z * s}; }
inline Vector operator*(const Vector& a, const Vector& b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
inline double dot(const Vector& a, const Vector& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline double length(const Vector& a) { return std::sqrt(dot(a, a)); }
inline Vector normalised(const Vector& a) { return a * (1.0 / std::max(1e-12, length(a))); }
inline Vector mix(const Vector& a, const Vector& b, double t) { return a + (b - a) * t; }
inline double ramp(double from, double to, double value) {
    const double t = std::clamp((value - from) / (to - from), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}
// sRGB as people write colours (0..255) to linear light.
inline Vector colour(int red, int green, int blue) {
    const auto linear = [](int value) {
        const double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return {linear(red), linear(green), linear(blue)};
}

}  // namespace tintype::sample
