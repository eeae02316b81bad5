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

// Where the drawing is held back, CV_32FC1 0..1 of the working size.
struct ToonFaces {
    cv::Mat soft;  // gentle lines and tones: all faces
    cv::Mat fine;  // thin lines and small forms: faces so small that a full line is as wide as an eye; empty: none
};

// lab: CV_32FC3. Five steps of progress.
ToonLayers toonLayers(const cv::Mat& lab, const ToonFaces& faces, Progress& progress);

}  // namespace tintype::builtin
