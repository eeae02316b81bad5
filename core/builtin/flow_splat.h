// Private to core/builtin: the motion between two pictures carried to a moment between them.
#pragma once

#include <opencv2/core.hpp>

#include "core/builtin/flow_motion.h"

namespace tintype::builtin {

struct Splat {
    cv::Mat motion;         // CV_32FC2: at time t, from the first picture to the second
    cv::Mat shareOfSecond;  // CV_32FC1 0..1: t where both show the place, 0 or 1 where only one does
};

// At the size of the motion.
Splat splatMotion(const MotionPair& motion, double t);
// At the size of the pictures (CV_8UC3) it was measured on copies of, in their pixels. Where motions meet, each pixel
// takes the one near it by which the pictures agree best.
Splat enlarged(const Splat& splat, const cv::Mat& first, const cv::Mat& second, double t);

}  // namespace tintype::builtin
