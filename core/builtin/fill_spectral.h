// Fills strokes and specks by continuing the waves of their surroundings: frequency-selective reconstruction,
// after Seiler and Kaup, "Complex-valued frequency selective extrapolation", 2010. Private to fill.
#pragma once

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

// picture: CV_32FC3 0..1 with a guess where `unknown` (CV_8UC1) is set; targets: the unknown pixels to fill. Where
// too little is known nearby the guess stays. The result does not depend on the number of threads.
cv::Mat spectralFill(const cv::Mat& picture, const cv::Mat& unknown, const cv::Mat& targets,
                     const Progress& progress);

}  // namespace tintype::builtin
