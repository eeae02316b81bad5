#include "ui/canvas/polygon.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tintype::ui {

namespace {

constexpr int kSubRows = 5;                  // 5 * 51 = 255
constexpr int kUnit = 255 * 256 / kSubRows;  // what one full sub-row adds to a pixel

struct Edge {
    double top, bottom;  // y
    double x, slope;     // x at top, dx per dy
    int winding;
};

struct Crossing {
    double x;
    int winding;
};

std::vector<Edge> edgesOf(const std::vector<QPointF>& points) {
    std::vector<Edge> edges;
    for (std::size_t i = 0; i < points.size(); ++i) {
        QPointF a = points[i], b = points[(i + 1) % points.size()];
        if (a.y() == b.y()) continue;
        const int winding = a.y() < b.y() ? 1 : -1;
        if (winding < 0) std::swap(a, b);
        edges.push_back({a.y(), b.y(), a.x(), (b.x() - a.x()) / (b.y() - a.y()), winding});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.top < b.top; });
    return edges;
}

Rect boundsOf(const std::vector<QPointF>& points, const Size& size) {
    double left = size.width, right = 0, top = size.height, bottom = 0;
    for (const QPointF& point : points) {
        left = std::min(left, point.x());
        right = std::max(right, point.x());
        top = std::min(top, point.y());
        bottom = std::max(bottom, point.y());
    }
    const int x = int(std::floor(std::max(left, 0.0))), y = int(std::floor(std::max(top, 0.0)));
    const int lastX = int(std::ceil(std::min(right, double(size.width))));
    const int lastY = int(std::ceil(std::min(bottom, double(size.height))));
    return {x, y, lastX - x, lastY - y};
}

// Walks down the polygon one sub-row at a time and adds the spans inside it to a row of differences.
class Scan {
public:
    Scan(std::vector<Edge> edges, Rect bounds)
        : m_edges(std::move(edges)), m_bounds(bounds), m_differences(std::size_t(bounds.width) + 2) {}

    void addSubRow(double y) {
        while (m_next < m_edges.size() && m_edges[m_next].top <= y) m_active.push_back(m_edges[m_next++]);
        std::erase_if(m_active, [y](const Edge& edge) { return edge.bottom <= y; });
        m_crossings.clear();
        for (const Edge& edge : m_active)
            m_crossings.push_back({edge.x + (y - edge.top) * edge.slope - m_bounds.x, edge.winding});
        std::sort(m_crossings.begin(), m_crossings.end(),
                  [](const Crossing& a, const Crossing& b) { return a.x < b.x; });
        int winding = 0;
        for (std::size_t i = 0; i + 1 < m_crossings.size(); ++i) {
            winding += m_crossings[i].winding;
            if (winding != 0) addSpan(m_crossings[i].x, m_crossings[i + 1].x);
        }
    }

    void blendInto(std::uint8_t* row, MaskMode mode) {
        int sum = 0;
        for (int x = 0; x < m_bounds.width; ++x) {
            sum += m_differences[std::size_t(x)];
            const int coverage = std::min(255, (sum + 128) >> 8);
            if (coverage > 0) row[x] = blended(row[x], std::uint8_t(coverage), mode);
        }
        std::fill(m_differences.begin(), m_differences.end(), 0);
    }

private:
    void addSpan(double from, double to) {
        from = std::clamp(from, 0.0, double(m_bounds.width));
        to = std::clamp(to, 0.0, double(m_bounds.width));
        if (from >= to) return;
        addStep(from, kUnit);
        addStep(to, -kUnit);
    }

    void addStep(double x, int amount) {
        const int pixel = int(x);
        const int later = int(std::lround((x - pixel) * amount));
        m_differences[std::size_t(pixel)] += amount - later;
        m_differences[std::size_t(pixel) + 1] += later;
    }

    std::vector<Edge> m_edges;
    std::vector<Edge> m_active;
    std::vector<Crossing> m_crossings;
    Rect m_bounds;
    std::vector<int> m_differences;
    std::size_t m_next = 0;
};

}  // namespace

Rect fillPolygon(image::Mask& mask, const std::vector<QPointF>& points, MaskMode mode) {
    const Rect bounds = boundsOf(points, mask.size());
    if (points.size() < 3 || bounds.empty()) return {};
    Scan scan(edgesOf(points), bounds);
    for (int y = bounds.y; y < bounds.bottom(); ++y) {
        for (int sub = 0; sub < kSubRows; ++sub) scan.addSubRow(y + (sub + 0.5) / kSubRows);
        scan.blendInto(mask.mutableRow(y) + bounds.x, mode);
    }
    return bounds;
}

Rect fillRectangle(image::Mask& mask, const Rect& rect, MaskMode mode) {
    const Rect inside = intersect(rect, {0, 0, mask.size().width, mask.size().height});
    for (int y = inside.y; y < inside.bottom(); ++y)
        std::memset(mask.mutableRow(y) + inside.x, mode == MaskMode::Add ? 255 : 0,
                    std::size_t(inside.width));
    return inside;
}

}  // namespace tintype::ui
