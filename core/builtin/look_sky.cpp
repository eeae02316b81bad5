// Effects that are mostly sky, with the ground relit to match: storm, sunset, night.
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/look_effects.h"

namespace tintype::builtin {

using namespace paint;

namespace {

constexpr int kSkySide = 1400;  // clouds are soft: drawn at this long side

cv::Size drawingSize(const cv::Mat& rgb) {
    const Size fit = fitLongSide({rgb.cols, rgb.rows}, std::min(kSkySide, std::max(rgb.cols, rgb.rows)));
    return {fit.width, fit.height};
}

// A sky of clouds seen from below: equal clouds get smaller and flatter towards the horizon.
// x: cloud cover 0..1, y: how lit its underside is 0..1.
cv::Mat stormClouds(cv::Size size, float horizon, std::uint64_t seed, Progress& progress) {
    cv::Mat out(size, CV_32FC2);
    Dice dice(seed + 11);
    const float shiftX = dice.between(-500.0f, 500.0f), shiftY = dice.between(-500.0f, 500.0f);
    const float bottom = std::max(8.0f, horizon * float(size.height) * 1.12f);
    const float aspect = float(size.width) / float(std::max(size.width, size.height));
    forRows(size.height, progress, [&](int y) {
        const float up = std::max(0.0f, (bottom - float(y)) / bottom);
        const float depth = 1.0f / (up + 0.16f);
        for (int x = 0; x < size.width; ++x) {
            const float side = (float(x) / float(size.width) - 0.5f) * aspect;
            const float u = 2.1f * side * depth + shiftX, v = 1.15f * depth + shiftY;
            const float warpX = fractal(0.8f * u, 0.8f * v, 3, seed + 21),
                        warpY = fractal(0.8f * u + 9.0f, 0.8f * v, 3, seed + 31);
            const float wu = u + 0.48f * warpX, wv = v + 0.38f * warpY;
            const float body = fractal(wu, wv, 4, seed + 41);
            // Fine octaves fade where they would be smaller than a pixel.
            const float fine = fractal(3.7f * wu, 3.7f * wv, 4, seed + 51) * smooth(0.02f, 0.3f, up);
            const float heap = 1.0f - std::abs(fractal(1.7f * wu + 3.0f, 1.7f * wv, 4, seed + 61)) * 1.9f;
            const float cover = 0.5f + 0.70f * body + 0.26f * fine + 0.20f * (heap - 0.6f);
            const float lit = 0.45f + 0.5f * fractal(1.3f * wu + 0.35f, 1.3f * wv - 0.5f, 4, seed + 71) +
                              0.45f * (heap - 0.55f) + 0.34f * fine;
            out.at<cv::Vec2f>(y, x) = {clamp01(cover), clamp01(lit)};
        }
    });
    return out;
}

cv::Mat enlarged(const cv::Mat& small, const cv::Mat& like) {
    if (small.size() == like.size()) return small;
    cv::Mat out;
    cv::resize(small, out, like.size(), 0, 0, cv::INTER_CUBIC);
    return out;
}

Colour stormColour(float cover, float lit, float up) {
    const float dark = smooth(0.30f, 0.80f, cover);
    // Breaks in the cloud are a cold light grey; undersides slate, darker overhead, paler at the horizon.
    float light = mix(0.70f, 0.34f, dark) + 0.30f * (lit - 0.45f) * mix(0.6f, 1.0f, dark);
    light = mix(light, 0.62f + 0.12f * (lit - 0.5f), 1.0f - smooth(0.0f, 0.42f, up)) - 0.07f * up;
    return {std::clamp(light, 0.13f, 0.90f), -0.006f, mix(-0.010f, -0.022f, dark)};
}

Colour stormGround(const Colour& pixel, float amount) {
    const Colour lab = labOf(pixel);
    const float light = lab[0] * (1.0f - 0.17f * amount) * (1.0f - 0.06f * amount * (1.0f - lab[0]));
    const float chroma = 1.0f - 0.22f * amount;
    return encodedOfLab({light, chroma * lab[1] - 0.004f * amount, chroma * lab[2] - 0.010f * amount});
}

void requireSky(Job& job) {
    if (job.scene.has("sky") || job.scene.masked()) return;
    throw Error(ErrorKind::Unsupported,
                TINTYPE_NOOP("core", "No sky was found in this photo. Brush over the sky and run it again."),
                {});
}

// The sky to paint on: the one that was found, else what the person brushed.
cv::Mat skyWeights(Job& job) {
    requireSky(job);
    return job.scene.has("sky") ? job.scene.region("sky") : cv::Mat(job.rgb.size(), CV_32F, cv::Scalar(1.0));
}

// Lightness of the sky as a soft picture: what is subtracted to keep only its clouds.
cv::Mat softLightness(const cv::Mat& rgb, const cv::Mat& sky) {
    cv::Mat small, weights, light;
    const Size fit = fitLongSide({rgb.cols, rgb.rows}, std::min(320, std::max(rgb.cols, rgb.rows)));
    cv::resize(rgb, small, {fit.width, fit.height}, 0, 0, cv::INTER_AREA);
    cv::resize(sky, weights, small.size(), 0, 0, cv::INTER_AREA);
    light.create(small.size(), CV_32F);
    for (int y = 0; y < small.rows; ++y)
        for (int x = 0; x < small.cols; ++x)
            light.at<float>(y, x) = labOf(small.at<Colour>(y, x))[0] * weights.at<float>(y, x);
    const double sigma = std::max(small.cols, small.rows) / 14.0 + 0.5;
    cv::GaussianBlur(light, light, {0, 0}, sigma);
    cv::GaussianBlur(weights, weights, {0, 0}, sigma);
    cv::Mat out;
    cv::resize(light / (weights + 1e-3), out, rgb.size(), 0, 0, cv::INTER_LINEAR);
    return out;
}

}  // namespace

void applyStormySky(Job& job) {
    const cv::Mat sky = skyWeights(job);
    const float horizon = job.scene.has("sky") ? job.scene.horizon() : 1.0f,
                amount = std::min(1.5f, job.amount / 0.6f);
    const cv::Mat clouds =
        enlarged(stormClouds(drawingSize(job.rgb), horizon, job.seed, job.progress), job.rgb);
    const cv::Mat soft = softLightness(job.rgb, sky);
    const cv::Mat water =
        job.scene.has("sky") && job.scene.has("water") ? job.scene.region("water") : cv::Mat();
    const float bottom = std::max(1.0f, horizon * float(job.rgb.rows));
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        const float inSky = sky.at<float>(y, x);
        Colour out = stormGround(pixel, amount);
        if (!water.empty() && inSky < 1.0f) {
            const Colour wet = labOf(out);
            const float w = 0.75f * std::min(1.0f, amount) * water.at<float>(y, x);
            out = encodedOfLab({wet[0] * (1.0f - 0.16f * w), wet[1] * (1.0f - 0.6f * w),
                                wet[2] * (1.0f - 0.6f * w) - 0.008f * w});
        }
        if (inSky <= 0.0f) return out;
        const cv::Vec2f cloud = clouds.at<cv::Vec2f>(y, x);
        Colour storm = stormColour(cloud[0], cloud[1], 1.0f - std::min(1.0f, float(y) / bottom));
        // The photo's own clouds stay part of it.
        const Colour lab = labOf(pixel);
        storm[0] = std::clamp(storm[0] + 0.55f * (lab[0] - soft.at<float>(y, x)), 0.08f, 0.93f);
        const Colour mixed =
            mix(Colour(lab[0], lab[1], lab[2]), storm, std::min(1.0f, 0.25f + 0.75f * amount));
        const float darker = amount > 1.0f ? 1.0f - 0.25f * (amount - 1.0f) : 1.0f;
        return mix(out, encodedOfLab({mixed[0] * darker, mixed[1], mixed[2]}), inSky);
    });
}

namespace {

// From the horizon (0) to overhead (1), in Oklab.
Colour sunsetSky(float up) {
    static const Colour kStops[] = {{0.86f, 0.035f, 0.115f},
                                    {0.76f, 0.085f, 0.095f},
                                    {0.63f, 0.085f, 0.020f},
                                    {0.50f, 0.045f, -0.045f},
                                    {0.40f, 0.015f, -0.075f}};
    const float at = std::clamp(up, 0.0f, 0.9999f) * 4.0f;
    const int index = static_cast<int>(at);
    const float t = at - float(index);
    return mix(kStops[index], kStops[index + 1], t * t * (3.0f - 2.0f * t));
}

Colour sunsetGround(const Colour& pixel, float amount, float fall) {
    const Colour light = decode(pixel).mul(
        Colour(std::exp2(0.34f * amount), std::exp2(-0.16f * amount), std::exp2(-0.95f * amount)));
    const Colour lab = labOfLinear(light * std::exp2(-0.42f * amount * fall));
    // Shadows lean to violet: they are lit by the sky, not by the sun.
    const float shadow = 1.0f - smooth(0.12f, 0.55f, lab[0]);
    return encodedOfLab({lab[0], lab[1] + 0.012f * amount * shadow, lab[2] - 0.018f * amount * shadow});
}

}  // namespace

void applySunset(Job& job) {
    const bool hasSky = job.scene.has("sky");
    const cv::Mat sky = hasSky ? job.scene.region("sky") : cv::Mat::zeros(job.rgb.size(), CV_32F);
    const cv::Mat soft = hasSky ? softLightness(job.rgb, sky) : cv::Mat();
    const float horizon = job.scene.horizon(), amount = std::min(1.5f, job.amount / 0.6f);
    const float width = float(job.rgb.cols), bottom = std::max(1.0f, horizon * float(job.rgb.rows));
    Dice dice(job.seed + 5);
    const float sunX =
        hasSky ? 0.5f + 0.32f * dice.between(-1.0f, 1.0f) : (dice.unit() < 0.5f ? -0.1f : 1.1f);
    const float sunY = hasSky ? horizon * 0.94f : 0.12f;
    const float aspect = float(job.rgb.rows) / width;
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        const float dx = float(x) / width - sunX, dy = (float(y) / float(job.rgb.rows) - sunY) * aspect;
        const float near = std::exp(-(dx * dx + 1.4f * dy * dy) / (hasSky ? 0.045f : 0.35f));
        Colour out = sunsetGround(pixel, amount, hasSky ? 1.0f - 0.5f * near : 0.75f - 0.65f * near);
        const Colour haze(1.0f, 0.52f, 0.20f);
        out = encodedOfLight(decode(out) + haze * (0.10f * amount * near));
        const float inSky = sky.empty() ? 0.0f : sky.at<float>(y, x);
        if (inSky <= 0.0f) return out;
        const Colour lab = labOf(pixel);
        const float detail = lab[0] - soft.at<float>(y, x);
        Colour paintSky = sunsetSky(std::pow(clamp01(1.0f - float(y) / bottom), 0.85f));
        paintSky = mix(paintSky, Colour(0.93f, 0.02f, 0.11f), 0.85f * near);
        // Clouds catch the light from below.
        const float cloud = smooth(0.01f, 0.10f, detail);
        paintSky = {clamp01(paintSky[0] + 0.8f * detail), paintSky[1] + 0.045f * cloud,
                    paintSky[2] + 0.03f * cloud};
        return mix(out, encodedOfLab(mix(lab, paintSky, std::min(1.0f, 0.25f + 0.75f * amount))), inSky);
    });
}

namespace {

// Lamps and lit windows: small spots much brighter than what is around them, at reduced size.
cv::Mat lamps(Job& job, const cv::Mat& sky) {
    cv::Mat small, light, around, out;
    const Size fit =
        fitLongSide({job.rgb.cols, job.rgb.rows}, std::min(900, std::max(job.rgb.cols, job.rgb.rows)));
    cv::resize(job.rgb, small, {fit.width, fit.height}, 0, 0, cv::INTER_AREA);
    cv::Mat weights;
    cv::resize(sky, weights, small.size(), 0, 0, cv::INTER_AREA);
    if (!job.scene.faces().empty()) {  // a white shirt is no lamp
        cv::Mat people;
        cv::resize(job.scene.smallRegion("subject"), people, small.size(), 0, 0, cv::INTER_LINEAR);
        weights = cv::max(weights, people);
    }
    light.create(small.size(), CV_32F);
    for (int y = 0; y < small.rows; ++y)
        for (int x = 0; x < small.cols; ++x)
            light.at<float>(y, x) = luminance(decode(small.at<Colour>(y, x)));
    cv::GaussianBlur(light, around, {0, 0}, std::max(fit.width, fit.height) / 45.0 + 0.5);
    out.create(small.size(), CV_32F);
    for (int y = 0; y < small.rows; ++y)
        for (int x = 0; x < small.cols; ++x) {
            const float value = light.at<float>(y, x), excess = value - around.at<float>(y, x);
            out.at<float>(y, x) =
                smooth(0.55f, 0.85f, value) * smooth(0.22f, 0.45f, excess) * (1.0f - weights.at<float>(y, x));
        }
    return out;
}

cv::Mat glow(const cv::Mat& lamps, const cv::Mat& like) {
    cv::Mat near, far, out;
    const double side = std::max(lamps.cols, lamps.rows);
    cv::GaussianBlur(lamps, near, {0, 0}, side / 160.0 + 0.5);
    cv::GaussianBlur(lamps, far, {0, 0}, side / 32.0 + 0.5);
    cv::resize(0.7 * near + 0.9 * far, out, like.size(), 0, 0, cv::INTER_LINEAR);
    return out;
}

// Points of several sizes and colours, drawn where the sky is.
void addStars(Job& job, const cv::Mat& sky, float horizon, float amount) {
    Dice dice(job.seed + 77);
    const int width = job.rgb.cols, height = job.rgb.rows;
    const float scale = std::max(0.6f, float(std::max(width, height)) / 1600.0f);
    for (int i = 0; i < 900; ++i) {
        const float x = dice.unit() * float(width), y = dice.unit() * horizon * float(height);
        const float size = dice.unit(), shine = 0.15f + 0.85f * std::pow(dice.unit(), 5.0f);
        const float tint = dice.between(-0.12f, 0.12f);
        const float radius = scale * mix(0.55f, 1.15f, size * shine);
        const float high = smooth(0.0f, 0.45f, 1.0f - y / (horizon * float(height)));
        for (int py = std::max(0, int(y - 3 * radius)); py <= std::min(height - 1, int(y + 3 * radius)); ++py)
            for (int px = std::max(0, int(x - 3 * radius)); px <= std::min(width - 1, int(x + 3 * radius));
                 ++px) {
                const float dx = (float(px) - x) / radius, dy = (float(py) - y) / radius;
                const float inSky = smooth(0.7f, 1.0f, sky.at<float>(py, px));
                const float add = 0.85f * amount * shine * high * inSky * job.weight(py, px) *
                                  std::exp(-(dx * dx + dy * dy));
                if (add < 1e-3f) continue;
                Colour& pixel = job.rgb.at<Colour>(py, px);
                pixel = encodedOfLight(decode(pixel) + Colour(1.0f + tint, 1.0f, 1.0f - tint) * add);
            }
    }
}

}  // namespace

void applyNight(Job& job) {
    const bool hasSky = job.scene.has("sky");
    const cv::Mat sky = hasSky ? job.scene.region("sky") : cv::Mat::zeros(job.rgb.size(), CV_32F);
    const float amount = std::min(1.5f, job.amount / 0.6f), horizon = job.scene.horizon();
    const cv::Mat spots = lamps(job, sky), shine = glow(spots, job.rgb);
    cv::Mat lit;
    cv::resize(spots, lit, job.rgb.size(), 0, 0, cv::INTER_LINEAR);
    const cv::Mat soft = hasSky ? softLightness(job.rgb, sky) : cv::Mat();
    const float bottom = std::max(1.0f, horizon * float(job.rgb.rows));
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        const Colour light = decode(pixel);
        const float grey = luminance(light);
        // Moonlight: dim, blue, with little colour of its own left in it.
        Colour moon = mix(light, Colour(grey, grey, grey), 0.58f).mul(Colour(0.55f, 0.78f, 1.25f));
        moon *= std::exp2(-2.15f * amount) * mix(0.75f, 1.05f, grey);
        const float lamp = lit.at<float>(y, x);
        Colour out = mix(moon, light.mul(Colour(1.0f, 0.80f, 0.52f)), 0.9f * lamp);
        out += Colour(1.0f, 0.66f, 0.32f) * (0.35f * std::min(1.0f, amount) * shine.at<float>(y, x));
        Colour shown = encodedOfLight(out);
        const float inSky = sky.at<float>(y, x);
        if (inSky > 0.0f) {
            const float up = clamp01(1.0f - float(y) / bottom);
            const float detail = labOf(pixel)[0] - soft.at<float>(y, x);
            const Colour night(clamp01(mix(0.36f, 0.17f, std::pow(up, 0.7f)) + 0.35f * detail), -0.008f,
                               mix(-0.052f, -0.048f, up));
            shown = mix(shown, encodedOfLab({night[0], night[1], night[2]}),
                        inSky * std::min(1.0f, 0.3f + 0.7f * amount));
        }
        return shown;
    });
    if (hasSky) addStars(job, sky, horizon, std::min(1.0f, amount));
}

}  // namespace tintype::builtin
