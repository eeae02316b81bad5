// Private to core/builtin: pictures and masks as OpenCV matrices and back, and the colour spaces the engines
// work in. Channel order is RGB(A) throughout, never OpenCV's BGR. Include from .cpp files only.
#pragma once

#include <opencv2/core.hpp>

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::builtin {

// The picture's own pixels, not copied: CV_8UC3, CV_8UC4, CV_16UC3 or CV_16UC4. Valid while `picture` lives;
// the first one must not be written to.
const cv::Mat matView(const image::Image& picture);
cv::Mat mutableMatView(image::Image& picture);
// A copy of the mask's bytes as CV_8UC1; an empty matrix for a null mask.
const cv::Mat matView(const image::Mask& mask);

// Copies a CV_8U or CV_16U matrix of 3 or 4 channels; attachments and origin come from `like`.
image::Image imageFromMat(const cv::Mat& pixels, const image::Image& like = {});
// Copies a CV_8UC1 matrix.
image::Mask maskFromMat(const cv::Mat& bytes);

// The colour channels as CV_32FC3, 0..1, still sRGB-encoded; alpha is left out.
cv::Mat toFloat(const image::Image& picture);
// CV_32FC3 0..1 (clamped) -> a picture with the depth, alpha, attachments and origin of `like`, of the same size.
image::Image fromFloat(const cv::Mat& rgb, const image::Image& like);

// sRGB-encoded CV_32FC3 <-> linear light, in place or not.
cv::Mat toLinear(const cv::Mat& rgb);
cv::Mat toEncoded(const cv::Mat& linear);
// sRGB-encoded CV_32FC3 0..1 <-> CIE L*a*b* (L 0..100).
cv::Mat toLab(const cv::Mat& rgb);
cv::Mat fromLab(const cv::Mat& lab);
// CIE lightness L*, 0..100, CV_32FC1.
cv::Mat lightness(const cv::Mat& rgb);

inline cv::Size cvSize(const Size& size) { return {size.width, size.height}; }
inline cv::Rect cvRect(const Rect& rect) { return {rect.x, rect.y, rect.width, rect.height}; }
inline Rect fromCv(const cv::Rect& rect) { return {rect.x, rect.y, rect.width, rect.height}; }

}  // namespace tintype::builtin
