// The two ways to fill one hole: thin strokes by what predicts their surroundings best, large ones by patch
// synthesis. Private to fill.
#pragma once

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

// A hole in its surroundings.
struct Gap {
    cv::Mat picture;  // CV_32FC3 0..1, with a smooth guess where unknown
    cv::Mat unknown;  // CV_8UC1: everything that is not known
    cv::Mat targets;  // CV_8UC1: the part of it that is to be filled now
    int radius = 0;   // of the largest disc inside targets
};

int strokeSteps(int radius);  // steps of progress
int blobSteps(int radius);

// Both return the picture with its targets filled.
cv::Mat fillStroke(const Gap& gap, Progress& progress);
cv::Mat fillBlob(const Gap& gap, Progress& progress);

}  // namespace tintype::builtin
