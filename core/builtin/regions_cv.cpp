#include "core/builtin/regions_cv.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "core/builtin/parallel.h"

namespace tintype::builtin {
namespace {

// Grey 0..1 of one row of the photo, any depth.
template <typename Channel>
void greyRow(const Channel* pixels, int channels, int width, float* grey) {
    constexpr float kScale = 1.0f / (sizeof(Channel) == 1 ? 255.0f : 65535.0f);
    for (int x = 0; x < width; ++x, pixels += channels)
        grey[x] = (0.299f * pixels[0] + 0.587f * pixels[1] + 0.114f * pixels[2]) * kScale;
}

void greyRow(const image::Image& photo, int y, float* grey) {
    if (photo.depth() == image::Depth::U8)
        greyRow(photo.row(y), photo.channels(), photo.width(), grey);
    else
        greyRow(reinterpret_cast<const std::uint16_t*>(photo.row(y)), photo.channels(), photo.width(), grey);
}

cv::Mat boxed(const cv::Mat& plane, int radius) {
    cv::Mat out;
    cv::blur(plane, out, {2 * radius + 1, 2 * radius + 1}, {-1, -1}, cv::BORDER_REFLECT);
    return out;
}

struct Linear {
    cv::Mat slope, offset;  // mask = slope * guide + offset, locally
};

// He, Sun, Tang: Guided Image Filtering (2010), with one grey guide.
Linear fitted(const cv::Mat& guide, const cv::Mat& mask, int radius, float epsilon) {
    const cv::Mat meanGuide = boxed(guide, radius), meanMask = boxed(mask, radius);
    const cv::Mat covariance = boxed(guide.mul(mask), radius) - meanGuide.mul(meanMask);
    const cv::Mat variance = boxed(guide.mul(guide), radius) - meanGuide.mul(meanGuide);
    cv::Mat slope = covariance / (variance + epsilon);
    const cv::Mat offset = meanMask - slope.mul(meanGuide);
    return {boxed(slope, radius), boxed(offset, radius)};
}

// Pulls nearly-zero and nearly-one to the ends: what is left of the guide inside flat parts.
float firm(float value) {
    const float t = std::clamp((value - 0.08f) / 0.84f, 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

constexpr double kLearnSide = 320.0;  // of the copy that grabCut learns its colours from

bool twoSided(const cv::Mat& labels) {
    const auto has = [&](int a, int b) { return cv::countNonZero((labels == a) | (labels == b)) >= 8; };
    return has(cv::GC_BGD, cv::GC_PR_BGD) && has(cv::GC_FGD, cv::GC_PR_FGD);
}

// OpenCV's random numbers start from one place while this lives.
class RandomState {
public:
    RandomState() : m_before(cv::theRNG().state) { cv::theRNG().state = 0x7469'6e74; }
    ~RandomState() { cv::theRNG().state = m_before; }
    RandomState(const RandomState&) = delete;
    RandomState& operator=(const RandomState&) = delete;

private:
    std::uint64_t m_before;
};

}  // namespace

cv::Mat smallRgb(const image::Image& photo, int longSide) {
    const Size target =
        photo.size().longSide() > longSide ? fitLongSide(photo.size(), longSide) : photo.size();
    const int type = CV_MAKETYPE(photo.depth() == image::Depth::U8 ? CV_8U : CV_16U, photo.channels());
    const cv::Mat view(photo.height(), photo.width(), type, const_cast<std::uint8_t*>(photo.data()));
    cv::Mat small, rgb;
    cv::resize(view, small, {target.width, target.height}, 0, 0, cv::INTER_AREA);
    if (photo.hasAlpha()) cv::cvtColor(small, small, cv::COLOR_RGBA2RGB);
    small.convertTo(rgb, CV_8U, photo.depth() == image::Depth::U8 ? 1.0 : 1.0 / 257.0);
    return rgb;
}

cv::Mat labOf(const cv::Mat& rgb) {
    cv::Mat real, lab;
    rgb.convertTo(real, CV_32F, 1.0 / 255.0);
    cv::cvtColor(real, lab, cv::COLOR_RGB2Lab);
    return lab;
}

void cutOut(const cv::Mat& rgb, cv::Mat& labels, int iterations, const Progress& progress) {
    if (!twoSided(labels)) return;
    const double scale = std::min(1.0, kLearnSide / static_cast<double>(std::max(rgb.cols, rgb.rows)));
    cv::Mat small, smallLabels;
    cv::resize(rgb, small, {}, scale, scale, cv::INTER_AREA);
    cv::resize(labels, smallLabels, small.size(), 0, 0, cv::INTER_NEAREST);
    if (!twoSided(smallLabels)) small = rgb, smallLabels = labels.clone();
    const RandomState fixed;
    cv::Mat background, foreground;
    for (int i = 0; i < iterations; ++i) {
        progress.check();
        cv::grabCut(small, smallLabels, {}, background, foreground, 1, i == 0 ? cv::GC_INIT_WITH_MASK : cv::GC_EVAL);
    }
    progress.check();
    cv::grabCut(rgb, labels, {}, background, foreground, 1, cv::GC_EVAL_FREEZE_MODEL);
}

cv::Mat guided(const cv::Mat& guide, const cv::Mat& mask, int radius, float epsilon) {
    const Linear map = fitted(guide, mask, radius, epsilon);
    cv::Mat out = map.slope.mul(guide) + map.offset;
    return cv::min(cv::max(out, 0.0), 1.0);
}

cv::Mat guidedUp(const image::Image& photo, const cv::Mat& small, const cv::Mat& mask, const Progress& progress) {
    const cv::Size full(photo.width(), photo.height());
    if (cv::countNonZero(mask) == 0) return cv::Mat::zeros(full, CV_32F);
    cv::Mat guide;
    cv::cvtColor(small, guide, cv::COLOR_RGB2GRAY);
    guide.convertTo(guide, CV_32F, 1.0 / 255.0);
    const Linear map = fitted(guide, mask, std::max(2, kRegionSide / 160), 4e-4f);
    cv::Mat slope, out;
    cv::resize(map.slope, slope, full, 0, 0, cv::INTER_LINEAR);
    progress.check();
    cv::resize(map.offset, out, full, 0, 0, cv::INTER_LINEAR);
    inRows(full.height, progress, [&](int y) {
        std::vector<float> grey(static_cast<std::size_t>(full.width));
        greyRow(photo, y, grey.data());
        const float* a = slope.ptr<float>(y);
        float* q = out.ptr<float>(y);
        for (int x = 0; x < full.width; ++x) q[x] = firm(a[x] * grey[static_cast<std::size_t>(x)] + q[x]);
    });
    return out;
}

image::Mask toMask(const cv::Mat& weights) {
    image::Mask mask({weights.cols, weights.rows});
    for (int y = 0; y < weights.rows; ++y) {
        const float* from = weights.ptr<float>(y);
        std::uint8_t* to = mask.mutableRow(y);
        for (int x = 0; x < weights.cols; ++x) to[x] = cv::saturate_cast<std::uint8_t>(from[x] * 255.0f);
    }
    return mask;
}

cv::Mat toWeights(const image::Mask& mask) {
    cv::Mat weights(mask.size().height, mask.size().width, CV_32F);
    for (int y = 0; y < weights.rows; ++y) {
        const std::uint8_t* from = mask.row(y);
        float* to = weights.ptr<float>(y);
        for (int x = 0; x < weights.cols; ++x) to[x] = from[x] / 255.0f;
    }
    return weights;
}

}  // namespace tintype::builtin
