#include "core/builtin/enhance_detail.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace tintype::builtin {
namespace {

constexpr double kLeastNoise = 0.4;        // Lab units: compression leaves so much where a picture looks clean
constexpr double kMostNoise = 12.0;
constexpr double kLightDenoise = 2.6;      // thresholds in standard deviations of the noise
constexpr double kColourDenoise = 3.5;
constexpr float kFineGain = 0.8f;          // pores, lashes, hair
constexpr float kMediumGain = 0.45f;       // eyes, lips
constexpr float kLocalContrast = 0.09f;    // the shape of the face
constexpr float kSkinProtection = 0.55f;   // of sharpening
constexpr float kHaloMargin = 1.5f;        // L* units a sharpened edge may go past its surroundings

cv::Mat blurred(const cv::Mat& plane, double sigma) {
    cv::Mat result;
    cv::GaussianBlur(plane, result, {}, sigma, sigma, cv::BORDER_REFLECT_101);
    return result;
}

// The part of a detail that is not noise: small ones vanish, large ones stay whole.
cv::Mat shrunk(const cv::Mat& detail, double threshold) {
    cv::Mat result(detail.size(), CV_32FC1);
    const auto least = static_cast<float>(threshold * threshold);
    for (int y = 0; y < detail.rows; ++y)
        for (int x = 0; x < detail.cols; ++x) {
            const float d = detail.at<float>(y, x);
            result.at<float>(y, x) = d * d > least ? d - least / d : 0.0f;
        }
    return result;
}

// Undecimated B3-spline wavelets. A level's share of white noise is known, so one measure sets all thresholds.
void denoisePlane(cv::Mat& plane, double noise, double strength) {
    static constexpr double kShares[] = {0.889, 0.2, 0.086, 0.041};
    cv::Mat rest = plane, kept = cv::Mat::zeros(plane.size(), CV_32FC1);
    int hole = 1;
    for (const double share : kShares) {
        cv::Mat taps = cv::Mat::zeros(1, 4 * hole + 1, CV_32FC1), smooth;
        const float weights[] = {1 / 16.0f, 4 / 16.0f, 6 / 16.0f, 4 / 16.0f, 1 / 16.0f};
        for (int i = 0; i < 5; ++i) taps.at<float>(i * hole) = weights[i];
        cv::sepFilter2D(rest, smooth, CV_32F, taps, taps, {-1, -1}, 0, cv::BORDER_REPLICATE);
        kept += shrunk(rest - smooth, strength * share * noise);
        rest = smooth;
        hole *= 2;
    }
    plane = rest + kept;
}

void denoise(cv::Mat& lab, const Progress& progress) {
    std::vector<cv::Mat> planes;
    cv::split(lab, planes);
    for (std::size_t c = 0; c < planes.size(); ++c) {
        const double noise = std::clamp(noiseLevel(planes[c]), kLeastNoise, kMostNoise);
        denoisePlane(planes[c], noise, c == 0 ? kLightDenoise : kColourDenoise);
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

// 1 where nothing holds sharpening back, less on skin, whose pores and blemishes nobody wants to see grow.
cv::Mat sharpeningAllowed(const cv::Mat& lab, double blur) {
    cv::Mat allowed(lab.size(), CV_32FC1);
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x) {
            const auto& pixel = lab.at<cv::Vec3f>(y, x);
            const float colour = std::hypot(pixel[1], pixel[2]), tint = pixel[1] - 0.55f * pixel[2];
            const bool skin = pixel[0] > 30 && colour > 8 && colour < 48 && pixel[1] > 3 && std::abs(tint) < 12;
            allowed.at<float>(y, x) = skin ? 1.0f - kSkinProtection : 1.0f;
        }
    return blurred(allowed, blur);
}

void sharpen(cv::Mat& lightness, const cv::Mat& allowed, double scale) {
    const double noise = std::max(0.15, noiseLevel(lightness));
    const double fine = std::clamp(scale / 160.0, 0.8, 6.0), medium = 2.5 * fine;
    const cv::Mat smooth = blurred(lightness, fine), smoother = blurred(lightness, medium);
    const cv::Mat detail = kFineGain * cored(lightness - smooth, 1.5 * noise, 20.0) +
                           kMediumGain * cored(smooth - smoother, noise, 14.0);
    cv::Mat sharp = lightness + detail.mul(allowed);
    limitHalos(sharp, lightness, std::max(1, cvRound(1.5 * fine)));
    lightness = sharp;
}

void raiseLocalContrast(cv::Mat& lightness, double scale) {
    const cv::Mat shape = blurred(lightness, std::clamp(scale / 8.0, 2.0, 30.0));
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
    sharpen(lightness, sharpeningAllowed(result, std::clamp(scale / 60.0, 1.0, 12.0)), scale);
    progress.step();
    raiseLocalContrast(lightness, scale);
    cv::insertChannel(lightness, result, 0);
    progress.step();
    return result;
}

}  // namespace tintype::builtin
