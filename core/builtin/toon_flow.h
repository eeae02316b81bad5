// The direction of edges at every pixel, and filters that run along and across them: the base of the cartoon's
// smoothing and of its ink lines. Private to toon. After Kyprianidis and Doellner, "Image Abstraction by
// Structure Adaptive Filtering", 2008.
#pragma once

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

// Unit vectors along the edges, CV_32FC2, from the smoothed structure tensor of a CV_32FC3 picture.
cv::Mat edgeFlow(const cv::Mat& lab, double sigma, const Progress& progress);

// One bilateral pass across the edges and one along them. sigma in pixels, range in Lab units.
cv::Mat smoothWithFlow(const cv::Mat& lab, const cv::Mat& flow, double sigma, double range,
                       const Progress& progress);

// How much darker a pixel (CV_32FC1 lightness) is than its surroundings across the edge, averaged along the
// edge: positive on dark lines and on the dark side of edges. width: pixels, about half a line's width.
cv::Mat lineResponse(const cv::Mat& lightness, const cv::Mat& flow, double width, double length,
                     const Progress& progress);

}  // namespace tintype::builtin
