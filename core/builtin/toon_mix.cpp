#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/builtin/toon.h"

namespace tintype::builtin {
namespace {

constexpr int kOne = 1024;

// How much of the cartoon a pixel takes, in 1/1024: where it is much darker than the photo it is an ink line,
// and lines come in half again as fast.
template <class T>
int weightOf(const T* photo, const T* full, int strength) {
    constexpr int kLineDrop = sizeof(T) == 1 ? 48 : 48 * 257;
    const auto luma = [](const T* p) { return (54 * int(p[0]) + 183 * int(p[1]) + 19 * int(p[2])) / 256; };
    const int drop = std::clamp(luma(photo) - luma(full), 0, kLineDrop);
    return std::min(kOne, strength + strength * drop / (2 * kLineDrop));
}

template <class T>
void mixRow(const T* photo, const T* full, T* out, int width, int channels, int strength) {
    for (int x = 0; x < width; ++x, photo += channels, full += channels, out += channels) {
        const std::int64_t weight = weightOf(photo, full, strength);
        for (int c = 0; c < 3; ++c) {
            const std::int64_t step = (int(full[c]) - int(photo[c])) * weight;
            out[c] = static_cast<T>(photo[c] + (step + (step >= 0 ? kOne / 2 : -kOne / 2)) / kOne);
        }
    }
}

}  // namespace

image::Image mixCartoon(const image::Image& photo, const image::Image& full, double strength) {
    if (photo.size() != full.size() || photo.depth() != full.depth() || photo.channels() != full.channels())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The cartoon and its photo differ in size."), {});
    if (strength <= 0) return photo;
    if (strength >= 1) return full;
    image::Image out = photo;
    const int share = static_cast<int>(std::lround(strength * kOne));
    std::uint8_t* data = out.mutableData();
    for (int y = 0; y < out.height(); ++y) {
        std::uint8_t* row = data + out.rowBytes() * y;
        if (out.depth() == image::Depth::U8) {
            mixRow(photo.row(y), full.row(y), row, out.width(), out.channels(), share);
        } else {
            const auto wide = [](const std::uint8_t* bytes) { return reinterpret_cast<const std::uint16_t*>(bytes); };
            mixRow(wide(photo.row(y)), wide(full.row(y)), reinterpret_cast<std::uint16_t*>(row), out.width(), out.channels(), share);
        }
    }
    return out;
}

}  // namespace tintype::builtin
