#include "core/builtin/enhance_detail.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/builtin/mat.h"
#include "core/builtin/parallel.h"
#include "core/builtin/soft_blur.h"
#include "core/builtin/wavelets.h"

namespace tintype::builtin {
namespace {

constexpr double kLeastNoise = 0.4;        // Lab units: compression leaves so much where a picture looks clean
constexpr double kMostNoise = 12.0;
constexpr double kLightDenoise = 2.4;      // thresholds in standard deviations of the noise
constexpr double kColourDenoise = 3.0;
constexpr float kFineGain = 1.0f;          // pores, lashes, hair
constexpr float kMediumGain = 0.6f;        // eyes, lips
constexpr float kLocalContrast = 0.09f;    // the shape of the face
constexpr float kSkinProtection = 0.55f;   // of sharpening
constexpr float kHaloMargin = 1.5f;        // L* units a sharpened edge may go past its surroundings
constexpr int kSampleSide = 128;           // noise is measured on windows of this side
constexpr int kSamplesAcross = 8;          // at most so many a row

// The finest detail of a plane, |second difference|, one value a pixel.
void collectDetail(const cv::Mat& plane, std::vector<float>& sizes) {
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << 1, -2, 1, -2, 4, -2, 1, -2, 1);
    cv::Mat detail;
    cv::filter2D(plane, detail, CV_32F, kernel, {-1, -1}, 0, cv::BORDER_REFLECT_101);
    for (int y = 0; y < detail.rows; ++y)
        for (int x = 0; x < detail.cols; ++x) sizes.push_back(std::abs(detail.at<float>(y, x)));
}

double noiseOf(std::vector<float>& sizes) {
    if (sizes.empty()) return 0.0;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle / (0.6745 * 6.0);
}

cv::Mat labOf(const cv::Mat& pixels) {
    cv::Mat colours = pixels, real;
    if (pixels.channels() == 4) cv::cvtColor(pixels, colours, cv::COLOR_RGBA2RGB);
    colours.convertTo(real, CV_32F, pixels.depth() == CV_8U ? 1.0 / 255.0 : 1.0 / 65535.0);
    return toLab(real);
}

// Windows spread evenly over a region; the region itself where it is not much larger than they would be.
std::vector<cv::Rect> samplesOf(const cv::Size& size) {
    if (size.area() <= kSampleSide * kSampleSide * kSamplesAcross * kSamplesAcross) return {{{}, size}};
    const auto count = [](int side) { return std::clamp(side / kSampleSide, 1, kSamplesAcross); };
    const int across = count(size.width), down = count(size.height);
    const cv::Size side(std::min(kSampleSide, size.width), std::min(kSampleSide, size.height));
    std::vector<cv::Rect> samples;
    for (int row = 0; row < down; ++row)
        for (int column = 0; column < across; ++column)
            samples.push_back({{(size.width - side.width) * (2 * column + 1) / (2 * across),
                                (size.height - side.height) * (2 * row + 1) / (2 * down)},
                               side});
    return samples;
}

void denoise(std::array<cv::Mat, 3>& planes, const std::array<double, 3>& noise) {
    for (std::size_t c = 0; c < planes.size(); ++c)
        shrinkDetail(planes[c], noise[c] * (c == 0 ? kLightDenoise : kColourDenoise));
}

std::array<cv::Mat, 3> planesOf(const cv::Mat& lab) {
    std::array<cv::Mat, 3> planes;
    cv::split(lab, planes.data());
    return planes;
}

void measureNoise(const cv::Mat& rgb, DetailPlan& plan, const Progress& progress) {
    const std::vector<cv::Rect> samples = samplesOf(rgb.size());
    std::vector<std::array<cv::Mat, 3>> windows(samples.size());
    inParallel(static_cast<int>(samples.size()), progress, [&](int i) {
        const auto k = static_cast<std::size_t>(i);
        windows[k] = planesOf(labOf(rgb(samples[k])));
    });
    for (std::size_t c = 0; c < plan.noise.size(); ++c) {
        std::vector<float> sizes;
        for (const auto& window : windows) collectDetail(window[c], sizes);
        plan.noise[c] = std::clamp(noiseOf(sizes), kLeastNoise, kMostNoise);
        progress.check();
    }
    inParallel(static_cast<int>(windows.size()), progress,
               [&](int i) { denoise(windows[static_cast<std::size_t>(i)], plan.noise); });
    std::vector<float> left;
    for (const auto& window : windows) collectDetail(window[0], left);
    plan.noiseAfter = noiseOf(left);
}

// Detail that is mostly noise is left alone, strong detail is not pushed further.
inline float cored(float detail, float noise, float most) {
    const float square = detail * detail;
    return detail * square * most / ((square + noise) * (most + std::abs(detail)));
}

// Keeps a sharpened plane within what its neighbourhood had, plus a little: no halos.
void limitHalos(cv::Mat& sharpened, const cv::Mat& before, int radius) {
    const cv::Mat window = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
    cv::Mat lowest, highest;
    cv::erode(before, lowest, window);
    cv::dilate(before, highest, window);
    for (int y = 0; y < before.rows; ++y) {
        const float *low = lowest.ptr<float>(y), *high = highest.ptr<float>(y);
        float* value = sharpened.ptr<float>(y);
        for (int x = 0; x < before.cols; ++x)
            value[x] = std::max(std::min(value[x], high[x] + kHaloMargin), low[x] - kHaloMargin);
    }
}

// 1 where nothing holds sharpening back, less on skin, whose pores and blemishes nobody wants to see grow.
cv::Mat sharpeningAllowed(const std::array<cv::Mat, 3>& lab, double blur) {
    cv::Mat allowed(lab[0].size(), CV_32FC1);
    for (int y = 0; y < allowed.rows; ++y) {
        const float *light = lab[0].ptr<float>(y), *a = lab[1].ptr<float>(y), *b = lab[2].ptr<float>(y);
        float* to = allowed.ptr<float>(y);
        for (int x = 0; x < allowed.cols; ++x) {
            const float colour = a[x] * a[x] + b[x] * b[x], tint = std::abs(a[x] - 0.55f * b[x]);
            const bool skin = (light[x] > 30.0f) & (colour > 64.0f) & (colour < 2304.0f) & (a[x] > 3.0f) & (tint < 12.0f);
            to[x] = skin ? 1.0f - kSkinProtection : 1.0f;
        }
    }
    return softBlur(allowed, blur);
}

void sharpen(cv::Mat& lightness, const cv::Mat& allowed, const DetailPlan& plan) {
    const auto noise = static_cast<float>(std::max(0.15, plan.noiseAfter));
    const double fine = std::clamp(plan.scale / 160.0, 0.8, 6.0), medium = 2.5 * fine;
    const cv::Mat smooth = softBlur(lightness, fine), smoother = softBlur(lightness, medium);
    cv::Mat sharp(lightness.size(), CV_32FC1);
    for (int y = 0; y < sharp.rows; ++y) {
        const float *value = lightness.ptr<float>(y), *much = allowed.ptr<float>(y);
        const float *soft = smooth.ptr<float>(y), *softer = smoother.ptr<float>(y);
        float* to = sharp.ptr<float>(y);
        for (int x = 0; x < sharp.cols; ++x)
            to[x] = value[x] + much[x] * (kFineGain * cored(value[x] - soft[x], 2.25f * noise * noise, 20.0f) +
                                          kMediumGain * cored(soft[x] - softer[x], noise * noise, 14.0f));
    }
    limitHalos(sharp, lightness, std::max(1, cvRound(1.5 * fine)));
    lightness = sharp;
}

void raiseLocalContrast(cv::Mat& lightness, const cv::Rect& where, const DetailPlan& plan) {
    const cv::Mat shape = enlargedPart(plan.shape, plan.shapeFactor, where);
    for (int y = 0; y < lightness.rows; ++y) {
        const float* around = shape.ptr<float>(y);
        float* value = lightness.ptr<float>(y);
        for (int x = 0; x < lightness.cols; ++x) {
            const float more = kLocalContrast * cored(value[x] - around[x], 1.0f, 25.0f);
            value[x] = std::max(std::min(value[x] + more, 100.0f), 0.0f);
        }
    }
}

}  // namespace

double noiseLevel(const cv::Mat& plane) {
    if (plane.cols < 3 || plane.rows < 3) return 0;
    std::vector<float> sizes;
    collectDetail(plane, sizes);
    return noiseOf(sizes);
}

DetailPlan planDetail(const cv::Mat& rgb, double scale, const Progress& progress) {
    DetailPlan plan;
    plan.scale = scale;
    measureNoise(rgb, plan, progress);
    const double sigma = std::clamp(scale / 8.0, 2.0, 30.0);
    plan.shapeFactor = blurFactor(sigma);
    cv::Mat lightness;
    cv::extractChannel(labOf(shrunkBy(rgb, plan.shapeFactor)), lightness, 0);
    plan.shape = blurredShrunk(lightness, sigma, plan.shapeFactor);
    progress.check();
    return plan;
}

cv::Mat withDetail(const cv::Mat& lab, const cv::Rect& where, const DetailPlan& plan) {
    std::array<cv::Mat, 3> planes = planesOf(lab);
    denoise(planes, plan.noise);
    sharpen(planes[0], sharpeningAllowed(planes, std::clamp(plan.scale / 60.0, 1.0, 12.0)), plan);
    raiseLocalContrast(planes[0], where, plan);
    cv::Mat result;
    cv::merge(planes.data(), planes.size(), result);
    return result;
}

}  // namespace tintype::builtin
