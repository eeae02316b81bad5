// Fog, rain and snow: air with depth in it.
#include <opencv2/imgproc.hpp>

#include "core/builtin/look_effects.h"
#include "core/builtin/look_particles.h"
#include "core/builtin/regions_cv.h"

namespace tintype::builtin {

using namespace paint;

namespace {

// How far the ground seems at a height (0 top .. 1 bottom). Below a sky it rises to the horizon; without one,
// as indoors, there is no horizon to put a line at: everything is fairly near, and a little nearer downwards.
float groundDistance(float height, float horizon, bool sky) {
    if (!sky) return mix(0.58f, 0.22f, smooth(0.0f, 1.0f, height));
    const float below = std::max(0.0f, height - horizon) / std::max(0.05f, 1.0f - horizon);
    return 0.09f / (0.09f + below * below * 0.9f + 0.10f * below);
}

// How far things seem, 0 near .. 1 sky: the ground rises to the horizon, pale and soft parts are further,
// people and what stands out are nearer. CV_32F at the photo's size.
cv::Mat distanceGuess(Scene& scene) {
    const cv::Mat& rgb = scene.small();
    const float horizon = scene.horizon();
    cv::Mat grey, dark, channels[3], detail, out(rgb.size(), CV_32F);
    cv::split(rgb, channels);
    dark = cv::min(cv::min(channels[0], channels[1]), channels[2]);
    const int reach = std::max(1, std::max(rgb.cols, rgb.rows) / 60);
    cv::erode(dark, dark, cv::getStructuringElement(cv::MORPH_RECT, {2 * reach + 1, 2 * reach + 1}));
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    grey.convertTo(grey, CV_32F, 1.0 / 255.0);
    cv::Laplacian(grey, detail, CV_32F, 3);
    cv::blur(cv::abs(detail), detail, {4 * reach + 1, 4 * reach + 1});
    const cv::Mat sky = scene.has("sky") ? scene.smallRegion("sky") : cv::Mat::zeros(rgb.size(), CV_32F);
    const cv::Mat subject =
        scene.has("subject") ? scene.smallRegion("subject") : cv::Mat::zeros(rgb.size(), CV_32F);
    for (int y = 0; y < rgb.rows; ++y) {
        const float ground = groundDistance(float(y) / float(rgb.rows), horizon, scene.has("sky"));
        for (int x = 0; x < rgb.cols; ++x) {
            const float pale = dark.at<std::uint8_t>(y, x) / 255.0f;
            const float soft = 1.0f - smooth(0.0f, 0.12f, detail.at<float>(y, x));
            float distance = 0.62f * ground + 0.22f * pale + 0.16f * soft;
            distance = mix(distance, 0.35f * distance, subject.at<float>(y, x));
            out.at<float>(y, x) = mix(distance, 1.0f, sky.at<float>(y, x));
        }
    }
    out = guided(grey, out, std::max(2, std::max(rgb.cols, rgb.rows) / 24), 3e-3f);
    cv::Mat full;
    cv::resize(out, full, scene.size(), 0, 0, cv::INTER_LINEAR);
    return full;
}

// The light of the air: a little brighter than the photo's lighter parts, nearly neutral.
Colour airLight(Scene& scene) {
    const cv::Scalar mean = cv::mean(scene.small());
    const Colour average(float(mean[0]) / 255.0f, float(mean[1]) / 255.0f, float(mean[2]) / 255.0f);
    const float light = std::clamp(0.62f + 0.3f * labOf(average)[0], 0.66f, 0.88f);
    return decode(encodedOfLab({light, -0.003f, -0.007f}));
}

// Veils of different density, moving in depth.
cv::Mat veil(cv::Size size, std::uint64_t seed, Progress& progress) {
    const Size fit = fitLongSide({size.width, size.height}, std::min(480, std::max(size.width, size.height)));
    cv::Mat small(fit.height, fit.width, CV_32F), out;
    forRows(small.rows, progress, [&](int y) {
        for (int x = 0; x < small.cols; ++x) {
            const float u = 3.2f * float(x) / 480.0f, v = 7.5f * float(y) / 480.0f;
            small.at<float>(y, x) = 1.0f + 0.55f * fractal(u, v, 4, seed + 3);
        }
    });
    cv::resize(small, out, size, 0, 0, cv::INTER_CUBIC);
    return out;
}

void addAir(Job& job, const cv::Mat& distance, const cv::Mat& density, float thickness, const Colour& air,
            float skyCap) {
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        const float far = distance.at<float>(y, x);
        const float through = std::exp(-thickness * (far + 1.4f * far * far) * density.at<float>(y, x));
        return encodedOfLight(mix(air, decode(pixel), std::max(through, 1.0f - skyCap)));
    });
}

// Flat light under cloud: less contrast, colour and brightness.
void overcast(Job& job, float amount, float cool, float dim) {
    const cv::Mat sky = job.scene.has("sky") ? job.scene.region("sky") : cv::Mat();
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        const Colour lab = labOf(pixel);
        const float inSky = sky.empty() ? 0.0f : sky.at<float>(y, x);
        float light = mix(lab[0], 0.52f + 0.75f * (lab[0] - 0.52f), 0.55f * amount) * (1.0f - dim * amount);
        light = mix(light, 0.70f + 0.35f * (lab[0] - 0.7f), 0.8f * amount * inSky);
        const float chroma = 1.0f - mix(0.34f, 0.85f, inSky) * amount;
        return encodedOfLab({clamp01(light), chroma * lab[1], chroma * lab[2] - cool * amount});
    });
}

}  // namespace

void applyFog(Job& job) {
    const float thickness = 1.12f * job.amount / 0.5f;
    const cv::Mat density = veil(job.rgb.size(), job.seed, job.progress);
    addAir(job, distanceGuess(job.scene), density, thickness, airLight(job.scene), 0.92f);
}

void applyRain(Job& job) {
    const float amount = std::min(2.0f, job.amount / 0.5f), part = std::min(1.0f, 0.8f * amount);
    overcast(job, part, 0.008f, 0.13f);
    const cv::Mat density(job.rgb.size(), CV_32F, cv::Scalar(1.0));
    addAir(job, distanceGuess(job.scene), density, 0.42f * amount, airLight(job.scene) * 0.62f, 0.6f);
    const cv::Mat drops = rainLayer(job.rgb.size(), amount, job.seed, job.progress);
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        // Water shows the sky's light: strongest before dark parts.
        const Colour light = decode(pixel);
        const float drop = drops.at<float>(y, x);
        const Colour shine(0.62f, 0.66f, 0.70f);
        return encodedOfLight(mix(light, shine, std::min(0.8f, drop)));
    });
}

void applySnow(Job& job) {
    const float amount = std::min(2.0f, job.amount / 0.5f), part = std::min(1.0f, 0.85f * amount);
    overcast(job, part, 0.010f, 0.02f);
    const cv::Mat ground = job.scene.has("foliage") ? job.scene.region("foliage") : cv::Mat();
    if (!ground.empty())
        eachPixel(job, [&](const Colour& pixel, int x, int y) {
            const Colour lab = labOf(pixel);
            const float scale = 700.0f / float(std::max(job.rgb.cols, job.rgb.rows));
            const float patch =
                0.5f + 0.6f * fractal(0.03f * scale * float(x), 0.05f * scale * float(y), 4, job.seed + 9);
            // Snow lies where the light falls: the lighter blades and leaves turn white first.
            const float white =
                part * ground.at<float>(y, x) * smooth(0.22f, 0.68f, lab[0] + 0.22f * (patch - 0.3f));
            return encodedOfLab(
                mix(mix(lab, {lab[0], 0.4f * lab[1], 0.4f * lab[2]}, 0.8f * part * ground.at<float>(y, x)),
                    {0.90f + 0.10f * (lab[0] - 0.5f), -0.002f, -0.010f}, 0.88f * white));
        });
    const cv::Mat density(job.rgb.size(), CV_32F, cv::Scalar(1.0));
    addAir(job, distanceGuess(job.scene), density, 0.40f * amount, airLight(job.scene), 0.55f);
    const cv::Mat flakes = snowLayer(job.rgb.size(), amount, job.seed, job.progress);
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        return encodedOfLight(
            mix(decode(pixel), Colour(0.93f, 0.95f, 0.98f), std::min(0.97f, flakes.at<float>(y, x))));
    });
}

}  // namespace tintype::builtin
