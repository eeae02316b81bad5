#include "ui/canvas/stroke.h"

#include <QCoreApplication>
#include <QLineF>
#include <algorithm>
#include <cmath>

namespace tintype::ui {

namespace {

constexpr double kLightest = 0.1;  // of size and opacity at no pressure

bool steers(PressureUse use, PressureUse what) {
    return use == what || use == PressureUse::SizeAndOpacity;
}

double eased(double pressure) {
    return kLightest + (1 - kLightest) * std::clamp(pressure, 0.0, 1.0);
}

}  // namespace

Stroke::Stroke(document::Document& document, const BrushSettings& brush, MaskMode mode, QPointF point,
               double pressure, std::optional<QPointF> start)
    : m_document(document), m_brush(brush), m_mode(mode), m_last(point), m_pressure(pressure) {
    m_document.beginStroke();
    line(start.value_or(point), point, pressure, pressure);
}

Stroke::~Stroke() {
    if (!m_finished) m_document.cancelStroke();
}

void Stroke::moveTo(QPointF point, double pressure) {
    if (point == m_last && pressure == m_pressure) return;
    line(m_last, point, m_pressure, pressure);
    m_last = point;
    m_pressure = pressure;
}

void Stroke::finish() {
    m_finished = true;
    m_document.endStroke(m_mode == MaskMode::Add ? QCoreApplication::translate("Canvas", "Paint mask")
                                                 : QCoreApplication::translate("Canvas", "Erase mask"));
}

// With changing pressure the line is cut into pieces an eighth of the tip long, each with a tip of its own.
void Stroke::line(QPointF from, QPointF to, double fromPressure, double toPressure) {
    const bool steady = fromPressure == toPressure || m_brush.pressure == PressureUse::None;
    const double piece = std::max(0.5, m_brush.size / 8.0);
    const int pieces = steady ? 1 : std::max(1, int(std::ceil(QLineF(from, to).length() / piece)));
    Rect dirty;
    for (int i = 0; i < pieces; ++i) {
        const double a = double(i) / pieces, b = double(i + 1) / pieces;
        const double pressure = fromPressure + (toPressure - fromPressure) * b;
        dirty = unite(dirty, dab(from + (to - from) * a, from + (to - from) * b, pressure));
    }
    if (!dirty.empty()) m_document.strokeTouched(dirty);
}

Rect Stroke::dab(QPointF from, QPointF to, double pressure) {
    double diameter = m_brush.size, opacity = 1;
    if (steers(m_brush.pressure, PressureUse::Size)) diameter = std::max(1.0, diameter * eased(pressure));
    if (steers(m_brush.pressure, PressureUse::Opacity)) opacity = eased(pressure);
    const bool sameTip = m_tip && m_tip->matches(diameter, m_brush.hardness, opacity);
    if (!sameTip) m_tip.emplace(diameter, m_brush.hardness, opacity);
    return sweep(m_document.strokeMask(), from, to, *m_tip, m_mode,
                 sameTip ? LineStart::Covered : LineStart::New);
}

}  // namespace tintype::ui
