// A brush stroke in progress on the document's mask: from the first touch to one undo step. Pressure may
// steer the tip's size and opacity. Used by the canvas for mouse, pen and keyboard alike.
#pragma once

#include <QPointF>
#include <QString>
#include <optional>

#include "core/document/document.h"
#include "ui/canvas/brush.h"
#include "ui/canvas/canvas_view.h"

namespace tintype::ui {

struct BrushSettings {
    int size = 40;  // diameter, image pixels
    int hardness = 80;
    PressureUse pressure = PressureUse::Size;
};

class Stroke {
public:
    // Draws the first dab, or a straight line from `start` where one is given.
    Stroke(document::Document& document, const BrushSettings& brush, MaskMode mode, QPointF point,
           double pressure, std::optional<QPointF> start = {});
    ~Stroke();  // a stroke that was not finished is taken back
    Stroke(const Stroke&) = delete;
    Stroke& operator=(const Stroke&) = delete;

    void moveTo(QPointF point, double pressure);
    void finish();
    void abandon() { m_finished = true; }  // the document is gone

private:
    void line(QPointF from, QPointF to, double fromPressure, double toPressure);
    Rect dab(QPointF from, QPointF to, double pressure);

    document::Document& m_document;
    BrushSettings m_brush;
    MaskMode m_mode;
    QPointF m_last;
    double m_pressure;
    std::optional<Tip> m_tip;
    bool m_finished = false;
};

}  // namespace tintype::ui
