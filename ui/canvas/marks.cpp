#include "ui/canvas/marks.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>

#include "ui/canvas/canvas_state.h"

namespace tintype::ui {

namespace {

using State = CanvasView::State;

const QColor kDark(0, 0, 0, 170);
const QColor kAccent(255, 196, 0);

// A light line inside a dark one: seen on any picture.
void strokeTwice(QPainter& painter, const QPainterPath& path, double ratio,
                 Qt::PenStyle style = Qt::SolidLine, const QColor& light = Qt::white) {
    painter.setBrush(Qt::NoBrush);
    painter.strokePath(path, QPen(kDark, (style == Qt::SolidLine ? 3 : 1.25) * ratio));
    painter.strokePath(path, QPen(light, 1.25 * ratio, style));
}

void paintRing(QPainter& painter, const State& state) {
    if (!state.ring) return;
    const double radius = std::max(1.5 * state.ratio(), state.brush.size * state.view.zoom() / 2);
    const QPointF centre = state.view.toDevice(*state.ring);
    QPainterPath path;
    path.addEllipse(centre, radius, radius);
    painter.setRenderHint(QPainter::Antialiasing);
    strokeTwice(painter, path, state.ratio());
    if (radius < 8 * state.ratio()) return;
    QPainterPath cross;
    const double arm = 3 * state.ratio();
    cross.moveTo(centre - QPointF(arm, 0));
    cross.lineTo(centre + QPointF(arm, 0));
    cross.moveTo(centre - QPointF(0, arm));
    cross.lineTo(centre + QPointF(0, arm));
    strokeTwice(painter, cross, state.ratio());
}

void paintLasso(QPainter& painter, const State& state) {
    if (!state.lasso.active()) return;
    QPainterPath path(state.view.toDevice(state.lasso.points().front()));
    for (const QPointF& point : state.lasso.points()) path.lineTo(state.view.toDevice(point));
    path.lineTo(state.view.toDevice(state.lasso.hover()));
    painter.setRenderHint(QPainter::Antialiasing);
    strokeTwice(painter, path, state.ratio());
    const double radius = 3.5 * state.ratio();
    painter.setPen(QPen(kDark, state.ratio()));
    painter.setBrush(Qt::white);
    painter.drawEllipse(state.view.toDevice(state.lasso.points().front()), radius, radius);
}

void paintFrame(QPainter& painter, const State& state, const Rect& rect, Qt::PenStyle style) {
    QPainterPath path;
    path.addRect(state.view.toDevice(rect));
    painter.setRenderHint(QPainter::Antialiasing, false);
    strokeTwice(painter, path, state.ratio(), style);
}

void paintGuide(QPainter& painter, const State& state) {
    if (state.guide.empty()) return;
    const Size size = state.view.picture();
    dimOutside(painter, state.view.toDevice(state.guide),
               state.view.toDevice({0, 0, size.width, size.height}));
    paintFrame(painter, state, state.guide, Qt::DashLine);
}

void paintLabel(QPainter& painter, const QString& text, const QRectF& place, const QColor& back,
                const QColor& ink) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(back);
    painter.drawRoundedRect(place, place.height() / 4, place.height() / 4);
    painter.setPen(ink);
    painter.drawText(place, Qt::AlignCenter, text);
}

// Sets the canvas font in device pixels and returns the size a label with `text` needs.
QSizeF labelSize(QPainter& painter, const State& state, const QString& text) {
    QFont font = state.canvas.font();
    font.setPixelSize(std::max(1, qRound(QFontMetricsF(font).height() * 0.8 * state.ratio())));
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    return {metrics.horizontalAdvance(text) + metrics.height() * 0.8, metrics.height() * 1.3};
}

void paintBoxes(QPainter& painter, const State& state) {
    for (std::size_t i = 0; i < state.boxes.size(); ++i) {
        const QRectF box = state.view.toDevice(state.boxes[i]);
        const bool selected = i < state.selected.size() && state.selected[i];
        const QColor colour = selected ? kAccent : QColor(255, 255, 255);
        QPainterPath path;
        path.addRoundedRect(box, 4 * state.ratio(), 4 * state.ratio());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.strokePath(path, QPen(kDark, 4 * state.ratio()));
        painter.strokePath(path, QPen(colour, (selected ? 2.5 : 1.5) * state.ratio()));
        const QString number = QString::number(i + 1);
        const QSizeF size = labelSize(painter, state, number);
        paintLabel(painter, number, QRectF(box.topLeft(), size), selected ? kAccent : kDark,
                   selected ? Qt::black : Qt::white);
    }
}

void paintSplitLabels(QPainter& painter, const State& state) {
    if (!state.split || state.showOriginal) return;
    const double x = (state.divider->lineX() + 0.5) * state.ratio();
    const double gap = 16 * state.ratio(), top = 12 * state.ratio();
    const QString before = CanvasView::tr("Before"), after = CanvasView::tr("After");
    const QSizeF left = labelSize(painter, state, before), right = labelSize(painter, state, after);
    paintLabel(painter, before, QRectF(QPointF(x - gap - left.width(), top), left), kDark, Qt::white);
    paintLabel(painter, after, QRectF(QPointF(x + gap, top), right), kDark, Qt::white);
}

}  // namespace

void paintMarks(QPainter& painter, const State& state) {
    if (state.showOriginal) return;
    if (state.tool != CanvasTool::Crop) paintGuide(painter, state);
    paintBoxes(painter, state);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (state.tool == CanvasTool::Crop) state.crop.paint(painter, state.view, state.ratio());
    if (state.rectangle) paintFrame(painter, state, *state.rectangle, Qt::SolidLine);
    paintLasso(painter, state);
    paintRing(painter, state);
    paintSplitLabels(painter, state);
}

QRect ringBounds(const State& state, QPointF image) {
    const double radius = std::max(8.0, state.brush.size * state.view.zoom() / 2 / state.ratio()) + 4;
    const QPointF centre = state.toWidget(image);
    return QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius).toAlignedRect();
}

}  // namespace tintype::ui
