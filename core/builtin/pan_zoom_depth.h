// Private to core/builtin: a guess at how near each part of a photo is, for the parallax of a camera move.
#pragma once

#include <opencv2/core.hpp>

#include "core/builtin/pan_zoom_path.h"
#include "core/base/progress.h"
#include "core/image/image.h"

namespace tintype::builtin {

struct DepthGuess {
    cv::Mat nearness;  // CV_32FC1 0..1 of a small copy of the photo; smooth, so that nothing tears
    Point focus;       // in photo pixels: faces, else the subject, else the middle
};

enum class Parallax { Off, On };  // off: only the focus is wanted

DepthGuess guessDepth(const image::Image& photo, Parallax parallax, const Progress& progress);

}  // namespace tintype::builtin
