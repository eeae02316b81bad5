// What tells a sky from a wall: measures of a picture and of one region of it that begins at the top edge. Private
// to regions_sky.
#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace tintype::builtin {

// All CV_32F but lab (CV_32FC3, L 0..100).
struct SkyPlanes {
    cv::Mat lab, light, chroma;
    cv::Mat cool;   // 0..1, how much the colour is that of blue sky or cloud,
    cv::Mat warm;   // of a sunset or of dusk: orange to mauve,
    cv::Mat pale;   // of haze and lit cloud above the horizon, which alone might be a wall
    cv::Mat rough;  // standard deviation of lightness in a small window
    cv::Mat edges;  // size of its gradient
};

SkyPlanes skyPlanes(const cv::Mat& lab);

// The parts of `open` (bytes 0/255) that touch the top rows and are not crumbs.
cv::Mat fromTop(const cv::Mat& open);
// How much of the top edge the region holds, 0..1.
double topShare(const cv::Mat& region);

// Where the region ends downwards, as a part of the width: everywhere, and where nothing is seen to change.
struct Ends {
    double all = 0.0, unseen = 0.0;
};
Ends endsBelow(const cv::Mat& region, const cv::Mat& lab);

// From the upper to the lower quarter of the region, in Lab units: of lightness, of colour, of both together.
struct Change {
    double light = 0.0, colour = 0.0, all = 0.0;
};
Change changeDown(const cv::Mat& region, const cv::Mat& lab);

// What lies below the region.
struct Ground {
    double foliage = 0.0;  // part that is leaf green
    double rough = 0.0;    // mean of SkyPlanes::rough
    double light = 0.0;    // mean L
    double drop = 0.0;     // part of the columns in which it is darker than the region right above it
    double uneven = 0.0;   // how far its upper edge strays from a straight line, as a part of the height
};
Ground groundBelow(const cv::Mat& region, const SkyPlanes& planes);

// The skyline as one row number a column: the path from left to right along which the picture darkens
// downwards, with a price on jumps and on darkening already passed above: the first such line counts, not the
// strongest. Empty when there is none. Where colour grows as lightness falls, cloud gives way to blue sky: no
// skyline.
std::vector<int> skyline(const cv::Mat& light, const cv::Mat& chroma);

}  // namespace tintype::builtin
