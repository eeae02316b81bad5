// How marks are compared: where edges are and how they run, whether they rise or fall. Private to mark_find.
#pragma once

#include <opencv2/core.hpp>

namespace tintype::builtin {

// rgb: CV_32FC3, 0..255 -> CV_32FC2: the direction of the gradient as a doubled angle, so that light-on-dark and
// dark-on-light are the same, with a length of 0..1 that tells a weak edge from none and hardly a strong from a weak one.
cv::Mat edgeField(const cv::Mat& rgb);

// What is looked for: the edges under a mask, each with its weight.
struct EdgeTemplate {
    cv::Mat weighted;  // CV_32FC2: unit directions times weight
    cv::Mat weight;    // CV_32FC1
    double total = 0.0;
};
// rgb: CV_32FC3 0..255; inside: CV_8UC1, non-zero on the mark.
EdgeTemplate edgeTemplate(const cv::Mat& rgb, const cv::Mat& inside);

// How well the template agrees at each of its positions in the field: -1..1, CV_32FC1. Empty where it does not fit in.
cv::Mat agreement(const cv::Mat& field, const EdgeTemplate& edges);

}  // namespace tintype::builtin
