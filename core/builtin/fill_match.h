// PatchMatch: for every patch that touches the hole, the most similar patch of known pixels. Private to fill.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "core/base/progress.h"

namespace tintype::builtin {

// One level of the pyramid. Pictures are framed by `radius` mirrored pixels; positions are without the frame.
struct MatchLevel {
    int radius = 3;
    cv::Mat picture;     // CV_32FC4, framed: RGB and texture, 0..255; holds the current guess inside the hole
    cv::Mat confidence;  // CV_32FC1, framed: how much a pixel counts in comparisons
    cv::Mat source;      // CV_8UC1: 255 where a patch may be taken from
    std::vector<cv::Point> sources;  // the same as a list
    cv::Mat wanted;      // CV_8UC1: 255 where a match is wanted (its patch touches the hole)
    cv::Rect bounds;     // of wanted

    cv::Size size() const { return source.size(); }
};

struct Matches {
    cv::Mat position;  // CV_32SC2: where the best patch's centre is; set where wanted
    cv::Mat distance;  // CV_32FC1: mean squared difference a pixel, weighted by confidence
};

// The weighted mean squared difference of two patches; gives up with a larger value than `limit`.
float patchDistance(const MatchLevel& level, cv::Point target, cv::Point source, float limit);

Matches randomMatches(const MatchLevel& level, std::uint32_t seed, const Progress& progress);
// Distances anew for a changed picture.
void refreshDistances(const MatchLevel& level, Matches& matches, const Progress& progress);
// One sweep of propagation and random search. Rows are worked in fixed bands, so that threads do not matter.
void improveMatches(const MatchLevel& level, Matches& matches, std::uint32_t sweep, const Progress& progress);
// The matches of a level half as large, carried over; where that is no source, a random one.
Matches enlargedMatches(const MatchLevel& level, const Matches& coarse, std::uint32_t seed, const Progress& progress);

}  // namespace tintype::builtin
