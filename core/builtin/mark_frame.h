// Between a mark's own frame (its cut's pixels) and the photo it lies in. Private to mark_*.
#pragma once

#include <opencv2/core.hpp>

#include "core/builtin/mark.h"

namespace tintype::builtin {

// The pixels of the photo that the cut covers.
Rect frameRect(const Mark& mark, const MarkPlace& place, Size photo);
// frame: of the cut's size, any type -> what lies at `at` of the photo.
cv::Mat warpedToPhoto(const cv::Mat& frame, const MarkPlace& place, const Rect& at);
// The affine map from the cut's pixel coordinates to those of the photo whose first pixel is (x, y).
cv::Mat frameTransform(const MarkPlace& place, double x, double y);

}  // namespace tintype::builtin
