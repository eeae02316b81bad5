// Pictures as OpenCV matrices without a copy, masks as copies. Included by .cpp files of core/image and
// core/builtin only: no header may include it.
#pragma once

#include <cstring>
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

// A copy of a part of the mask, and a mask of such bytes.
inline cv::Mat matOf(const Mask& mask, const Rect& area) {
    cv::Mat bytes(area.height, area.width, CV_8UC1);
    for (int y = 0; y < area.height; ++y)
        std::memcpy(bytes.ptr(y), mask.row(area.y + y) + area.x, static_cast<std::size_t>(area.width));
    return bytes;
}
inline Mask maskOf(const cv::Mat& bytes) {
    Mask mask({bytes.cols, bytes.rows});
    for (int y = 0; y < bytes.rows; ++y)
        std::memcpy(mask.mutableRow(y), bytes.ptr(y), static_cast<std::size_t>(bytes.cols));
    return mask;
}

inline cv::Rect cvRect(const Rect& rect) { return {rect.x, rect.y, rect.width, rect.height}; }

}  // namespace tintype::image
