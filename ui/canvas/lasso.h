// The outline being drawn by the lasso tool: freehand while a button is held, corner by corner when clicked.
// Knows nothing of widgets; the canvas feeds it image coordinates and fills the outline once it is closed.
#pragma once

#include <QPointF>
#include <vector>

#include "ui/canvas/brush.h"

namespace tintype::ui {

class Lasso {
public:
    enum class Outcome { Open, Closed };

    bool active() const { return !m_points.empty(); }
    MaskMode mode() const { return m_mode; }
    const std::vector<QPointF>& points() const { return m_points; }
    QPointF hover() const { return m_hover; }

    // tolerance: image pixels within which a click stays a click and the first corner is hit.
    Outcome press(QPointF point, MaskMode mode, double tolerance);
    void move(QPointF point, double tolerance);
    Outcome release();
    void removeLastCorner();
    void cancel() { *this = Lasso(); }

private:
    std::vector<QPointF> m_points;
    QPointF m_hover;
    MaskMode m_mode = MaskMode::Add;
    bool m_held = false;
    bool m_dragged = false;
    bool m_polygon = false;
};

}  // namespace tintype::ui
