// What enhance does to the pixels of one region: noise away, then detail and local contrast up. Private to enhance.
#pragma once

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

// Standard deviation of the noise in a CV_32FC1 plane, in its own units (median of the finest detail).
double noiseLevel(const cv::Mat& plane);

// lab: CV_32FC3; scale: the width of a face in pixels, which sets the size of what counts as detail. Returns the
// region at full effect. Three steps of progress.
cv::Mat enhancedRegion(const cv::Mat& lab, double scale, Progress& progress);

}  // namespace tintype::builtin
