// The keyboard part of CanvasInput: panning, zooming, nudging, and painting without a pointer.
#include <QKeyEvent>
#include <algorithm>

#include "ui/canvas/canvas_state.h"

namespace tintype::ui {

namespace {

constexpr double kPanStep = 64;  // logical pixels

bool paints(CanvasTool tool) {
    return tool == CanvasTool::Brush || tool == CanvasTool::Eraser;
}

QPointF direction(int key) {
    switch (key) {
        case Qt::Key_Left:
            return {-1, 0};
        case Qt::Key_Right:
            return {1, 0};
        case Qt::Key_Up:
            return {0, -1};
        case Qt::Key_Down:
            return {0, 1};
        default:
            return {};
    }
}

bool isReturn(int key) {
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

}  // namespace

bool CanvasInput::wants(const QKeyEvent& event) const {
    if (!m_state.open()) return false;
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    const bool drawing = m_state.stroke || m_state.lasso.active() || m_state.rectangle;
    if (event.key() == Qt::Key_Escape || event.key() == Qt::Key_Backspace) return drawing;
    if (!direction(event.key()).isNull())
        return modifiers == Qt::NoModifier || modifiers == Qt::ControlModifier;
    if (modifiers != Qt::NoModifier) return false;
    if (isReturn(event.key())) return m_state.lasso.active() || paints(m_state.tool);
    return event.key() == Qt::Key_Space;
}

bool CanvasInput::key(const QKeyEvent& event) {
    if (!m_state.open()) return false;
    switch (event.key()) {
        case Qt::Key_Space:
            m_spaceHeld = true;
            updateCursor();
            return true;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            m_state.canvas.zoomIn();
            return true;
        case Qt::Key_Minus:
            m_state.canvas.zoomOut();
            return true;
        case Qt::Key_Escape:
            return cancel();
        case Qt::Key_Backspace:
            if (!m_state.lasso.active()) return false;
            m_state.lasso.removeLastCorner();
            m_state.canvas.update();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!wants(event)) return false;
            if (m_state.lasso.active())
                closeLasso();
            else
                dab(event.modifiers() & Qt::ShiftModifier);
            return true;
        case Qt::Key_X:
            if (!paints(m_state.tool) || event.modifiers() != Qt::NoModifier) return false;
            m_state.canvas.setTool(m_state.tool == CanvasTool::Brush ? CanvasTool::Eraser
                                                                     : CanvasTool::Brush);
            return true;
        default:
            return moveByKey(event);
    }
}

bool CanvasInput::moveByKey(const QKeyEvent& event) {
    const QPointF way = direction(event.key());
    if (way.isNull()) return false;
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const bool pan = event.modifiers() & Qt::ControlModifier;
    if (!pan && m_state.tool == CanvasTool::Crop) {
        const int step = shift ? 10 : 1;
        m_state.crop.nudge(int(way.x()) * step, int(way.y()) * step);
        m_state.canvas.update();
        Q_EMIT m_state.canvas.cropFrameChanged(m_state.crop.frame());
    } else if (!pan && paints(m_state.tool)) {
        moveKeyboardTip(way * (shift ? 1 : std::max(1, m_state.brush.size / 4)));
    } else {
        m_state.view.pan(-way * kPanStep * (shift ? 4 : 1) * m_state.ratio());
        m_state.changeView();
    }
    return true;
}

// Starts in the middle of what is shown, stays on the picture and keeps itself in sight.
void CanvasInput::moveKeyboardTip(QPointF step) {
    const QRectF widget = m_state.canvas.rect();
    QPointF tip = m_state.ring ? *m_state.ring + step : m_state.toImage(widget.center());
    tip.setX(std::clamp(tip.x(), 0.0, double(m_state.view.picture().width)));
    tip.setY(std::clamp(tip.y(), 0.0, double(m_state.view.picture().height)));
    if (!widget.adjusted(8, 8, -8, -8).contains(m_state.toWidget(tip))) {
        m_state.view.pan((widget.center() - m_state.toWidget(tip)) * m_state.ratio());
        m_state.changeView();
    }
    placeRing(tip);
}

void CanvasInput::dab(bool straight) {
    if (m_state.stroke) return;
    if (!m_state.ring) moveKeyboardTip({});
    const QPointF tip = *m_state.ring;
    const MaskMode mode = m_state.tool == CanvasTool::Eraser ? MaskMode::Subtract : MaskMode::Add;
    Stroke(*m_state.document, m_state.brush, mode, tip, 1.0, straight ? m_lastPoint : std::nullopt).finish();
    m_lastPoint = tip;
}

bool CanvasInput::keyReleased(const QKeyEvent& event) {
    if (event.key() != Qt::Key_Space || event.isAutoRepeat() || !m_spaceHeld) return false;
    m_spaceHeld = false;
    updateCursor();
    return true;
}

}  // namespace tintype::ui
