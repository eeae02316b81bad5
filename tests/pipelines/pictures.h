// Pictures and masks of the committed reference files, which keep them as arrays [h, w(, 3)] of bytes.
#pragma once

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::tests {

inline image::Image imageOf(const at::Tensor& bytes, int channels = 3) {
    const at::Tensor pixels = bytes.contiguous();
    image::Image picture({static_cast<int>(pixels.size(1)), static_cast<int>(pixels.size(0))}, channels);
    const auto* from = static_cast<const std::uint8_t*>(pixels.data_ptr());
    std::uint8_t* out = picture.mutableData();
    for (std::int64_t i = 0; i < pixels.size(0) * pixels.size(1); ++i, out += channels) {
        std::memcpy(out, from + 3 * i, 3);
        if (channels == 4) out[3] = static_cast<std::uint8_t>(i);
    }
    return picture;
}

inline image::Mask maskOf(const at::Tensor& bytes) {
    const at::Tensor values = bytes.contiguous();
    image::Mask mask({static_cast<int>(values.size(1)), static_cast<int>(values.size(0))});
    for (int y = 0; y < mask.size().height; ++y)
        std::memcpy(mask.mutableRow(y), static_cast<const std::uint8_t*>(values.data_ptr()) + static_cast<std::ptrdiff_t>(y) * mask.size().width, static_cast<std::size_t>(mask.size().width));
    return mask;
}

inline int largestDifference(const image::Image& a, const image::Image& b) {
    if (a.size() != b.size() || a.channels() != b.channels()) return 256;
    int largest = 0;
    for (std::size_t i = 0; i < a.byteSize(); ++i) largest = std::max(largest, std::abs(a.data()[i] - b.data()[i]));
    return largest;
}

}  // namespace tintype::tests
