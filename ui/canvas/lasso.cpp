#include "ui/canvas/lasso.h"

#include <QLineF>

namespace tintype::ui {

Lasso::Outcome Lasso::press(QPointF point, MaskMode mode, double tolerance) {
    if (!active()) m_mode = mode;
    const bool atStart = m_points.size() >= 3 && QLineF(point, m_points.front()).length() <= tolerance;
    if (m_polygon && atStart) return Outcome::Closed;
    m_points.push_back(point);
    m_hover = point;
    m_held = true;
    m_dragged = false;
    return Outcome::Open;
}

void Lasso::move(QPointF point, double tolerance) {
    if (!active()) return;
    m_hover = point;
    if (!m_held) return;
    if (!m_dragged && QLineF(point, m_points.back()).length() <= tolerance) return;
    m_dragged = true;
    m_points.push_back(point);
}

Lasso::Outcome Lasso::release() {
    if (!m_held) return Outcome::Open;
    m_held = false;
    if (m_dragged && !m_polygon) return Outcome::Closed;
    m_polygon = active();
    return Outcome::Open;
}

void Lasso::removeLastCorner() {
    if (active()) m_points.pop_back();
    if (!active()) cancel();
}

}  // namespace tintype::ui
