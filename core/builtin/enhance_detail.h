// What enhance does to the pixels of a region: noise away, then detail and local contrast up. It is measured once
// for the region and then applied tile by tile. Private to enhance.
#pragma once

#include <array>

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

// Standard deviation of the noise in a CV_32FC1 plane, in its own units (median of the finest detail).
double noiseLevel(const cv::Mat& plane);

// What one region's pixels are judged by.
struct DetailPlan {
    double scale = 0.0;                  // width of a face in pixels: sets the size of what counts as detail
    std::array<double, 3> noise{};       // of L*, a*, b*
    double noiseAfter = 0.0;             // of L* once denoised
    cv::Mat shape;                       // CV_32FC1: the region's L* without detail, shrunk by `shapeFactor`
    int shapeFactor = 1;
};

// rgb: the region as CV_8U or CV_16U, 3 or 4 channels, RGB order. Throws Cancelled.
DetailPlan planDetail(const cv::Mat& rgb, double scale, const Progress& progress);

// What lies this far from a pixel does not change it; a multiple of every `shapeFactor`.
inline constexpr int kDetailReach = 80;

// The full effect on one part of the region. lab: CV_32FC3; where: its place in the region, whose left and top are
// multiples of kDetailReach. May be called from several threads.
cv::Mat withDetail(const cv::Mat& lab, const cv::Rect& where, const DetailPlan& plan);

}  // namespace tintype::builtin
