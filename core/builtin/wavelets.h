// Undecimated B3-spline wavelets for taking noise out of a plane. Private to core/builtin.
#pragma once

#include <opencv2/core.hpp>

namespace tintype::builtin {

// Takes from a CV_32FC1 plane what detail lies below `threshold`, the size that white noise of that standard
// deviation shall lose whole. A level's share of white noise is known, so one measure sets the levels' thresholds.
// With four levels (five at most) a pixel depends on others up to 30 away (62).
void shrinkDetail(cv::Mat& plane, double threshold, int levels = 4);

}  // namespace tintype::builtin
