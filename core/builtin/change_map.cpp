#include "core/builtin/change_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "core/builtin/face_likeness.h"
#include "core/image/transform.h"

namespace tintype::builtin {

namespace {

constexpr int kClear = 8;     // of 255, in any channel: seen without looking for it
constexpr int kStrong = 128;  // from here on the colour stays

using Colour = std::array<int, 3>;

Colour mixed(const Colour& a, const Colour& b, double t) {
    Colour result;
    for (int c = 0; c < 3; ++c) result[c] = static_cast<int>(std::lround(a[c] + (b[c] - a[c]) * t));
    return result;
}

// Rising in lightness too, so that it reads without telling the hues apart.
Colour heat(int amount) {
    constexpr Colour kLittle{96, 48, 176}, kMiddle{232, 88, 72}, kMuch{255, 236, 96};
    const double t = std::sqrt(std::min(amount, kStrong) / static_cast<double>(kStrong));
    return t < 0.5 ? mixed(kLittle, kMiddle, 2 * t) : mixed(kMiddle, kMuch, 2 * t - 1);
}

struct Paint {
    Colour colour;
    int weight;  // of 256
};

std::array<Paint, 256> paints() {
    std::array<Paint, 256> table;
    for (int amount = 0; amount < 256; ++amount) {
        const double strength = amount == 0 ? 0.0 : 0.25 + 0.65 * std::min(1.0, amount / static_cast<double>(kClear));
        table[static_cast<std::size_t>(amount)] = {heat(amount), static_cast<int>(std::lround(256 * strength))};
    }
    return table;
}

struct Counts {
    std::int64_t changed = 0;
    std::int64_t clearly = 0;
};

void paintRow(const std::uint8_t* before, const std::uint8_t* after, std::uint8_t* out, int width, const std::array<Paint, 256>& table,
              Counts& counts) {
    for (int x = 0; x < width; ++x, before += 3, after += 3, out += 3) {
        const int amount = std::max({std::abs(before[0] - after[0]), std::abs(before[1] - after[1]), std::abs(before[2] - after[2])});
        counts.changed += amount > 0;
        counts.clearly += amount >= kClear;
        const int grey = (before[0] * 38 + before[1] * 75 + before[2] * 15) >> 8;  // half of its lightness
        const Paint& paint = table[static_cast<std::size_t>(amount)];
        for (int c = 0; c < 3; ++c)
            out[c] = static_cast<std::uint8_t>((grey * (256 - paint.weight) + paint.colour[static_cast<std::size_t>(c)] * paint.weight) >> 8);
    }
}

image::Image plain(const image::Image& picture) { return image::withoutAlpha(image::toDepth8(picture)); }

}  // namespace

ChangeMap changeMap(const image::Image& before, const image::Image& after, const Progress& progress) {
    const image::Image first = plain(before);
    const image::Image second = plain(after.size() == before.size() ? after : image::resized(after, before.size()));
    const std::array<Paint, 256> table = paints();
    ChangeMap map;
    map.picture = image::Image(first.size(), 3);
    Counts counts;
    std::uint8_t* out = map.picture.mutableData();
    for (int y = 0; y < first.height(); ++y, out += map.picture.rowBytes()) {
        progress.check();
        paintRow(first.row(y), second.row(y), out, first.width(), table, counts);
    }
    const auto area = static_cast<double>(first.size().area());
    map.changed = static_cast<double>(counts.changed) / area;
    map.clearly = static_cast<double>(counts.clearly) / area;
    map.likeness = faceLikeness(first, second, progress);
    return map;
}

}  // namespace tintype::builtin
