#include "core/image/resample.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/error.h"

namespace tintype::image {

namespace {

constexpr int kFractionBits = 22;  // 32 bits hold a sum of 8-bit values times these weights, with room for overshoot

double sinc(double x) {
    if (x == 0.0) return 1.0;
    x *= std::numbers::pi;
    return std::sin(x) / x;
}

double cubic(double x) {
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0;
    return x < 2.0 ? (((x - 5.0) * x + 8.0) * x - 4.0) * a : 0.0;
}

double weightAt(Filter filter, double x) {
    switch (filter) {
        case Filter::Box: return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
        case Filter::Bilinear: return std::max(0.0, 1.0 - std::abs(x));
        case Filter::Bicubic: return cubic(x);
        case Filter::Lanczos: return x >= -3.0 && x < 3.0 ? sinc(x) * sinc(x / 3.0) : 0.0;
    }
    return 0.0;
}

double supportOf(Filter filter) {
    switch (filter) {
        case Filter::Box: return 0.5;
        case Filter::Bilinear: return 1.0;
        case Filter::Bicubic: return 2.0;
        case Filter::Lanczos: return 3.0;
    }
    return 0.0;
}

// For each output position: the first input position and the weights from there on.
struct Taps {
    int first = 0;
    std::vector<int> weights;
};

Taps tapsAt(int position, int from, double scale, Filter filter) {
    const double widened = std::max(scale, 1.0);
    const double support = supportOf(filter) * widened;
    const double centre = (position + 0.5) * scale;
    Taps taps;
    taps.first = std::max(0, static_cast<int>(centre - support + 0.5));
    const int end = std::min(from, static_cast<int>(centre + support + 0.5));
    std::vector<double> exact;
    double sum = 0.0;
    for (int i = taps.first; i < end; ++i) {
        exact.push_back(weightAt(filter, (i - centre + 0.5) / widened));
        sum += exact.back();
    }
    for (double weight : exact) {
        if (sum != 0.0) weight /= sum;
        taps.weights.push_back(static_cast<int>(std::lround(weight * (1 << kFractionBits))));
    }
    return taps;
}

std::vector<Taps> tapsOf(int from, int to, Filter filter) {
    std::vector<Taps> result;
    result.reserve(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) result.push_back(tapsAt(i, from, static_cast<double>(from) / to, filter));
    return result;
}

std::uint8_t rounded(std::int64_t sum) {
    return static_cast<std::uint8_t>(std::clamp<std::int64_t>((sum + (1 << (kFractionBits - 1))) >> kFractionBits, 0, 255));
}

Image alongRows(const Image& picture, int width, Filter filter) {
    const std::vector<Taps> taps = tapsOf(picture.width(), width, filter);
    const int channels = picture.channels();
    Image result({width, picture.height()}, channels);
    for (int y = 0; y < picture.height(); ++y) {
        const std::uint8_t* in = picture.row(y);
        std::uint8_t* out = result.mutableRow(y);
        for (const Taps& tap : taps)
            for (int c = 0; c < channels; ++c) {
                std::int64_t sum = 0;
                for (std::size_t i = 0; i < tap.weights.size(); ++i)
                    sum += std::int64_t(tap.weights[i]) * in[(static_cast<std::size_t>(tap.first) + i) * static_cast<std::size_t>(channels) + static_cast<std::size_t>(c)];
                *out++ = rounded(sum);
            }
    }
    return result;
}

Image alongColumns(const Image& picture, int height, Filter filter) {
    const std::vector<Taps> taps = tapsOf(picture.height(), height, filter);
    Image result({picture.width(), height}, picture.channels());
    std::vector<std::int64_t> sums(picture.rowBytes());
    for (int y = 0; y < height; ++y) {
        const Taps& tap = taps[static_cast<std::size_t>(y)];
        std::fill(sums.begin(), sums.end(), 0);
        for (std::size_t i = 0; i < tap.weights.size(); ++i) {
            const std::uint8_t* in = picture.row(tap.first + static_cast<int>(i));
            for (std::size_t x = 0; x < sums.size(); ++x) sums[x] += std::int64_t(tap.weights[i]) * in[x];
        }
        std::transform(sums.begin(), sums.end(), result.mutableRow(y), rounded);
    }
    return result;
}

}  // namespace

Image resampled(const Image& picture, Size size, Filter filter) {
    if (picture.depth() != Depth::U8)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A picture of 16 bits cannot be resampled this way."), {});
    Image result = picture;
    result.attachments = {};
    if (size.width != result.width()) result = alongRows(result, size.width, filter);
    if (size.height != result.height()) result = alongColumns(result, size.height, filter);
    return result;
}

}  // namespace tintype::image
