#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/nn/resample.h"

namespace tintype::nn {

namespace {

struct Tap {
    int from;
    float weight;
};
using Taps = std::vector<std::vector<Tap>>;  // of each new row or column

// Every old pixel counts by how much of it the new one covers.
Taps shrinking(int from, int to) {
    constexpr double kSliver = 1e-3;  // OpenCV leaves out what is covered less
    const double step = static_cast<double>(from) / to;
    Taps result(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const double begin = i * step;
        const double width = std::min(step, from - begin);
        const int last = std::min(static_cast<int>(std::floor(begin + step)), from - 1);
        const int first = std::min(static_cast<int>(std::ceil(begin)), last);
        auto& taps = result[static_cast<std::size_t>(i)];
        if (first - begin > kSliver) taps.push_back({first - 1, static_cast<float>((first - begin) / width)});
        for (int j = first; j < last; ++j) taps.push_back({j, static_cast<float>(1.0 / width)});
        if (const double rest = begin + step - last; rest > kSliver) taps.push_back({last, static_cast<float>(std::min(std::min(rest, 1.0), width) / width)});
    }
    return result;
}

Taps growing(int from, int to) {
    const double inverse = static_cast<double>(to) / from;
    Taps result(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        int first = static_cast<int>(std::floor(i / inverse));
        auto share = static_cast<float>((i + 1) - (first + 1) * inverse);
        share = share <= 0.0f ? 0.0f : share - std::floor(share);
        if (first >= from - 1) first = from - 1, share = 0.0f;
        result[static_cast<std::size_t>(i)] = {{first, 1.0f - share}, {std::min(first + 1, from - 1), share}};
    }
    return result;
}

template <typename Pixel>
void mixRow(const Pixel* row, const Taps& columns, int channels, float* out) {
    for (const auto& taps : columns)
        for (int c = 0; c < channels; ++c) {
            float sum = 0.0f;
            for (const Tap& tap : taps) sum += static_cast<float>(row[tap.from * channels + c]) * tap.weight;
            *out++ = sum;
        }
}

template <typename Pixel>
void resample(const at::Tensor& from, at::Tensor& to, const Taps& rows, const Taps& columns) {
    const int channels = static_cast<int>(from.size(2));
    const std::int64_t in = from.size(1) * channels;
    const std::int64_t out = to.size(1) * channels;
    const Pixel* source = from.data_ptr<Pixel>();
    Pixel* target = to.data_ptr<Pixel>();
    at::parallel_for(0, to.size(0), 8, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> row(static_cast<std::size_t>(out)), sum(row.size());
        for (std::int64_t y = begin; y < end; ++y) {
            std::fill(sum.begin(), sum.end(), 0.0f);
            for (const Tap& tap : rows[static_cast<std::size_t>(y)]) {
                mixRow(source + tap.from * in, columns, channels, row.data());
                for (std::size_t i = 0; i < row.size(); ++i) sum[i] += row[i] * tap.weight;
            }
            for (std::int64_t i = 0; i < out; ++i) {
                if constexpr (std::is_same_v<Pixel, float>) target[y * out + i] = sum[static_cast<std::size_t>(i)];
                else target[y * out + i] = static_cast<std::uint8_t>(std::clamp(std::lrint(sum[static_cast<std::size_t>(i)]), 0L, 255L));
            }
        }
    });
}

// Bytes at exactly half the size: halves round up here, and to even everywhere else.
at::Tensor halvedBytes(const at::Tensor& picture) {
    const auto parts = picture.view({picture.size(0) / 2, 2, picture.size(1) / 2, 2, picture.size(2)});
    return parts.sum({1, 3}, false, at::kInt).add_(2).bitwise_right_shift(2).to(at::kByte);
}

}  // namespace

at::Tensor areaResized(const at::Tensor& picture, int height, int width) {
    const int fromHeight = static_cast<int>(picture.size(0));
    const int fromWidth = static_cast<int>(picture.size(1));
    if (fromHeight == height && fromWidth == width) return picture;
    const at::Tensor source = picture.contiguous();
    const bool bytes = picture.scalar_type() == at::kByte;
    if (bytes && fromHeight == 2 * height && fromWidth == 2 * width) return halvedBytes(source);
    const bool shrinks = height <= fromHeight && width <= fromWidth;
    const auto taps = shrinks ? shrinking : growing;
    at::Tensor result = at::empty({height, width, picture.size(2)}, picture.options());
    if (bytes) resample<std::uint8_t>(source, result, taps(fromHeight, height), taps(fromWidth, width));
    else resample<float>(source, result, taps(fromHeight, height), taps(fromWidth, width));
    return result;
}

}  // namespace tintype::nn
