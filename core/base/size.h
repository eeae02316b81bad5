// Sizes and rectangles in pixels, and byte counts as people write them ("6GiB").
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace tintype {

struct Size {
    int width = 0;
    int height = 0;

    bool empty() const { return width <= 0 || height <= 0; }
    int longSide() const { return width > height ? width : height; }
    int shortSide() const { return width > height ? height : width; }
    std::int64_t area() const { return static_cast<std::int64_t>(width) * height; }
    bool operator==(const Size&) const = default;
};

struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    bool empty() const { return width <= 0 || height <= 0; }
    int right() const { return x + width; }    // one past the last column
    int bottom() const { return y + height; }  // one past the last row
    bool operator==(const Rect&) const = default;
};

Rect intersect(const Rect& a, const Rect& b);
// The smallest rectangle that holds both; an empty one adds nothing.
Rect unite(const Rect& a, const Rect& b);
// Larger by `margin` pixels on each side, cut at the picture's borders.
Rect grow(const Rect& rect, int margin, const Size& picture);

// The size with that long side and the same shape; sides at least 1. longSide 0 keeps the size.
Size fitLongSide(const Size& size, int longSide);

// "6GiB", "512 MiB", "4G", "1000000" -> bytes. Throws Error(BadInput).
std::uint64_t parseBytes(const std::string& text);
// 1536 -> "1.5 KiB".
std::string formatBytes(std::uint64_t bytes);

}  // namespace tintype
