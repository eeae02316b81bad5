#include "resources/sample/landscape.h"

#include "resources/sample/noise.h"

namespace tintype::sample {

namespace {

constexpr double kHorizon = 0.56;   // where the lake begins
constexpr double kNearShore = 0.80;  // where the meadow begins

Vector sky(double x, double y, double aspect) {
    const double height = std::clamp(1.0 - y / kHorizon, 0.0, 1.0);
    Vector result = mix(colour(214, 231, 243), colour(58, 122, 198), std::pow(height, 0.8));
    const double sunDistance = std::hypot((x - 0.2) * aspect, y - 0.18);
    result = result + colour(255, 236, 200) * (0.35 * std::exp(-sunDistance * 5.0));

    // Clouds lie on a plane overhead, so they flatten towards the horizon.
    const double depth = 0.32 / (height + 0.16);
    const double field = fractal((x - 0.5) * aspect * depth * 3.4 + 7.0, depth * 5.2, 6, 11);
    const double cover = ramp(0.52, 0.74, field);
    const double lit = ramp(0.45, 0.85, fractal((x - 0.5) * aspect * depth * 3.4 + 6.86, depth * 5.2 - 0.12, 6, 11));
    const Vector cloud = mix(colour(255, 253, 248), colour(176, 190, 208), lit);
    return mix(result, cloud, 0.9 * cover * ramp(0.0, 0.14, height));
}

struct Ridge {
    double base;      // height of the mean line, 0..1 down
    double amplitude;
    double frequency;
    std::uint32_t seed;
    double haze;      // 0..1: how much the air hides it
};

constexpr Ridge kRidges[] = {
    {0.40, 0.20, 1.7, 21, 0.62}, {0.47, 0.13, 2.9, 35, 0.40}, {0.535, 0.07, 5.5, 47, 0.18}};

double ridgeLine(const Ridge& ridge, double x, double aspect) {
    const double shape = fractal(x * aspect * ridge.frequency + ridge.seed, 0.5, 7, ridge.seed);
    return ridge.base - ridge.amplitude * (shape - 0.42) * 1.7;
}

Vector ridgeColour(const Ridge& ridge, double x, double y, double below, double aspect) {
    const double slope = ridgeLine(ridge, x + 0.002, aspect) - ridgeLine(ridge, x - 0.002, aspect);
    const double rough = fractal(x * aspect * 26.0, y * 40.0, 5, ridge.seed + 5) - 0.5;
    const double light = std::clamp(0.62 - slope * 38.0 + rough * 1.1, 0.12, 1.25);
    Vector ground = mix(colour(92, 104, 96), colour(70, 98, 58), ramp(0.25, 0.6, ridge.base - 0.15 + below));
    if (ridge.haze > 0.5) {
        const double snow = ramp(0.10, 0.02, below + rough * 0.12) * ramp(0.36, 0.26, y);
        ground = mix(ground, colour(244, 247, 252), snow);
    }
    return mix(ground * light, colour(176, 202, 226), ridge.haze);
}

// Sky and mountains, without the water.
Vector backdrop(double x, double y, double aspect) {
    Vector result = sky(x, y, aspect);
    for (const Ridge& ridge : kRidges) {
        const double line = ridgeLine(ridge, x, aspect);
        const double inside = ramp(-0.0008, 0.0008, y - line);
        if (inside > 0.0) result = mix(result, ridgeColour(ridge, x, y, y - line, aspect), inside);
    }
    return result;
}

Vector lake(double x, double y, double aspect) {
    const double near = (y - kHorizon) / (kNearShore - kHorizon);
    const double distance = 1.0 / (0.06 + near);
    const double ripple = fractal(x * aspect * 9.0 * distance, near * 240.0 / (1.0 + 3.0 * near), 4, 77) - 0.5;
    const double mirrored = kHorizon - (y - kHorizon) * 1.25 + ripple * (0.012 + 0.05 * near);
    const Vector reflection = backdrop(x + ripple * 0.01, std::clamp(mirrored, 0.0, kHorizon - 0.002), aspect);
    const Vector water = mix(reflection * 0.82, colour(28, 78, 104), 0.18 + 0.36 * near);
    const double sparkle = ramp(0.20, 0.34, ripple) * std::exp(-std::abs(x - 0.2) * 7.0) * 0.5;
    return water + colour(255, 244, 220) * sparkle;
}

double shore(double x, double aspect) { return kNearShore + 0.05 * (fractal(x * aspect * 1.9, 3.0, 5, 91) - 0.5) - 0.03 * x; }

Vector meadow(double x, double y, double aspect) {
    const double near = ramp(shore(x, aspect), 1.02, y);
    const double scale = 1.0 / (0.2 + near);
    const double patches = fractal(x * aspect * 5.0 * scale, y * 12.0 * scale, 5, 131);
    // Blades: noise stretched upwards, finer in the distance.
    const double blades = fractal(x * aspect * 150.0 * scale, y * 42.0 * scale, 3, 151);
    const Vector green = mix(colour(74, 112, 40), colour(142, 164, 66), patches);
    Vector result = green * (0.35 + 1.0 * blades);
    const double bloom = noise(x * aspect * 70.0 * scale, y * 52.0 * scale, 171);
    if (bloom > 0.965) result = mix(result, bloom > 0.985 ? colour(232, 196, 60) : colour(238, 236, 228), 0.8);
    return result;
}

}  // namespace

Vector sunDirection() { return normalised({-0.62, 0.62, 0.48}); }

Vector landscape(double x, double y, double aspect) {
    if (y < kHorizon) return backdrop(x, y, aspect);
    const double line = shore(x, aspect);
    const double tufts = 0.012 * fractal(x * aspect * 160.0, 0.0, 3, 191);
    const double land = ramp(-0.001, 0.001, y - line + tufts);
    Vector result = land < 1.0 ? lake(x, y, aspect) : Vector{};
    return land > 0.0 ? mix(result, meadow(x, y, aspect), land) : result;
}

}  // namespace tintype::sample
