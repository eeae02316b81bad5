// The cv side of regions.h: small working copies and soft masks as cv::Mat. Only for sources in core/builtin.
#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "core/base/progress.h"
#include "core/builtin/regions.h"
#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::builtin {

// All masks are found at this long side and carried to the full size along the photo's own edges.
inline constexpr int kRegionSide = 640;

// CV_8UC3, RGB, alpha dropped, 16-bit rounded; long side at most `longSide` (area-shrunk).
cv::Mat smallRgb(const image::Image& photo, int longSide);
// The boxes of faces found on a photo of size `photo`, as they lie on its small copy.
std::vector<cv::Rect> facesOn(const cv::Mat& small, const Size& photo, const std::vector<Face>& faces);
// CV_32FC3 Lab: L 0..100, a and b about -100..100. rgb: CV_8UC3.
cv::Mat labOf(const cv::Mat& rgb);

// Soft masks, CV_32F 0..1, at the size of `rgb` (CV_8UC3 RGB). All zero where there is no such thing.
cv::Mat skyOf(const cv::Mat& rgb, const Progress& progress = {});
// A portrait before an even, hardly coloured backdrop: what skyOf() found is a wall. faces: largest first.
bool isStudioWall(const cv::Mat& rgb, const cv::Mat& sky, const std::vector<cv::Rect>& faces);
cv::Mat subjectOf(const cv::Mat& rgb, const std::vector<cv::Rect>& faces, const Progress& progress = {});
cv::Mat foliageOf(const cv::Mat& rgb);
cv::Mat waterOf(const cv::Mat& rgb, const cv::Mat& sky);  // sky: as skyOf found it
cv::Mat facesOf(cv::Size size, const std::vector<cv::Rect>& faces);

// grabCut with a fixed random state, so that the same picture gives the same mask. labels: cv::GC_*. The colours
// are learnt on a small copy.
void cutOut(const cv::Mat& rgb, cv::Mat& labels, int iterations, const Progress& progress);

// `mask` (CV_32F at a small size) snapped to the edges of `guide` (CV_32F grey 0..1 of the same size).
cv::Mat guided(const cv::Mat& guide, const cv::Mat& mask, int radius, float epsilon);
// The same, carried to the full size: CV_32F 0..1 of photo's size.
cv::Mat guidedUp(const image::Image& photo, const cv::Mat& small, const cv::Mat& mask,
                 const Progress& progress = {});

image::Mask toMask(const cv::Mat& weights);  // CV_32F 0..1 -> bytes
cv::Mat toWeights(const image::Mask& mask);  // bytes -> CV_32F 0..1

}  // namespace tintype::builtin
