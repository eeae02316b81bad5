// Pictures and masks seen as OpenCV matrices without a copy. Included by .cpp files of core/image and
// core/builtin only: no header may include it.
#pragma once

#include <opencv2/core.hpp>

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::image {

inline int matType(const Image& picture) {
    return CV_MAKETYPE(picture.depth() == Depth::U8 ? CV_8U : CV_16U, picture.channels());
}

// For reading: the matrix shares the picture's pixels and must not be written to or outlive it.
inline cv::Mat matOf(const Image& picture) {
    return {picture.height(), picture.width(), matType(picture), const_cast<std::uint8_t*>(picture.data())};
}
// For writing: the picture is detached first.
inline cv::Mat mutableMatOf(Image& picture) {
    return {picture.height(), picture.width(), matType(picture), picture.mutableData()};
}

inline cv::Mat matOf(const Mask& mask) {
    return {mask.size().height, mask.size().width, CV_8UC1, const_cast<std::uint8_t*>(mask.row(0))};
}
inline cv::Mat mutableMatOf(Mask& mask) {
    return {mask.size().height, mask.size().width, CV_8UC1, mask.mutableRow(0)};
}

inline cv::Rect cvRect(const Rect& rect) { return {rect.x, rect.y, rect.width, rect.height}; }

}  // namespace tintype::image
