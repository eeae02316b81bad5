#include "core/edits/pixels.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/sha256.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

using image::Depth;
using image::Image;

constexpr int kColours = 3;

// fine + (after - before), the difference scaled from 8 to 16 bits.
Image withDifference(const Image& fine, const Image& before, const Image& after) {
    Image result = fine;
    result.mutableData();
    for (int y = 0; y < fine.height(); ++y) {
        auto* out = reinterpret_cast<std::uint16_t*>(result.mutableRow(y));
        const std::uint8_t* from = before.row(y);
        const std::uint8_t* to = after.row(y);
        for (int x = 0; x < fine.width(); ++x) {
            for (int c = 0; c < kColours; ++c) {
                const int difference = to[x * after.channels() + c] - from[x * before.channels() + c];
                std::uint16_t& value = out[x * fine.channels() + c];
                value = static_cast<std::uint16_t>(std::clamp(value + 257 * difference, 0, 65535));
            }
        }
    }
    return result;
}

bool sameColour(const Image& a, const Image& b, int x, int y) {
    const std::size_t bytes = kColours * static_cast<std::size_t>(a.depth());
    return std::memcmp(a.row(y) + x * a.pixelBytes(), b.row(y) + x * b.pixelBytes(), bytes) == 0;
}

}  // namespace

Image broughtHome(const Image& photo, const Image& before, const Image& after) {
    const bool finer = photo.depth() == Depth::U16 && after.depth() == Depth::U8;
    const Image full = finer ? withDifference(image::toSrgb(photo), before, after) : after;
    const Image home = photo.attachments.icc.empty() ? full : image::fromSrgb(full, photo.attachments.icc);
    Image result = photo;
    result.mutableData();
    const std::size_t colourBytes = kColours * static_cast<std::size_t>(photo.depth());
    for (int y = 0; y < photo.height(); ++y) {
        std::uint8_t* out = result.mutableRow(y);
        const std::uint8_t* in = home.row(y);
        for (int x = 0; x < photo.width(); ++x) {
            if (sameColour(before, after, x, y)) continue;
            std::memcpy(out + x * photo.pixelBytes(), in + x * home.pixelBytes(), colourBytes);
        }
    }
    return result;
}

double changedShare(const Image& photo, const Image& result) {
    if (photo.size() != result.size() || photo.pixelBytes() != result.pixelBytes()) return 1.0;
    std::int64_t changed = 0;
    for (int y = 0; y < photo.height(); ++y) {
        const std::uint8_t* a = photo.row(y);
        const std::uint8_t* b = result.row(y);
        if (std::memcmp(a, b, photo.rowBytes()) == 0) continue;
        for (int x = 0; x < photo.width(); ++x)
            changed += std::memcmp(a + x * photo.pixelBytes(), b + x * photo.pixelBytes(), photo.pixelBytes()) != 0;
    }
    return static_cast<double>(changed) / static_cast<double>(photo.size().area());
}

std::string pixelHash(const Image& photo) {
    Sha256 hash;
    std::array<std::uint8_t, 10> shape{};
    for (int i = 0; i < 4; ++i) {
        shape[i] = static_cast<std::uint8_t>(photo.width() >> (8 * i));
        shape[4 + i] = static_cast<std::uint8_t>(photo.height() >> (8 * i));
    }
    shape[8] = static_cast<std::uint8_t>(photo.channels());
    shape[9] = static_cast<std::uint8_t>(photo.depth());
    hash.add(shape);
    hash.add({photo.data(), photo.byteSize()});
    return hash.hex();
}

}  // namespace tintype::edits
