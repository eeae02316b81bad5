// Light and colour as a whole: exposure, contrast, saturation, warmth.
#include <opencv2/imgproc.hpp>

#include "core/builtin/look_effects.h"

namespace tintype::builtin {

using namespace paint;

void applyExposure(Job& job) {
    const float gain = std::exp2(2.0f * job.amount);
    eachPixel(job, [&](const Colour& pixel, int, int) {
        const Colour light = decode(pixel);
        const float y = luminance(light);
        // Keeps white white; darkening must also take highlights down.
        const float held = gain / (1.0f + (gain - 1.0f) * y);
        const float factor = gain >= 1.0f ? held : mix(held, gain, 0.75f);
        return encodedOfLight(light * factor);
    });
}

namespace {

float meanLightness(const Job& job) {
    cv::Mat small;
    cv::resize(job.rgb, small, {std::min(64, job.rgb.cols), std::min(64, job.rgb.rows)}, 0, 0,
               cv::INTER_AREA);
    double sum = 0.0;
    for (const auto& pixel : cv::Mat_<Colour>(small)) sum += labOf(pixel)[0];
    return static_cast<float>(sum / double(small.total()));
}

// S-shaped about the pivot, 0 and 1 stay; contrast < 0 flattens towards the pivot.
float curve(float x, float pivot, float contrast) {
    if (contrast < 0.0f) return x + (pivot - x) * std::min(0.85f, -0.6f * contrast);
    const float power = 1.0f + contrast;
    return x < pivot ? pivot * std::pow(x / pivot, power)
                     : 1.0f - (1.0f - pivot) * std::pow((1.0f - x) / (1.0f - pivot), power);
}

}  // namespace

void applyContrast(Job& job) {
    const float pivot = std::clamp(meanLightness(job), 0.4f, 0.68f);
    eachPixel(job, [&](const Colour& pixel, int, int) {
        Colour lab = labOf(pixel);
        const float to = curve(clamp01(lab[0]), pivot, job.amount);
        const float chroma = std::sqrt(std::clamp(to / std::max(0.02f, lab[0]), 0.25f, 2.0f));
        return encodedOfLab({to, lab[1] * chroma, lab[2] * chroma});
    });
}

void applySaturation(Job& job) {
    eachPixel(job, [&](const Colour& pixel, int, int) {
        Colour lab = labOf(pixel);
        const float chroma = std::hypot(lab[1], lab[2]);
        // What is colourful already gains less, so nothing turns into a poster.
        const float gain = job.amount < 0.0f
                               ? std::max(0.0f, 1.0f + job.amount)
                               : 1.0f + 1.5f * job.amount * (1.0f - smooth(0.04f, 0.34f, chroma));
        return encodedOfLab({lab[0], lab[1] * gain, lab[2] * gain});
    });
}

void applyWarmth(Job& job) {
    const Colour gains(std::exp2(0.42f * job.amount), std::exp2(0.04f * job.amount),
                       std::exp2(-0.75f * job.amount));
    eachPixel(job, [&](const Colour& pixel, int, int) {
        const Colour light = decode(pixel);
        Colour to = light.mul(gains);
        const float after = luminance(to);
        if (after > 1e-6f) to *= luminance(light) / after;
        return encodedOfLight(to);
    });
}

void applyBlackAndWhite(Job& job) {
    const float amount = std::min(1.0f, job.amount);
    const float contrast = 0.16f + 0.5f * std::max(0.0f, job.amount - 1.0f);
    eachPixel(job, [&](const Colour& pixel, int, int) {
        const Colour light = decode(pixel);
        // Closer to film than to the eye: reds a little lighter, blues a little darker.
        const float grey =
            curve(encode(0.30f * light[0] + 0.60f * light[1] + 0.10f * light[2]), 0.5f, contrast);
        return amount >= 1.0f ? Colour(grey, grey, grey) : mix(pixel, {grey, grey, grey}, amount);
    });
}

void applySepia(Job& job) {
    const float amount = std::min(1.0f, job.amount / 0.8f);
    eachPixel(job, [&](const Colour& pixel, int, int) {
        const float light = labOf(pixel)[0];
        const float to = mix(0.05f, 0.965f, curve(clamp01(light), 0.55f, 0.08f));
        const float chroma = 0.062f * job.amount * (0.35f + 2.6f * to * (1.0f - to));
        return mix(pixel, encodedOfLab({to, 0.34f * chroma, 0.94f * chroma}), amount);
    });
}

}  // namespace tintype::builtin
