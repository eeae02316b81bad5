// Private to core/builtin: motion found by trying every displacement on a small copy. It finds what moves farther
// than its own size, where descent from no motion ends on the wrong place.
#pragma once

#include <opencv2/core.hpp>

namespace tintype::builtin {

// from, to: CV_8UC1 of one size. CV_32FC2 of that size, from -> to; right to a few pixels, blocky.
cv::Mat searchMotion(const cv::Mat& from, const cv::Mat& to);

}  // namespace tintype::builtin
