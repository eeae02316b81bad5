#include "core/builtin/enhance_detail.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/photo.hpp>
#include <vector>

namespace tintype::builtin {
namespace {

constexpr double kLeastNoise = 0.35;       // L* units: cleaner pictures are not denoised
constexpr double kMostNoise = 12.0;
constexpr float kFineGain = 0.9f;          // pores, lashes, hair
constexpr float kMediumGain = 0.55f;       // eyes, lips
constexpr float kLocalContrast = 0.22f;    // the shape of the face
constexpr float kHaloMargin = 1.5f;        // L* units a sharpened edge may go past its surroundings

cv::Mat blurred(const cv::Mat& plane, double sigma) {
    cv::Mat result;
    cv::GaussianBlur(plane, result, {}, sigma, sigma, cv::BORDER_REFLECT_101);
    return result;
}

// Non-local means finds the difference at 8 bits; adding that difference keeps a 16-bit picture's precision.
void denoisePlane(cv::Mat& plane, double offset, double range, double strength) {
    if (plane.cols < 8 || plane.rows < 8) return;
    cv::Mat bytes, clean;
    plane.convertTo(bytes, CV_8U, 255.0 / range, offset * 255.0 / range);
    cv::fastNlMeansDenoising(bytes, clean, static_cast<float>(strength * 255.0 / range), 5, 15);
    cv::Mat difference;
    cv::subtract(clean, bytes, difference, {}, CV_32F);
    plane += difference * (range / 255.0);
}

void denoise(cv::Mat& lab, Progress& progress) {
    std::vector<cv::Mat> planes;
    cv::split(lab, planes);
    const double noise = std::min(kMostNoise, noiseLevel(planes[0]));
    if (noise > kLeastNoise) denoisePlane(planes[0], 0, 100, 0.9 * noise);
    progress.check();
    for (int c : {1, 2}) {
        const double chroma = std::min(kMostNoise, noiseLevel(planes[c]));
        if (chroma > kLeastNoise) denoisePlane(planes[c], 128, 256, 1.4 * chroma);
        progress.check();
    }
    cv::merge(planes, lab);
}

// Detail that is mostly noise is left alone, strong detail is not pushed further.
cv::Mat cored(const cv::Mat& detail, double noise, double most) {
    cv::Mat result(detail.size(), CV_32FC1);
    const auto low = static_cast<float>(noise * noise), high = static_cast<float>(most);
    for (int y = 0; y < detail.rows; ++y)
        for (int x = 0; x < detail.cols; ++x) {
            const float d = detail.at<float>(y, x);
            result.at<float>(y, x) = d * (d * d / (d * d + low)) / (1.0f + std::abs(d) / high);
        }
    return result;
}

// Keeps a sharpened plane within what its neighbourhood had, plus a little: no halos.
void limitHalos(cv::Mat& sharpened, const cv::Mat& before, int radius) {
    const cv::Mat window = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
    cv::Mat lowest, highest;
    cv::erode(before, lowest, window);
    cv::dilate(before, highest, window);
    highest += kHaloMargin;
    lowest -= kHaloMargin;
    sharpened = cv::max(cv::min(sharpened, highest), lowest);
}

void sharpen(cv::Mat& lightness, double scale) {
    const double noise = std::max(0.15, noiseLevel(lightness));
    const double fine = std::clamp(scale / 160.0, 0.8, 6.0), medium = 2.5 * fine;
    const cv::Mat smooth = blurred(lightness, fine), smoother = blurred(lightness, medium);
    cv::Mat sharp = lightness + kFineGain * cored(lightness - smooth, 1.5 * noise, 20.0) +
                    kMediumGain * cored(smooth - smoother, noise, 14.0);
    limitHalos(sharp, lightness, std::max(1, cvRound(1.5 * fine)));
    lightness = sharp;
}

void raiseLocalContrast(cv::Mat& lightness, double scale) {
    const cv::Mat shape = blurred(lightness, std::clamp(scale / 8.0, 2.0, 200.0));
    lightness += kLocalContrast * cored(lightness - shape, 1.0, 25.0);
    lightness = cv::max(cv::min(lightness, 100.0), 0.0);
}

}  // namespace

double noiseLevel(const cv::Mat& plane) {
    if (plane.cols < 3 || plane.rows < 3) return 0;
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << 1, -2, 1, -2, 4, -2, 1, -2, 1);
    cv::Mat detail;
    cv::filter2D(plane, detail, CV_32F, kernel, {-1, -1}, 0, cv::BORDER_REFLECT_101);
    std::vector<float> sizes;
    sizes.reserve(detail.total());
    for (int y = 0; y < detail.rows; ++y)
        for (int x = 0; x < detail.cols; ++x) sizes.push_back(std::abs(detail.at<float>(y, x)));
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle / (0.6745 * 6.0);
}

cv::Mat enhancedRegion(const cv::Mat& lab, double scale, Progress& progress) {
    cv::Mat result = lab.clone();
    denoise(result, progress);
    progress.step();
    cv::Mat lightness;
    cv::extractChannel(result, lightness, 0);
    sharpen(lightness, scale);
    progress.step();
    raiseLocalContrast(lightness, scale);
    cv::insertChannel(lightness, result, 0);
    progress.step();
    return result;
}

}  // namespace tintype::builtin
