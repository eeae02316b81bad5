#include "ui/canvas/brush.h"

#include <algorithm>
#include <cmath>

namespace tintype::ui {

namespace {

struct Segment {
    float x, y;        // start
    float dx, dy;      // to the end
    float perLength2;  // 1 / length^2; 0 for a point
};

// The columns of row `y` that the tip can reach: the part of the segment near the row, widened by the reach.
std::pair<int, int> columnsOf(const Segment& line, float y, float reach, int width) {
    float first = 0, last = 1;
    if (line.dy != 0) {
        first = (y - reach - line.y) / line.dy;
        last = (y + reach - line.y) / line.dy;
        if (first > last) std::swap(first, last);
        first = std::clamp(first, 0.0f, 1.0f);
        last = std::clamp(last, 0.0f, 1.0f);
    }
    const float a = line.x + first * line.dx, b = line.x + last * line.dx;
    const int from = int(std::floor(std::min(a, b) - reach));
    const int to = int(std::ceil(std::max(a, b) + reach)) + 1;
    return {std::clamp(from, 0, width), std::clamp(to, 0, width)};
}

constexpr int kRun = 64;

// What the stroke has already covered in full, most of a tip's middle, cannot change.
bool isFinished(const std::uint8_t* row, int count, MaskMode mode) {
    const std::uint8_t full = mode == MaskMode::Add ? 255 : 0;
    std::uint8_t difference = 0;
    for (int i = 0; i < count; ++i) difference |= row[i] ^ full;
    return difference == 0;
}

// Cuts the columns of row `y` behind a line across the segment's start.
std::pair<int, int> aheadOf(const Segment& line, float y, std::pair<int, int> columns) {
    const float side = (y - line.y) * line.dy;
    if (line.dx == 0) return side < -std::abs(line.dy) ? std::pair(columns.first, columns.first) : columns;
    const float x = line.x - side / line.dx;
    if (line.dx > 0) columns.first = std::max(columns.first, int(std::floor(std::clamp(x, 0.0f, 1e6f))) - 1);
    if (line.dx < 0) columns.second = std::min(columns.second, int(std::ceil(std::clamp(x, 0.0f, 1e6f))) + 1);
    return columns;
}

Rect reachOf(QPointF from, QPointF to, double reach, LineStart start) {
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    // Around a covered start only the width of the line is left.
    const bool covered = start == LineStart::Covered && length > 0;
    const double acrossX = covered ? reach * std::abs(way.y()) / length : reach;
    const double acrossY = covered ? reach * std::abs(way.x()) / length : reach;
    const int left = int(std::floor(std::min(from.x() - acrossX, to.x() - reach)));
    const int top = int(std::floor(std::min(from.y() - acrossY, to.y() - reach)));
    const int right = int(std::ceil(std::max(from.x() + acrossX, to.x() + reach))) + 1;
    const int bottom = int(std::ceil(std::max(from.y() + acrossY, to.y() + reach))) + 1;
    return {left, top, right - left, bottom - top};
}

// Index into the tip's coverage of `count` pixels from `x` on. Apart from the lookup so that it vectorises.
void findSteps(int x, int count, float y, const Segment& line, float scale, int* steps) {
    const Segment by = line;
    const float py = y - by.y, left = x + 0.5f - by.x;
    for (int i = 0; i < count; ++i) {
        const float px = left + float(i);
        const float way = (px * by.dx + py * by.dy) * by.perLength2;
        const float started = way > 0.0f ? way : 0.0f;
        const float along = started < 1.0f ? started : 1.0f;
        const float ex = px - along * by.dx, ey = py - along * by.dy;
        const float step = (ex * ex + ey * ey) * scale;
        steps[i] = int(step < float(Tip::kSteps) ? step : float(Tip::kSteps));
    }
}

template <MaskMode mode>
void sweepRow(std::uint8_t* row, int from, int to, float y, const Segment& line, const Tip& tip) {
    std::array<int, kRun> steps;
    const std::uint8_t* coverage = tip.coverage();
    for (int x = from; x < to; x += kRun) {
        const int count = std::min(kRun, to - x);
        if (isFinished(row + x, count, mode)) continue;
        findSteps(x, count, y, line, tip.scale(), steps.data());
        for (int i = 0; i < count; ++i)
            row[x + i] = blended(row[x + i], coverage[steps[std::size_t(i)]], mode);
    }
}

}  // namespace

Tip::Tip(double diameter, int hardness, double opacity)
    : m_diameter(diameter), m_hardness(hardness), m_opacity(opacity) {
    const double radius = diameter / 2;
    const double outer = radius + 0.5;
    const double inner = std::max(0.0, std::min(radius * hardness / 100.0, radius - 0.5));
    m_reach = float(outer);
    m_scale = float(kSteps / (outer * outer));
    for (int i = 0; i < kSteps; ++i) {
        const double distance = std::sqrt((i + 0.5) / kSteps) * outer;
        const double t = std::clamp((outer - distance) / (outer - inner), 0.0, 1.0);
        m_coverage[std::size_t(i)] = std::uint8_t(std::lround(255 * opacity * t * t * (3 - 2 * t)));
    }
    m_coverage[kSteps] = 0;
}

Rect sweep(image::Mask& mask, QPointF from, QPointF to, const Tip& tip, MaskMode mode, LineStart start) {
    const QPointF way = to - from;
    const double length2 = QPointF::dotProduct(way, way);
    const Segment line{float(from.x()), float(from.y()), float(way.x()), float(way.y()),
                       length2 > 0 ? float(1 / length2) : 0.0f};
    const Rect dirty =
        intersect(reachOf(from, to, tip.reach(), start), {0, 0, mask.size().width, mask.size().height});
    for (int y = dirty.y; y < dirty.bottom(); ++y) {
        const auto columns = columnsOf(line, y + 0.5f, tip.reach(), mask.size().width);
        const auto [first, last] =
            start == LineStart::Covered && length2 > 0 ? aheadOf(line, y + 0.5f, columns) : columns;
        if (first >= last) continue;
        if (mode == MaskMode::Add)
            sweepRow<MaskMode::Add>(mask.mutableRow(y), first, last, y + 0.5f, line, tip);
        else
            sweepRow<MaskMode::Subtract>(mask.mutableRow(y), first, last, y + 0.5f, line, tip);
    }
    return dirty;
}

}  // namespace tintype::ui
