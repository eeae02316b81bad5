// The two layers of the cartoon at its working size: flat colours and ink. Private to toon.
#pragma once

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

struct ToonLayers {
    cv::Mat gain;    // CV_32FC3: flat Lab colour = gain * photo's Lab + offset, so that it can be applied
    cv::Mat offset;  // to the photo at any size with its own sharp edges
    cv::Mat ink;     // CV_32FC1, 0 paper .. 1 full ink
};

// lab: CV_32FC3; soft: CV_32FC1, 1 where lines and tones shall be gentle (faces), else 0. Five steps of progress.
ToonLayers toonLayers(const cv::Mat& lab, const cv::Mat& soft, Progress& progress);

}  // namespace tintype::builtin
