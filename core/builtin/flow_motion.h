// Private to core/builtin: where each pixel of one picture lies in another, both ways, and which pixels are seen
// in both. Used by the frame interpolator.
#pragma once

#include <opencv2/core.hpp>

namespace tintype::builtin {

// For one picture of a pair, on a copy of it whose long side is at most kMotionSide. flow: CV_32FC2, this picture ->
// the other, in the copy's pixels. seen: CV_8UC1, 255 where the pixel is also in the other picture; elsewhere the flow
// is that of the surface it belongs to.
inline constexpr int kMotionSide = 640;
struct Motion {
    cv::Mat flow;
    cv::Mat seen;
};

struct MotionPair {
    Motion forth;  // first -> second
    Motion back;   // second -> first
    cv::Mat firstCopy, secondCopy;  // CV_8UC3, what they were measured on
};

// first, second: CV_8UC3 RGB of one size.
MotionPair estimateMotion(const cv::Mat& first, const cv::Mat& second);

// The pixels of `source` fetched from where `flow` points to, times `scale`.
cv::Mat fetched(const cv::Mat& source, const cv::Mat& flow, double scale);

}  // namespace tintype::builtin
