#include "core/builtin/fill_strategies.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/builtin/fill_grain.h"
#include "core/builtin/fill_patches.h"
#include "core/builtin/fill_smooth.h"
#include "core/builtin/fill_spectral.h"

namespace tintype::builtin {
namespace {

constexpr double kTrialReach = 20.0;  // how far, in pixels, a trial tells something about its surroundings
constexpr float kUntried = 0.35f;     // share of patches where no trial was possible
constexpr float kBorderBand = 5.0f;   // pixels over which a large hole passes from waves to patches
constexpr float kSeamBand = 1.5f;     // pixels inside the border where waves tell what patches should have been
constexpr double kStrokeGrain = 0.5;  // of the missing grain: enough not to show in a stroke
constexpr PatchOptions kStrokePatches{.patchRadius = 3, .coarsest = 3, .copy = false};
constexpr PatchOptions kBlobPatches{.patchRadius = 3, .coarsest = 3, .copy = true};

struct Predictions {
    cv::Mat waves;
    cv::Mat patches;
};

Predictions predict(const Gap& gap, Progress& progress) {
    const cv::Mat waves = spectralFill(gap.picture, gap.unknown, gap.targets, progress);
    progress.step();
    return {waves, synthesise(waves, gap.unknown, gap.targets, gap.radius, kStrokePatches, progress)};
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
cv::Mat shareOfPatches(const Gap& gap, Progress& progress) {
    const cv::Mat trial = trialHole(gap);
    if (trial.empty()) {
        for (int skipped = 0; skipped < strokeSteps(gap.radius) / 2; ++skipped) progress.step();
        return cv::Mat(gap.targets.size(), CV_32FC1, cv::Scalar(kUntried));
    }
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

// Adds to the patches what they miss at the border, spread evenly over the inside: no seam, no drift of light.
void evenOut(cv::Mat& patches, const cv::Mat& waves, const cv::Mat& distance, const cv::Mat& targets,
             const Progress& progress) {
    const cv::Rect bounds = cv::boundingRect(targets);
    const cv::Mat inside = targets(bounds) != 0;
    const cv::Mat unsure = (inside == 0) | (distance(bounds) > kSeamBand);
    const cv::Mat missing = harmonicFill(waves(bounds) - patches(bounds), unsure, progress);
    cv::Mat region = patches(bounds);
    cv::add(region, missing, region, inside);
}

}  // namespace

int strokeSteps(int radius) { return 2 * (1 + synthesisSteps(radius, kStrokePatches)); }

int blobSteps(int radius) { return 1 + synthesisSteps(radius, kBlobPatches); }

cv::Mat fillStroke(const Gap& gap, Progress& progress) {
    const Predictions found = predict(gap, progress);
    cv::Mat filled = mixed(found.waves, found.patches, shareOfPatches(gap, progress));
    matchGrain(filled, gap.unknown, gap.targets, kStrokeGrain, progress);
    return filled;
}

cv::Mat fillBlob(const Gap& gap, Progress& progress) {
    cv::Mat patches = synthesise(gap.picture, gap.unknown, gap.targets, gap.radius, kBlobPatches, progress);
    cv::Mat distance, share;
    cv::distanceTransform(gap.unknown, distance, cv::DIST_L2, 3);
    const cv::Mat band = gap.targets & (distance < 2 * kBorderBand);
    const cv::Mat waves = spectralFill(gap.picture, gap.unknown, band, progress);
    evenOut(patches, waves, distance, gap.targets, progress);
    share = cv::min(cv::max((distance - 0.5) / kBorderBand, 0.0), 1.0);
    progress.step();
    cv::Mat filled = mixed(waves, patches, share);
    matchGrain(filled, gap.unknown, gap.targets, 1.0, progress);
    return filled;
}

}  // namespace tintype::builtin
