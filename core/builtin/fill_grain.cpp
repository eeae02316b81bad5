#include "core/builtin/fill_grain.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace tintype::builtin {
namespace {

constexpr double kQuartileOfNormal = 0.3186;  // a quarter of normal values lie within that many deviations
constexpr double kClearlySmoother = 0.8;
constexpr std::size_t kLeastSample = 40;
constexpr int kMostSample = 400000;  // more tells nothing new
constexpr std::uint64_t kSeed = 20240607;

// Standard deviation of the finest detail where all of a pixel's neighbours are `inside`; the lower quartile,
// so that edges and texture count little. 0 where there is too little to judge.
double grainOf(const cv::Mat& detail, const cv::Mat& inside) {
    cv::Mat whole;
    cv::erode(inside, whole, cv::Mat::ones(3, 3, CV_8UC1), {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    std::vector<float> sizes;
    const int step = std::max(1, cv::countNonZero(whole) / kMostSample);
    for (int y = 0; y < whole.rows; ++y)
        for (int x = y % step; x < whole.cols; x += step)
            if (whole.at<uchar>(y, x)) sizes.push_back(std::abs(detail.at<float>(y, x)));
    if (sizes.size() < kLeastSample) return 0;
    const auto quartile = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 4);
    std::nth_element(sizes.begin(), quartile, sizes.end());
    return *quartile / (kQuartileOfNormal * 6.0);
}

// How much grain each channel lacks inside the hole.
cv::Scalar missingGrain(const cv::Mat& filled, const cv::Mat& known, const cv::Mat& targets,
                        const Progress& progress) {
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << 1, -2, 1, -2, 4, -2, 1, -2, 1);
    cv::Mat detail;
    cv::filter2D(filled, detail, CV_32F, kernel, {-1, -1}, 0, cv::BORDER_REFLECT_101);
    std::vector<cv::Mat> planes;
    cv::split(detail, planes);
    cv::Scalar missing;
    for (int c = 0; c < 3; ++c) {
        progress.check();
        const double around = grainOf(planes[static_cast<std::size_t>(c)], known);
        const double here = grainOf(planes[static_cast<std::size_t>(c)], targets);
        if (here < kClearlySmoother * around) missing[c] = std::sqrt(around * around - here * here);
    }
    return missing;
}

}  // namespace

void matchGrain(cv::Mat& filled, const cv::Mat& unknown, const cv::Mat& targets, double amount,
                const Progress& progress) {
    const cv::Scalar missing = missingGrain(filled, unknown == 0, targets, progress);
    if (missing == cv::Scalar()) return;
    const cv::Rect bounds = cv::boundingRect(targets);
    cv::Mat grain(bounds.size(), CV_32FC3);
    cv::RNG random(kSeed);
    random.fill(grain, cv::RNG::NORMAL, cv::Scalar::all(0), missing * amount);
    cv::Mat region = filled(bounds);
    cv::add(region, grain, region, targets(bounds));
}

}  // namespace tintype::builtin
