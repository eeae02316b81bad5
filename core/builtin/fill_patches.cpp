#include "core/builtin/fill_patches.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/builtin/fill_match.h"
#include "core/builtin/fill_smooth.h"
#include "core/builtin/parallel.h"

namespace tintype::builtin {
namespace {

constexpr float kTextureWeight = 1.5f;
constexpr float kGuessConfidence = 0.1f;   // of a guessed pixel far inside the hole, at the coarsest level
constexpr float kCarriedConfidence = 0.3f;  // the same at finer levels, whose guess comes from a finished one
constexpr int kLeastSources = 64;
constexpr std::uint32_t kSeed = 7;
constexpr int kCoarseRounds = 10;
constexpr int kFineRounds = 3;
constexpr int kSweeps = 2;

struct Plane {
    cv::Mat picture;  // CV_32FC4
    cv::Mat unknown;  // CV_8UC1
    cv::Mat targets;  // CV_8UC1
};

// Mean strength of the gradient around a pixel, over known pixels: tells grass from a wall of the same colour.
cv::Mat textureOf(const cv::Mat& rgb, const cv::Mat& unknown) {
    cv::Mat grey, dx, dy, strength, known, weight;
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    cv::Sobel(grey, dx, CV_32F, 1, 0, 1, 1, 0, cv::BORDER_REPLICATE);
    cv::Sobel(grey, dy, CV_32F, 0, 1, 1, 1, 0, cv::BORDER_REPLICATE);
    strength = cv::abs(dx) + cv::abs(dy);
    cv::dilate(unknown, known, cv::Mat::ones(3, 3, CV_8UC1));
    known = known == 0;
    known.convertTo(known, CV_32F, 1.0 / 255);
    cv::boxFilter(strength.mul(known), strength, CV_32F, {7, 7}, {-1, -1}, true, cv::BORDER_REPLICATE);
    cv::boxFilter(known, weight, CV_32F, {7, 7}, {-1, -1}, true, cv::BORDER_REPLICATE);
    return strength / (weight + 1e-3);
}

Plane finestPlane(const cv::Mat& picture, const cv::Mat& unknown, const cv::Mat& targets, const Progress& progress) {
    const cv::Mat rgb = picture * 255.0;
    progress.check();
    cv::Mat texture = textureOf(rgb, unknown) * kTextureWeight;
    std::vector<cv::Mat> planes;
    cv::split(rgb, planes);
    planes.push_back(texture);
    Plane plane{{}, unknown, targets};
    cv::merge(planes, plane.picture);
    progress.check();
    return plane;
}

Plane halved(const Plane& plane, const Progress& progress) {
    Plane half;
    halve(plane.picture, plane.unknown, half.picture, half.unknown, progress);
    cv::resize(plane.targets, half.targets, half.unknown.size(), 0, 0, cv::INTER_AREA);
    half.targets = (half.targets > 0) & (half.unknown > 0);
    half.picture = harmonicFill(half.picture, half.unknown, progress);
    return half;
}

// 1 where known, falling with the distance to the nearest known pixel.
cv::Mat confidenceOf(const cv::Mat& unknown, float floor) {
    cv::Mat distance, confidence(unknown.size(), CV_32FC1);
    cv::distanceTransform(unknown, distance, cv::DIST_L2, 3);
    for (int y = 0; y < unknown.rows; ++y)
        for (int x = 0; x < unknown.cols; ++x) {
            const float away = distance.at<float>(y, x);
            confidence.at<float>(y, x) = away <= 0 ? 1.0f : std::max(floor, 0.7f * std::pow(0.8f, away));
        }
    return confidence;
}

cv::Mat framed(const cv::Mat& picture, int radius) {
    cv::Mat result;
    cv::copyMakeBorder(picture, result, radius, radius, radius, radius, cv::BORDER_REFLECT_101);
    return result;
}

// Where a whole patch is known, without the frame.
cv::Mat sourceMask(const cv::Mat& unknown, int radius) {
    cv::Mat blocked;
    const cv::Mat window = cv::Mat::ones(2 * radius + 1, 2 * radius + 1, CV_8UC1);
    cv::dilate(unknown, blocked, window);
    cv::Mat source = blocked == 0;
    cv::Mat inner = cv::Mat::zeros(source.size(), CV_8UC1);
    const cv::Rect inside(radius, radius, source.cols - 2 * radius, source.rows - 2 * radius);
    if (inside.width > 0 && inside.height > 0) source(inside).copyTo(inner(inside));
    return inner;
}

MatchLevel levelOf(const Plane& plane, int radius, float floor) {
    MatchLevel level;
    level.radius = radius;
    level.picture = framed(plane.picture, radius);
    level.confidence = framed(confidenceOf(plane.unknown, floor), radius);
    level.source = sourceMask(plane.unknown, radius);
    cv::findNonZero(level.source, level.sources);
    cv::dilate(plane.targets, level.wanted, cv::Mat::ones(2 * radius + 1, 2 * radius + 1, CV_8UC1));
    level.bounds = cv::boundingRect(level.wanted);
    return level;
}

struct Vote {
    cv::Vec4f colour;
    float distance;
    float confidence;
};

// What the patches over `at` say about it.
int collectVotes(const MatchLevel& level, const Matches& matches, cv::Point at, std::array<Vote, 121>& votes) {
    const int r = level.radius;
    int count = 0;
    for (int dy = -r; dy <= r; ++dy)
        for (int dx = -r; dx <= r; ++dx) {
            const cv::Point centre = at + cv::Point(dx, dy);
            if (!level.bounds.contains(centre) || !level.wanted.at<uchar>(centre)) continue;
            const cv::Point from = matches.position.at<cv::Point>(centre) - cv::Point(dx, dy);
            votes[static_cast<std::size_t>(count++)] = {
                level.picture.at<cv::Vec4f>(from.y + r, from.x + r), matches.distance.at<float>(centre),
                level.confidence.at<float>(centre.y + r, centre.x + r)};
        }
    return count;
}

cv::Vec4f bestOf(const std::array<Vote, 121>& votes, int count) {
    const auto end = votes.begin() + count;
    return std::min_element(votes.begin(), end, [](const Vote& a, const Vote& b) { return a.distance < b.distance; })
        ->colour;
}

// Votes of good matches count most; what is good is judged against the other votes for the same pixel.
cv::Vec4f meanOf(const std::array<Vote, 121>& votes, int count) {
    std::array<float, 121> distances;
    for (int i = 0; i < count; ++i) distances[static_cast<std::size_t>(i)] = votes[static_cast<std::size_t>(i)].distance;
    const auto rank = distances.begin() + count / 4;
    std::nth_element(distances.begin(), rank, distances.begin() + count);
    const float scale = -0.5f / std::max(*rank, 0.5f);
    cv::Vec4f sum;
    float total = 0;
    for (int i = 0; i < count; ++i) {
        const Vote& vote = votes[static_cast<std::size_t>(i)];
        const float weight = vote.confidence * std::exp(scale * vote.distance) + 1e-12f;
        sum += weight * vote.colour;
        total += weight;
    }
    return sum / total;
}

enum class Reconstruction { Mean, Best };

// What the votes make of the pixels `where` inside the level's bounds.
cv::Mat reconstructed(const MatchLevel& level, const Matches& matches, const cv::Mat& where, Reconstruction how,
                      const Progress& progress) {
    const cv::Rect bounds = level.bounds;
    cv::Mat result = level.picture(bounds + cv::Point(level.radius, level.radius)).clone();
    inRows(bounds.height, progress, [&](int row) {
        std::array<Vote, 121> votes;
        for (int x = 0; x < bounds.width; ++x) {
            const cv::Point at(bounds.x + x, bounds.y + row);
            if (!where.at<uchar>(at)) continue;
            const int count = collectVotes(level, matches, at, votes);
            if (count == 0) continue;
            result.at<cv::Vec4f>(row, x) = how == Reconstruction::Best ? bestOf(votes, count) : meanOf(votes, count);
        }
    });
    return result;
}

// Puts the reconstruction into the plane and its framed copy.
void rebuild(Plane& plane, MatchLevel& level, const Matches& matches, Reconstruction how, const Progress& progress) {
    const cv::Mat inside = reconstructed(level, matches, plane.targets, how, progress);
    const int r = level.radius;
    cv::Mat part = plane.picture(level.bounds), framedPart = level.picture(level.bounds + cv::Point(r, r));
    inside.copyTo(part);
    inside.copyTo(framedPart);
    const cv::Rect inner(r + 1, r + 1, plane.picture.cols - 2 * r - 2, plane.picture.rows - 2 * r - 2);
    if ((inner & level.bounds) != level.bounds) level.picture = framed(plane.picture, r);  // the frame mirrors it
    progress.check();
}

void refine(Plane& plane, MatchLevel& level, Matches& matches, int rounds, Progress& progress) {
    for (int round = 0; round < rounds; ++round) {
        refreshDistances(level, matches, progress);
        for (int sweep = 0; sweep < kSweeps; ++sweep)
            improveMatches(level, matches, static_cast<std::uint32_t>(round * kSweeps + sweep), progress);
        rebuild(plane, level, matches, Reconstruction::Mean, progress);
        progress.step();
    }
}

int levelCount(int holeRadius, const PatchOptions& options) {
    int levels = 1;
    for (int radius = holeRadius; radius > options.coarsest; radius /= 2) ++levels;
    return levels;
}

// Many rounds where pixels are few and everything is still open, few at full size.
int roundsAt(int level, int levels) {
    return level == 0 ? kFineRounds : std::max(kFineRounds, kCoarseRounds - 2 * (levels - 1 - level));
}

// Finest first; ends early where no whole patch of known pixels is left.
std::vector<Plane> pyramid(Plane finest, int levels, int patchRadius, const Progress& progress) {
    std::vector<Plane> planes{std::move(finest)};
    while (static_cast<int>(planes.size()) < levels) {
        Plane half = halved(planes.back(), progress);
        const bool usable = cv::countNonZero(sourceMask(half.unknown, patchRadius)) >= kLeastSources;
        if (!usable || cv::countNonZero(half.targets) == 0) break;
        planes.push_back(std::move(half));
    }
    return planes;
}

// Finds the matches of one level, from those of the next coarser one where there is one, and fills it.
void fillLevel(Plane& plane, Matches& matches, const PatchOptions& options, int rounds, Reconstruction last,
               Progress& progress) {
    const bool coarsest = matches.position.empty();
    MatchLevel level = levelOf(plane, options.patchRadius, coarsest ? kGuessConfidence : kCarriedConfidence);
    progress.check();
    matches = coarsest ? randomMatches(level, kSeed, progress) : enlargedMatches(level, matches, kSeed, progress);
    if (!coarsest) rebuild(plane, level, matches, Reconstruction::Mean, progress);
    refine(plane, level, matches, rounds, progress);
    if (last == Reconstruction::Best) rebuild(plane, level, matches, Reconstruction::Best, progress);
}

}  // namespace

int synthesisSteps(int holeRadius, const PatchOptions& options) {
    const int levels = levelCount(holeRadius, options);
    int steps = 0;
    for (int level = 0; level < levels; ++level) steps += roundsAt(level, levels);
    return steps;
}

cv::Mat synthesise(const cv::Mat& picture, const cv::Mat& unknown, const cv::Mat& targets, int holeRadius,
                   const PatchOptions& options, Progress& progress) {
    const int levels = levelCount(holeRadius, options);
    std::vector<Plane> planes =
        pyramid(finestPlane(picture, unknown, targets, progress), levels, options.patchRadius, progress);
    if (cv::countNonZero(sourceMask(unknown, options.patchRadius)) == 0) planes.clear();
    Matches matches;
    for (int i = levels - 1; i >= 0; --i) {
        const int rounds = roundsAt(i, levels);
        if (i < static_cast<int>(planes.size()))
            fillLevel(planes[static_cast<std::size_t>(i)], matches, options, rounds,
                      options.copy && i == 0 ? Reconstruction::Best : Reconstruction::Mean, progress);
        else
            for (int skipped = 0; skipped < rounds; ++skipped) progress.step();
    }
    if (planes.empty()) return picture;
    cv::Mat rgb(picture.size(), CV_32FC3);
    cv::mixChannels({planes[0].picture}, {rgb}, {0, 0, 1, 1, 2, 2});
    return rgb * (1.0 / 255.0);
}

}  // namespace tintype::builtin
