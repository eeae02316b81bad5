#include "core/builtin/fill_strategies.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/builtin/fill_patches.h"
#include "core/builtin/fill_smooth.h"
#include "core/builtin/fill_spectral.h"

namespace tintype::builtin {
namespace {

constexpr double kTrialReach = 20.0;  // how far, in pixels, a trial tells something about its surroundings
constexpr float kUntried = 0.35f;     // share of patches where no trial was possible
constexpr float kBorderBand = 2.5f;   // pixels over which a large hole passes from waves to patches

struct Predictions {
    cv::Mat waves;
    cv::Mat patches;
};

Predictions predict(const Gap& gap, const Progress& progress) {
    const cv::Mat waves = spectralFill(gap.picture, gap.unknown, gap.targets, progress);
    const PatchOptions options{.patchRadius = 3, .coarsest = 3, .copy = false};
    return {waves, synthesise(waves, gap.unknown, gap.targets, gap.radius, options, progress)};
}

cv::Mat shifted(const cv::Mat& mask, cv::Point by) {
    cv::Mat result = cv::Mat::zeros(mask.size(), mask.type());
    const cv::Rect picture({}, mask.size());
    const cv::Rect to = (picture + by) & picture;
    if (!to.empty()) mask(to - by).copyTo(result(to));
    return result;
}

// The same hole moved aside, onto known pixels: filling it shows how good each way is here.
cv::Mat trialHole(const Gap& gap) {
    cv::Mat blocked, best;
    cv::dilate(gap.unknown, blocked, cv::Mat::ones(3, 3, CV_8UC1));
    int most = 0;
    const int away = 2 * gap.radius + 5;
    for (const cv::Point step : {cv::Point(1, 1), cv::Point(-1, 1), cv::Point(1, 0), cv::Point(0, 1)}) {
        cv::Mat trial = shifted(gap.targets, away * step) & (blocked == 0);
        const int area = cv::countNonZero(trial);
        if (area > most) most = area, best = trial;
    }
    return best;
}

// A weighted local mean over the trial's pixels.
cv::Mat spread(const cv::Mat& values, const cv::Mat& where) {
    cv::Mat masked = cv::Mat::zeros(values.size(), CV_32FC1), result;
    values.copyTo(masked, where);
    cv::GaussianBlur(masked, result, {}, kTrialReach, kTrialReach, cv::BORDER_CONSTANT);
    return result;
}

cv::Mat dotOf(const cv::Mat& a, const cv::Mat& b) {
    cv::Mat sum;
    cv::transform(a.mul(b), sum, cv::Matx13f(1, 1, 1));
    return sum;
}

// The share of patches in the mix, 0..1 at each pixel, that would have given the least squared error in the trial.
cv::Mat shareOfPatches(const Gap& gap, const Progress& progress) {
    const cv::Mat trial = trialHole(gap);
    if (trial.empty()) return cv::Mat(gap.targets.size(), CV_32FC1, cv::Scalar(kUntried));
    Gap test{{}, gap.unknown | trial, trial, gap.radius};
    test.picture = harmonicFill(gap.picture, test.unknown, progress);
    const Predictions found = predict(test, progress);
    const cv::Mat apart = found.patches - found.waves, missing = gap.picture - found.waves;
    const double doubt = 1e-7;
    cv::Mat share = (spread(dotOf(missing, apart), trial) + doubt * kUntried) / (spread(dotOf(apart, apart), trial) + doubt);
    return cv::min(cv::max(share, 0.0), 1.0);
}

cv::Mat mixed(const cv::Mat& a, const cv::Mat& b, const cv::Mat& shareOfB) {
    cv::Mat shares, result;
    cv::merge(std::vector<cv::Mat>(3, shareOfB), shares);
    result = a + shares.mul(b - a);
    return result;
}

}  // namespace

cv::Mat fillStroke(const Gap& gap, const Progress& progress) {
    const Predictions found = predict(gap, progress);
    return mixed(found.waves, found.patches, shareOfPatches(gap, progress));
}

cv::Mat fillBlob(const Gap& gap, const Progress& progress) {
    const PatchOptions options{.patchRadius = 3, .coarsest = 3, .copy = true};
    cv::Mat patches = synthesise(gap.picture, gap.unknown, gap.targets, gap.radius, options, progress);
    cv::Mat inner, distance, share(gap.unknown.size(), CV_32FC1);
    cv::distanceTransform(gap.unknown, distance, cv::DIST_L2, 3);
    const cv::Mat band = gap.targets & (distance < 4 * kBorderBand);
    const cv::Mat waves = spectralFill(gap.picture, gap.unknown, band, progress);
    for (int y = 0; y < share.rows; ++y)
        for (int x = 0; x < share.cols; ++x)
            share.at<float>(y, x) = std::clamp((distance.at<float>(y, x) - 0.5f) / (2 * kBorderBand), 0.0f, 1.0f);
    return mixed(waves, patches, share);
}

}  // namespace tintype::builtin
