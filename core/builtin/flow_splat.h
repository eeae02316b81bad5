// Private to core/builtin: the motion between two pictures carried to a moment between them.
#pragma once

#include <opencv2/core.hpp>

#include "core/builtin/flow_motion.h"

namespace tintype::builtin {

struct Splat {
    cv::Mat motion;         // CV_32FC2: at time t, from the first picture to the second
    cv::Mat shareOfSecond;  // CV_32FC1 0..1: t where both show the place, 0 or 1 where only one does
};

Splat splatMotion(const MotionPair& motion, double t);

}  // namespace tintype::builtin
