#include "core/builtin/clip_anchor.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/image/mat.h"

namespace tintype::builtin {

namespace {

constexpr int kBroadSide = 16;         // long side of the picture of broad tones, in pixels
constexpr int kFading = 8;             // frames until the photo's broad tones have no hold any more
constexpr double kMostShift = 24.0;    // of a channel's mean, of 255: more is the scene, not drift
constexpr double kMostStretch = 1.15;  // of a channel's contrast, for the same reason
constexpr double kMiddle = 128.0;

Size broadSize(Size size) { return fitLongSide(size, std::min(kBroadSide, size.longSide())); }

cv::Mat broadOf(const image::Image& picture) {
    const Size size = broadSize(picture.size());
    cv::Mat small, result;
    cv::resize(image::matOf(picture), small, {size.width, size.height}, 0, 0, cv::INTER_AREA);
    small.convertTo(result, CV_32F);
    return result;
}

ClipAnchor::Tones tonesOf(const cv::Mat& pixels) {
    cv::Scalar mean, deviation;
    cv::meanStdDev(pixels, mean, deviation);
    return {{{mean[0], deviation[0]}, {mean[1], deviation[1]}, {mean[2], deviation[2]}}};
}

// pixels: CV_32FC3, brought near the wanted tones in place.
void bringNear(cv::Mat& pixels, const ClipAnchor::Tones& wanted) {
    const ClipAnchor::Tones found = tonesOf(pixels);
    cv::Scalar gain, offset;
    for (int c = 0; c < 3; ++c) {
        const auto& [wantedMean, wantedDeviation] = wanted[static_cast<std::size_t>(c)];
        const auto& [mean, deviation] = found[static_cast<std::size_t>(c)];
        gain[c] = std::clamp(wantedDeviation / std::max(1.0, deviation), 1.0 / kMostStretch, kMostStretch);
        offset[c] = mean + std::clamp(wantedMean - mean, -kMostShift, kMostShift) - gain[c] * mean;
    }
    cv::multiply(pixels, gain, pixels);
    cv::add(pixels, offset, pixels);
}

}  // namespace

ClipAnchor::ClipAnchor(image::Image photo) : m_photo(std::move(photo)), m_tones(tonesOf(image::matOf(m_photo))) {}

image::Image ClipAnchor::operator()(const image::Image& frame) {
    const int index = m_next++;
    if (index == 0) {
        m_broad = image::Image(broadSize(frame.size()), 3);
        cv::Mat broad = image::mutableMatOf(m_broad);
        cv::Mat(broadOf(m_photo) - broadOf(frame) + cv::Scalar::all(kMiddle)).convertTo(broad, CV_8U);
        return m_photo;
    }
    cv::Mat pixels;
    image::matOf(frame).convertTo(pixels, CV_32F);
    const double hold = std::max(0.0, 1.0 - static_cast<double>(index) / kFading);
    if (hold > 0.0) {
        cv::Mat broad, large;
        image::matOf(m_broad).convertTo(broad, CV_32F, hold, -kMiddle * hold);
        cv::resize(broad, large, pixels.size(), 0, 0, cv::INTER_CUBIC);
        pixels += large;
    }
    bringNear(pixels, m_tones);
    image::Image result(frame.size(), 3);
    cv::Mat out = image::mutableMatOf(result);
    pixels.convertTo(out, CV_8U);
    return result;
}

}  // namespace tintype::builtin
