// Splits a mask into the separate holes that fill works on one by one, each with its surroundings. Private to fill.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace tintype::builtin {

// One piece of the mask. Neighbouring parts (the letters of a word) form one hole; a long thin one is cut.
struct Hole {
    cv::Rect bounds;   // of the pixels to fill, in the photo
    cv::Rect context;  // bounds and the surroundings to draw from, inside the photo
    cv::Mat pixels;    // CV_8UC1 of bounds' size: 255 where this hole is to be filled
    int radius = 0;    // of the largest disc that fits into the hole, in pixels

    bool stroke() const { return radius <= kStrokeRadius; }  // a line, a letter, a speck
    static constexpr int kStrokeRadius = 12;
};

// unknown: CV_8UC1, non-zero = to be filled. Small holes first, so that they become known for large ones.
std::vector<Hole> findHoles(const cv::Mat& unknown);

}  // namespace tintype::builtin
