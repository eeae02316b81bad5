// Private to core/builtin: a picture seen at places between its pixels. cv::remap knows 32 steps a pixel and a cubic
// that bends straight ramps; a slow camera shows both as trembling.
#pragma once

#include <opencv2/core.hpp>

namespace tintype::builtin {

// Sources are CV_16SC4 with this for white: finer than the eye, with room for what overshoots an edge.
inline constexpr int kSampleWhite = 16320;

// places: CV_32FC2, where in the source each pixel lies. CV_8UC3 of the first three channels, by Catmull-Rom
// interpolation; the source's edge goes on outside it.
cv::Mat sampled(const cv::Mat& source, const cv::Mat& places);

// A source blurred a little, with a sigma of at most 0.8 pixels.
cv::Mat softened(const cv::Mat& source, double sigma);

}  // namespace tintype::builtin
