// Smooth interpolation of unknown pixels from their surroundings: the first guess of the patch synthesis and
// the membrane that evens out its seams. Private to fill.
#pragma once

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

// picture: CV_32F with 1 to 4 channels; unknown: CV_8UC1, non-zero where values are to be found. Returns the
// harmonic interpolation (Laplace's equation, mirrored at the picture's border), solved coarse to fine. Where
// everything is unknown the picture is returned as it is. The result does not depend on the number of threads.
cv::Mat harmonicFill(const cv::Mat& picture, const cv::Mat& unknown, const Progress& progress);

// Half the size (rounded up); a coarse pixel is the mean of its known fine pixels, unknown only where it has none.
void halve(const cv::Mat& picture, const cv::Mat& unknown, cv::Mat& smaller, cv::Mat& smallerUnknown,
           const Progress& progress);

}  // namespace tintype::builtin
