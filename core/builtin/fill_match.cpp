#include "core/builtin/fill_match.h"

#include <algorithm>
#include <limits>
#include <opencv2/core/hal/intrin.hpp>

#include "core/builtin/parallel.h"

namespace tintype::builtin {
namespace {

constexpr int kBandRows = 16;
constexpr int kLargestSearch = 512;  // pixels of the level

// A well-mixed number from a position and a round: the same on every run and thread.
std::uint32_t mixed(std::uint32_t x, std::uint32_t y, std::uint32_t round) {
    std::uint32_t h = x * 0x9E3779B1u ^ y * 0x85EBCA77u ^ round * 0xC2B2AE3Du;
    h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
    h = (h ^ (h >> 12)) * 0x297A2D39u;
    return h ^ (h >> 15);
}

cv::Point randomSource(const MatchLevel& level, cv::Point at, std::uint32_t seed) {
    return level.sources[mixed(static_cast<std::uint32_t>(at.x), static_cast<std::uint32_t>(at.y), seed) %
                         level.sources.size()];
}

template <typename Work>
void everyWanted(const MatchLevel& level, const Progress& progress, const Work& work) {
    inRows(level.bounds.height, progress, [&](int row) {
        const int y = level.bounds.y + row;
        for (int x = level.bounds.x; x < level.bounds.br().x; ++x)
            if (level.wanted.at<uchar>(y, x)) work(cv::Point(x, y));
    });
}

struct Best {
    cv::Point position;
    float distance;

    void offer(const MatchLevel& level, cv::Point target, cv::Point candidate) {
        if (candidate == position || !cv::Rect({}, level.size()).contains(candidate)) return;
        if (!level.source.at<uchar>(candidate)) return;
        const float found = patchDistance(level, target, candidate, distance);
        if (found < distance) *this = {candidate, found};
    }
};

void searchAround(const MatchLevel& level, cv::Point target, std::uint32_t sweep, Best& best) {
    std::uint32_t round = sweep * 64;
    for (int reach = std::min(kLargestSearch, std::max(level.size().width, level.size().height)); reach >= 1;
         reach /= 2) {
        const std::uint32_t r =
            mixed(static_cast<std::uint32_t>(target.x), static_cast<std::uint32_t>(target.y), ++round);
        const int side = 2 * reach + 1;
        const int dx = static_cast<int>((r & 0xFFFF) * static_cast<std::uint32_t>(side) >> 16) - reach;
        const int dy = static_cast<int>((r >> 16) * static_cast<std::uint32_t>(side) >> 16) - reach;
        best.offer(level, target, best.position + cv::Point(dx, dy));
    }
}

// A sweep over one band. Inside it good matches spread at once; across its edge they come from `before`.
void improveBand(const MatchLevel& level, const Matches& before, Matches& matches, cv::Range rows,
                 std::uint32_t sweep) {
    const int direction = sweep % 2 == 0 ? 1 : -1;
    const int firstRow = direction > 0 ? rows.start : rows.end - 1;
    const int firstColumn = direction > 0 ? level.bounds.x : level.bounds.br().x - 1;
    for (int j = 0, y = firstRow; j < rows.size(); ++j, y += direction)
        for (int i = 0, x = firstColumn; i < level.bounds.width; ++i, x += direction) {
            const cv::Point target(x, y);
            if (!level.wanted.at<uchar>(target)) continue;
            Best best{matches.position.at<cv::Point>(target), matches.distance.at<float>(target)};
            for (const cv::Point step : {cv::Point(direction, 0), cv::Point(0, direction)}) {
                const cv::Point neighbour = target - step;
                if (!level.bounds.contains(neighbour) || !level.wanted.at<uchar>(neighbour)) continue;
                const bool inBand = neighbour.y >= rows.start && neighbour.y < rows.end;
                const cv::Mat& positions = inBand ? matches.position : before.position;
                best.offer(level, target, positions.at<cv::Point>(neighbour) + step);
            }
            searchAround(level, target, sweep, best);
            matches.position.at<cv::Point>(target) = best.position;
            matches.distance.at<float>(target) = best.distance;
        }
}

}  // namespace

float patchDistance(const MatchLevel& level, cv::Point target, cv::Point source, float limit) {
    const int side = 2 * level.radius + 1;
    float total = 0, weights = 0;
    const float* confidence = level.confidence.ptr<float>(target.y) + target.x;
    const std::size_t confidenceStep = level.confidence.step1();
    for (int j = 0; j < side; ++j)
        for (int i = 0; i < side; ++i) weights += confidence[static_cast<std::size_t>(j) * confidenceStep + i];
    const float most = limit * weights;
    cv::v_float32x4 sum = cv::v_setzero_f32();
    for (int j = 0; j < side; ++j) {
        const float* a = level.picture.ptr<float>(target.y + j) + 4 * target.x;
        const float* b = level.picture.ptr<float>(source.y + j) + 4 * source.x;
        const float* c = level.confidence.ptr<float>(target.y + j) + target.x;
        for (int i = 0; i < side; ++i) {
            const cv::v_float32x4 d = cv::v_load(a + 4 * i) - cv::v_load(b + 4 * i);
            sum += d * d * cv::v_setall_f32(c[i]);
        }
        total = cv::v_reduce_sum(sum);
        if (total > most) return std::numeric_limits<float>::max();
    }
    return total / weights;
}

Matches randomMatches(const MatchLevel& level, std::uint32_t seed, const Progress& progress) {
    Matches matches{cv::Mat(level.size(), CV_32SC2, cv::Scalar::all(0)),
                    cv::Mat(level.size(), CV_32FC1, cv::Scalar::all(0))};
    everyWanted(level, progress, [&](cv::Point at) { matches.position.at<cv::Point>(at) = randomSource(level, at, seed); });
    refreshDistances(level, matches, progress);
    return matches;
}

void refreshDistances(const MatchLevel& level, Matches& matches, const Progress& progress) {
    everyWanted(level, progress, [&](cv::Point at) {
        matches.distance.at<float>(at) =
            patchDistance(level, at, matches.position.at<cv::Point>(at), std::numeric_limits<float>::max());
    });
}

void improveMatches(const MatchLevel& level, Matches& matches, std::uint32_t sweep, const Progress& progress) {
    progress.check();
    const Matches before{matches.position.clone(), {}};
    // Bands move by half their height every second sweep, so that their edges do not stay where they are.
    const int shift = sweep / 2 % 2 == 1 ? kBandRows / 2 : 0;
    const int top = level.bounds.y - shift;
    const int bands = (level.bounds.br().y - top + kBandRows - 1) / kBandRows;
    inParallel(bands, progress, [&](int band) {
        const cv::Range rows(std::max(level.bounds.y, top + band * kBandRows),
                             std::min(level.bounds.br().y, top + (band + 1) * kBandRows));
        improveBand(level, before, matches, rows, sweep);
    });
}

Matches enlargedMatches(const MatchLevel& level, const Matches& coarse, std::uint32_t seed,
                        const Progress& progress) {
    Matches matches{cv::Mat(level.size(), CV_32SC2, cv::Scalar::all(0)),
                    cv::Mat(level.size(), CV_32FC1, cv::Scalar::all(0))};
    const cv::Rect inside({}, level.size());
    everyWanted(level, progress, [&](cv::Point at) {
        const cv::Point half(std::min(at.x / 2, coarse.position.cols - 1), std::min(at.y / 2, coarse.position.rows - 1));
        const cv::Point found = 2 * coarse.position.at<cv::Point>(half) + cv::Point(at.x % 2, at.y % 2);
        const bool usable = coarse.position.at<cv::Point>(half) != cv::Point(0, 0) && inside.contains(found) &&
                            level.source.at<uchar>(found);
        matches.position.at<cv::Point>(at) = usable ? found : randomSource(level, at, seed);
    });
    return matches;
}

}  // namespace tintype::builtin
