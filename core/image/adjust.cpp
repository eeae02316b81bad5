#include "core/image/adjust.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/error.h"

namespace tintype::image {
namespace {

double toLinear(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }
double toGamma(double v) { return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1.0 / 2.4) - 0.055; }

// An S-curve about the middle for more contrast, a line of lower slope for less; 0 and 1 stay when it rises.
double contrasted(double v, double amount) {
    if (amount < 0) return 0.5 + (v - 0.5) * (1.0 + 0.8 * amount);
    const double curve = v * v * (3.0 - 2.0 * v);
    return v + (curve - v) * amount * 1.2;
}

// Everything that acts on one channel alone, for each value it can have.
template <class T>
std::vector<T> channelTable(const Adjustment& a, int channel) {
    constexpr int kTop = (1 << (8 * sizeof(T))) - 1;
    const double warm = channel == 0 ? 0.25 * a.warmth : channel == 2 ? -0.25 * a.warmth : 0.04 * a.warmth;
    const double gain = std::exp2(2.0 * a.exposure) * std::exp2(warm * 2.0);
    std::vector<T> table(kTop + 1);
    for (int v = 0; v <= kTop; ++v) {
        const double lit = toGamma(std::min(1.0, toLinear(double(v) / kTop) * gain));
        table[v] = static_cast<T>(std::lround(std::clamp(contrasted(lit, a.contrast), 0.0, 1.0) * kTop));
    }
    return table;
}

template <class T>
void colourRow(T* row, int width, int channels, const std::array<std::vector<T>, 3>& tables, int saturation256) {
    constexpr int kTop = (1 << (8 * sizeof(T))) - 1;
    for (int x = 0; x < width; ++x, row += channels) {
        const int r = tables[0][row[0]], g = tables[1][row[1]], b = tables[2][row[2]];
        const int luma = (r * 54 + g * 183 + b * 19) / 256;
        row[0] = static_cast<T>(std::clamp(luma + (r - luma) * saturation256 / 256, 0, kTop));
        row[1] = static_cast<T>(std::clamp(luma + (g - luma) * saturation256 / 256, 0, kTop));
        row[2] = static_cast<T>(std::clamp(luma + (b - luma) * saturation256 / 256, 0, kTop));
    }
}

template <class T>
void colour(Image& picture, const Adjustment& a, const std::stop_token& stop) {
    const std::array<std::vector<T>, 3> tables{channelTable<T>(a, 0), channelTable<T>(a, 1), channelTable<T>(a, 2)};
    const int saturation = static_cast<int>(std::lround(256 * (a.saturation < 0 ? 1 + a.saturation : 1 + 1.5 * a.saturation)));
    std::uint8_t* data = picture.mutableData();
    for (int y = 0; y < picture.height(); ++y) {
        if (stop.stop_requested()) throw Cancelled{};
        colourRow(reinterpret_cast<T*>(data + picture.rowBytes() * y), picture.width(), picture.channels(), tables, saturation);
    }
}

// One channel row's 3x3 binomial blur at x, from the rows above, at and below.
template <class T>
int blurred(const T* above, const T* at, const T* below, int left, int middle, int right) {
    const int up = above[left] + 2 * above[middle] + above[right];
    const int mid = at[left] + 2 * at[middle] + at[right];
    const int down = below[left] + 2 * below[middle] + below[right];
    return (up + 2 * mid + down + 8) / 16;
}

template <class T>
void sharpen(Image& picture, double sharpness, const std::stop_token& stop) {
    constexpr int kTop = (1 << (8 * sizeof(T))) - 1;
    const Image before = picture;
    const int amount = static_cast<int>(std::lround(256 * (sharpness < 0 ? sharpness : 2.0 * sharpness)));
    const int channels = picture.channels(), last = picture.width() - 1;
    std::uint8_t* data = picture.mutableData();
    for (int y = 0; y < picture.height(); ++y) {
        if (stop.stop_requested()) throw Cancelled{};
        const T* above = reinterpret_cast<const T*>(before.row(std::max(0, y - 1)));
        const T* at = reinterpret_cast<const T*>(before.row(y));
        const T* below = reinterpret_cast<const T*>(before.row(std::min(picture.height() - 1, y + 1)));
        T* out = reinterpret_cast<T*>(data + picture.rowBytes() * y);
        for (int x = 0; x <= last; ++x)
            for (int c = 0; c < 3; ++c) {
                const int middle = x * channels + c;
                const int soft = blurred(above, at, below, std::max(0, x - 1) * channels + c, middle,
                                         std::min(last, x + 1) * channels + c);
                out[middle] = static_cast<T>(std::clamp(at[middle] + (at[middle] - soft) * amount / 256, 0, kTop));
            }
    }
}

}  // namespace

Image adjusted(const Image& picture, const Adjustment& adjustment, std::stop_token stop) {
    Image out = picture;
    if (adjustment.neutral() || picture.empty()) return out;
    const bool eight = picture.depth() == Depth::U8;
    Adjustment tones = adjustment;
    tones.sharpness = 0;
    if (!tones.neutral()) eight ? colour<std::uint8_t>(out, tones, stop) : colour<std::uint16_t>(out, tones, stop);
    if (adjustment.sharpness == 0) return out;
    eight ? sharpen<std::uint8_t>(out, adjustment.sharpness, stop) : sharpen<std::uint16_t>(out, adjustment.sharpness, stop);
    return out;
}

}  // namespace tintype::image
