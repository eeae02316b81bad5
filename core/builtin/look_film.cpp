// Grades: vintage and cinematic.
#include "core/builtin/look_effects.h"

namespace tintype::builtin {

using namespace paint;

namespace {

// 0 in the middle, 1 in the corners.
float corner(const cv::Mat& rgb, int x, int y) {
    const float u = 2.0f * (float(x) + 0.5f) / float(rgb.cols) - 1.0f,
                v = 2.0f * (float(y) + 0.5f) / float(rgb.rows) - 1.0f;
    return smooth(0.45f, 1.42f, std::sqrt(u * u + v * v));
}

// Film grain of the same look at every resolution, about -1..1.
float grain(float x, float y, float size, std::uint64_t seed) {
    return 0.65f * noise(x / size, y / size, seed) +
           0.35f * noise(2.1f * x / size, 2.1f * y / size, seed + 91);
}

float grainSize(const cv::Mat& rgb) {
    return std::max(1.35f, float(std::max(rgb.cols, rgb.rows)) / 900.0f);
}

float sCurve(float x, float amount) {
    return mix(x, x * x * (3.0f - 2.0f * x), amount);
}

bool isSkin(float chroma, float hue) {
    return chroma > 0.02f && hue > 0.35f && hue < 1.35f;
}

}  // namespace

void applyVintage(Job& job) {
    const float amount = std::min(1.6f, job.amount / 0.6f);
    const float size = grainSize(job.rgb);
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        const Colour lab = labOf(pixel);
        float light = sCurve(clamp01(lab[0]), 0.25f);
        light = mix(0.13f, 0.93f, light) * (1.0f - 0.28f * corner(job.rgb, x, y));
        light += 0.022f * grain(float(x), float(y), size, job.seed) * (1.2f - light);
        // Dyes age: shadows drift to green-blue, lights to yellow.
        const float high = smooth(0.25f, 0.85f, light);
        const Colour to(light, 0.70f * lab[1] + mix(-0.014f, 0.010f, high),
                        0.68f * lab[2] + mix(-0.010f, 0.038f, high));
        return mix(pixel, encodedOfLab(to), std::min(1.0f, amount));
    });
}

void applyCinematic(Job& job) {
    const float amount = std::min(1.6f, job.amount / 0.6f);
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        const Colour lab = labOf(pixel);
        const float chroma = std::hypot(lab[1], lab[2]), hue = std::atan2(lab[2], lab[1]);
        float light = sCurve(clamp01(lab[0]), 0.42f) * (0.97f - 0.17f * corner(job.rgb, x, y));
        light = mix(0.02f, 0.985f, light);
        // Skin keeps its own hue and leans to orange; the rest is split: teal below, amber above.
        const float skin = isSkin(chroma, hue) ? smooth(0.02f, 0.07f, chroma) : 0.0f;
        const float high = std::max(smooth(0.42f, 0.86f, light), 0.75f * skin);
        const float keep = mix(0.74f, 1.02f, skin);
        const float tint = smooth(0.0f, 0.25f, light) * (1.0f - 0.75f * smooth(0.88f, 1.0f, light));
        const Colour to(light, keep * lab[1] + tint * mix(-0.034f, 0.016f, high),
                        keep * lab[2] + tint * mix(-0.030f, 0.034f, high));
        return mix(pixel, encodedOfLab(to), std::min(1.0f, amount));
    });
}

}  // namespace tintype::builtin
