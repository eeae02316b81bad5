#include "core/nn/resample.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "core/base/error.h"

namespace tintype::nn {

namespace {

constexpr int kUnit = 2048;  // of OpenCV's fixed-point weights

// One new row or column: two old ones and how they are mixed.
struct Mix {
    int first = 0;
    int second = 0;
    float share = 0.0f;  // of the second
    int weights[2] = {kUnit, 0};
};

enum class Edge { Horizontal, Vertical };

std::vector<Mix> mixes(int from, int to, double step, Edge edge) {
    std::vector<Mix> result(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        float at = static_cast<float>((i + 0.5) * step - 0.5);
        int first = static_cast<int>(std::floor(at));
        at -= static_cast<float>(first);
        // OpenCV drops the fraction at the ends of a row, but keeps it at the ends of a column: both taps are the same pixel there.
        if (edge == Edge::Horizontal && (first < 0 || first >= from - 1)) at = 0.0f;
        Mix& mix = result[static_cast<std::size_t>(i)];
        mix = {std::clamp(first, 0, from - 1), std::clamp(first + 1, 0, from - 1), at, {}};
        mix.weights[0] = static_cast<int>(std::nearbyint((1.0f - at) * kUnit));
        mix.weights[1] = static_cast<int>(std::nearbyint(at * kUnit));
    }
    return result;
}

template <typename Pixel>
using Sum = std::conditional_t<std::is_same_v<Pixel, std::uint8_t>, int, float>;

template <typename Pixel>
void mixColumns(const Pixel* row, const std::vector<Mix>& columns, int channels, Sum<Pixel>* out) {
    for (const Mix& mix : columns)
        for (int c = 0; c < channels; ++c) {
            const Pixel a = row[mix.first * channels + c];
            const Pixel b = row[mix.second * channels + c];
            if constexpr (std::is_same_v<Pixel, float>) *out++ = a * (1.0f - mix.share) + b * mix.share;
            else *out++ = a * mix.weights[0] + b * mix.weights[1];
        }
}

void mixRows(const int* a, const int* b, const Mix& mix, std::int64_t count, std::uint8_t* out) {
    for (std::int64_t i = 0; i < count; ++i)
        out[i] = static_cast<std::uint8_t>((((mix.weights[0] * (a[i] >> 4)) >> 16) + ((mix.weights[1] * (b[i] >> 4)) >> 16) + 2) >> 2);
}

void mixRows(const float* a, const float* b, const Mix& mix, std::int64_t count, float* out) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = a[i] * (1.0f - mix.share) + b[i] * mix.share;
}

template <typename Pixel>
void resize(const at::Tensor& from, at::Tensor& to, std::array<double, 2> step) {
    const int channels = static_cast<int>(from.size(2));
    const auto columns = mixes(static_cast<int>(from.size(1)), static_cast<int>(to.size(1)), step[1], Edge::Horizontal);
    const auto rows = mixes(static_cast<int>(from.size(0)), static_cast<int>(to.size(0)), step[0], Edge::Vertical);
    const std::int64_t in = from.size(1) * channels;
    const std::int64_t out = to.size(1) * channels;
    const Pixel* source = from.data_ptr<Pixel>();
    Pixel* target = to.data_ptr<Pixel>();
    at::parallel_for(0, to.size(0), 16, [&](std::int64_t begin, std::int64_t end) {
        std::vector<Sum<Pixel>> first(static_cast<std::size_t>(out)), second(first.size());
        for (std::int64_t y = begin; y < end; ++y) {
            const Mix& mix = rows[static_cast<std::size_t>(y)];
            mixColumns(source + mix.first * in, columns, channels, first.data());
            mixColumns(source + mix.second * in, columns, channels, second.data());
            mixRows(first.data(), second.data(), mix, out, target + y * out);
        }
    });
}

at::Tensor halved(const at::Tensor& picture) {
    const auto parts = picture.view({picture.size(0) / 2, 2, picture.size(1) / 2, 2, picture.size(2)});
    if (picture.scalar_type() == at::kFloat) return parts.mean({1, 3});
    return parts.sum({1, 3}, false, at::kInt).add_(2).bitwise_right_shift(2).to(at::kByte);
}

// The four pixels about a point, `outside` beyond the picture.
template <typename Pixel>
struct Source {
    const Pixel* pixels;
    int height, width, channels;
    float outside;

    float at(int y, int x, int c) const {
        const bool inside = y >= 0 && y < height && x >= 0 && x < width;
        return inside ? static_cast<float>(pixels[(static_cast<std::int64_t>(y) * width + x) * channels + c]) : outside;
    }
    float mixed(float y, float x, int c) const {
        const float top = std::floor(y);
        const float left = std::floor(x);
        const int row = static_cast<int>(top);
        const int column = static_cast<int>(left);
        const float dx = x - left;
        const float upper = at(row, column, c) + dx * (at(row, column + 1, c) - at(row, column, c));
        const float lower = at(row + 1, column, c) + dx * (at(row + 1, column + 1, c) - at(row + 1, column, c));
        return upper + (y - top) * (lower - upper);
    }
};

template <typename Pixel>
void warp(const at::Tensor& from, at::Tensor& to, const Affine2d& back, const Window& window, float outside) {
    const Source<Pixel> source{from.data_ptr<Pixel>(), static_cast<int>(from.size(0)), static_cast<int>(from.size(1)), static_cast<int>(from.size(2)), outside};
    Pixel* target = to.data_ptr<Pixel>();
    at::parallel_for(0, window.height, 16, [&](std::int64_t begin, std::int64_t end) {
        Pixel* out = target + begin * window.width * source.channels;
        for (int y = window.top + static_cast<int>(begin); y < window.top + end; ++y)
            for (int x = window.left; x < window.left + window.width; ++x) {
                // Clamped so that far away points stay within an int; they are outside in any case.
                const float sx = static_cast<float>(std::clamp(back[0] * x + back[1] * y + back[2], -1e6, 1e6));
                const float sy = static_cast<float>(std::clamp(back[3] * x + back[4] * y + back[5], -1e6, 1e6));
                for (int c = 0; c < source.channels; ++c) {
                    const float value = source.mixed(sy, sx, c);
                    *out++ = std::is_same_v<Pixel, float> ? static_cast<Pixel>(value) : static_cast<Pixel>(std::lrint(value));
                }
            }
    });
}

}  // namespace

at::Tensor resized(const at::Tensor& picture, int height, int width, std::array<double, 2> step) {
    if (picture.size(0) == height && picture.size(1) == width) return picture;
    if (step[0] <= 0.0) step = {static_cast<double>(picture.size(0)) / height, static_cast<double>(picture.size(1)) / width};
    const at::Tensor source = picture.contiguous();
    if (step[0] == 2.0 && step[1] == 2.0 && picture.size(0) == 2 * height && picture.size(1) == 2 * width) return halved(source);
    at::Tensor result = at::empty({height, width, picture.size(2)}, picture.options());
    if (picture.scalar_type() == at::kByte) resize<std::uint8_t>(source, result, step);
    else resize<float>(source, result, step);
    return result;
}

Affine2d inverse(const Affine2d& m) {
    const double determinant = m[0] * m[4] - m[1] * m[3];
    if (!std::isfinite(determinant) || determinant == 0.0)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A face's landmarks lie in one point."), {});
    const Affine2d linear{m[4] / determinant, -m[1] / determinant, 0, -m[3] / determinant, m[0] / determinant, 0};
    Affine2d result = linear;
    result[2] = -(linear[0] * m[2] + linear[1] * m[5]);
    result[5] = -(linear[3] * m[2] + linear[4] * m[5]);
    return result;
}

at::Tensor warped(const at::Tensor& picture, const Affine2d& map, const Window& window, float outside) {
    const Affine2d back = inverse(map);
    const at::Tensor source = picture.contiguous();
    at::Tensor result = at::empty({window.height, window.width, picture.size(2)}, picture.options());
    if (picture.scalar_type() == at::kByte) warp<std::uint8_t>(source, result, back, window, outside);
    else warp<float>(source, result, back, window, outside);
    return result;
}

}  // namespace tintype::nn
