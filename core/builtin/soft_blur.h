// Gaussian blurs whose cost does not grow with their width: wide ones are made on a smaller copy. Private to
// core/builtin.
#pragma once

#include <opencv2/core.hpp>

namespace tintype::builtin {

// A CV_32FC1 plane blurred; differs from cv::GaussianBlur by well under one part in a hundred of the detail removed.
cv::Mat softBlur(const cv::Mat& plane, double sigma);

// The steps of it, for planes that are enlarged again part by part.
int blurFactor(double sigma);                            // 1, 2, 4 or 8: how much smaller a copy may be
cv::Mat shrunkBy(const cv::Mat& picture, int factor);    // any type; the sides round up
cv::Mat blurredShrunk(const cv::Mat& small, double sigma, int factor);  // sigma in pixels of the large picture
// The part `where` of the large picture. where.x and where.y are multiples of `factor`.
cv::Mat enlargedPart(const cv::Mat& small, int factor, const cv::Rect& where);

}  // namespace tintype::builtin
