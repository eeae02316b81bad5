// Patch synthesis: fills a hole with pieces of its surroundings, coarse to fine, so that every small patch inside
// looks like some patch outside. Private to fill. After Wexler et al. 2007, Barnes et al. 2009 and Newson et al.,
// "Non-Local Patch-Based Image Inpainting", 2017.
#pragma once

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

struct PatchOptions {
    int patchRadius = 3;   // of the patches that are compared
    int coarsest = 3;      // the pyramid ends when the hole's radius is no larger than this
    bool copy = false;     // the last round takes the best patch instead of the mean of all that overlap
};

// How many steps of progress synthesise makes.
int synthesisSteps(int holeRadius, const PatchOptions& options);

// picture: CV_32FC3 0..1 with a guess where `unknown` (CV_8UC1) is set; targets: the unknown pixels to fill. Other
// unknown pixels are never a source. Returns the picture with the targets filled; where no patch of known pixels
// exists the guess stays. The result does not depend on the number of threads.
cv::Mat synthesise(const cv::Mat& picture, const cv::Mat& unknown, const cv::Mat& targets, int holeRadius,
                   const PatchOptions& options, Progress& progress);

}  // namespace tintype::builtin
