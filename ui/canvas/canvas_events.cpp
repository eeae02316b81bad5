// The part of CanvasView that hands Qt's events to its input.
#include <QGestureEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QTabletEvent>

#include "ui/canvas/canvas_state.h"

namespace tintype::ui {

namespace {

Pointer pointerOf(const QMouseEvent& event) {
    return {event.position(), event.button(), event.modifiers(), 1.0, false};
}

}  // namespace

bool CanvasView::event(QEvent* event) {
    switch (event->type()) {
        case QEvent::ShortcutOverride:
            if (!m_state->input.wants(static_cast<QKeyEvent&>(*event))) break;
            event->accept();
            return true;
        case QEvent::NativeGesture: {
            const auto& gesture = static_cast<QNativeGestureEvent&>(*event);
            if (gesture.gestureType() != Qt::ZoomNativeGesture) break;
            setZoom(zoom() * (1 + gesture.value()), gesture.position());
            return true;
        }
        case QEvent::Gesture: {
            auto& gestures = static_cast<QGestureEvent&>(*event);
            const auto* pinch = static_cast<QPinchGesture*>(gestures.gesture(Qt::PinchGesture));
            if (!pinch) break;
            setZoom(zoom() * pinch->scaleFactor(), mapFromGlobal(pinch->centerPoint()));
            gestures.accept();
            return true;
        }
        case QEvent::ScreenChangeInternal:
            resizeEvent(nullptr);
            break;
        default:
            break;
    }
    return QWidget::event(event);
}

void CanvasView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) m_state->describe();
    update();
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    if (!m_state->input.repeatsPen(*event)) m_state->input.press(pointerOf(*event));
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_state->input.repeatsPen(*event)) m_state->input.move(pointerOf(*event));
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_state->input.repeatsPen(*event)) m_state->input.release(pointerOf(*event));
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!m_state->input.repeatsPen(*event)) m_state->input.doubleClick(pointerOf(*event));
}

void CanvasView::tabletEvent(QTabletEvent* event) {
    event->setAccepted(m_state->input.tablet(*event));
}
void CanvasView::wheelEvent(QWheelEvent* event) {
    m_state->input.wheel(*event);
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    if (!m_state->input.key(*event)) QWidget::keyPressEvent(event);
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (!m_state->input.keyReleased(*event)) QWidget::keyReleaseEvent(event);
}

void CanvasView::enterEvent(QEnterEvent*) {
    m_state->input.updateCursor();
}
void CanvasView::leaveEvent(QEvent*) {
    m_state->input.leave();
}

void CanvasView::focusOutEvent(QFocusEvent* event) {
    m_state->input.loseFocus();
    QWidget::focusOutEvent(event);
}

}  // namespace tintype::ui
