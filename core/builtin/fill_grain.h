// Gives a filled hole the grain of its surroundings where it came out smoother. Private to fill.
#pragma once

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

// filled: CV_32FC3 0..1; unknown, targets: CV_8UC1, the pixels not known and those just filled. amount 0..1 of the
// missing grain is added to the targets; the grain depends on the pixel's place only.
void matchGrain(cv::Mat& filled, const cv::Mat& unknown, const cv::Mat& targets, double amount,
                const Progress& progress);

}  // namespace tintype::builtin
