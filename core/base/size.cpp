#include "core/base/size.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>

#include "core/base/error.h"

namespace tintype {

Rect intersect(const Rect& a, const Rect& b) {
    const int x = std::max(a.x, b.x);
    const int y = std::max(a.y, b.y);
    const int right = std::min(a.right(), b.right());
    const int bottom = std::min(a.bottom(), b.bottom());
    if (right <= x || bottom <= y) return {};
    return {x, y, right - x, bottom - y};
}

Rect unite(const Rect& a, const Rect& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

Rect grow(const Rect& rect, int margin, const Size& picture) {
    return intersect({rect.x - margin, rect.y - margin, rect.width + 2 * margin, rect.height + 2 * margin},
                     {0, 0, picture.width, picture.height});
}

Size fitLongSide(const Size& size, int longSide) {
    if (longSide <= 0 || size.empty()) return size;
    const double scale = static_cast<double>(longSide) / size.longSide();
    const auto scaled = [scale](int side) { return std::max(1, static_cast<int>(std::lround(side * scale))); };
    return {scaled(size.width), scaled(size.height)};
}

std::uint64_t parseBytes(const std::string& text) {
    const auto refuse = [&text]() -> std::uint64_t {
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "\"%1\" is not a memory size; write it like 6GiB or 512MiB."), {text});
    };
    std::size_t used = 0;
    double value = 0.0;
    try {
        value = std::stod(text, &used);
    } catch (const std::exception&) {
        return refuse();
    }
    std::string unit;
    for (std::size_t i = used; i < text.size(); ++i)
        if (!std::isspace(static_cast<unsigned char>(text[i]))) unit += static_cast<char>(std::tolower(text[i]));
    double scale = 1.0;
    if (unit == "k" || unit == "kib") scale = 1024.0;
    else if (unit == "m" || unit == "mib") scale = 1024.0 * 1024.0;
    else if (unit == "g" || unit == "gib") scale = 1024.0 * 1024.0 * 1024.0;
    else if (unit == "kb") scale = 1e3;
    else if (unit == "mb") scale = 1e6;
    else if (unit == "gb") scale = 1e9;
    else if (!unit.empty() && unit != "b") return refuse();
    const double bytes = value * scale;
    if (!(bytes >= 1.0) || bytes > 1e18) return refuse();
    return static_cast<std::uint64_t>(bytes);
}

std::string formatBytes(std::uint64_t bytes) {
    static constexpr std::array<const char*, 5> kUnits{"B", "KiB", "MiB", "GiB", "TiB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024.0 && unit + 1 < kUnits.size()) {
        value /= 1024.0;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", value, kUnits[unit]);
    return text.data();
}

}  // namespace tintype
