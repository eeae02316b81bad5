#include "ui/canvas/canvas_input.h"

#include <QTabletEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/canvas/canvas_state.h"
#include "ui/canvas/polygon.h"

namespace tintype::ui {

namespace {

constexpr double kClickReach = 4;    // logical pixels a click may wander
constexpr double kHandleReach = 10;  // logical pixels
constexpr int kPenSilenceMs = 300;   // synthesised mouse events trail the pen by less
constexpr double kPixelsPerNotch = 60;

bool paints(CanvasTool tool) {
    return tool == CanvasTool::Brush || tool == CanvasTool::Eraser;
}

Rect rectBetween(QPointF a, QPointF b, bool square) {
    if (square) {
        const double side = std::max(std::abs(b.x() - a.x()), std::abs(b.y() - a.y()));
        b = a + QPointF(std::copysign(side, b.x() - a.x()), std::copysign(side, b.y() - a.y()));
    }
    const int left = int(std::lround(std::min(a.x(), b.x()))), top = int(std::lround(std::min(a.y(), b.y())));
    const int right = int(std::lround(std::max(a.x(), b.x()))),
              bottom = int(std::lround(std::max(a.y(), b.y())));
    return {left, top, right - left, bottom - top};
}

}  // namespace

double CanvasInput::tolerance() const {
    return kClickReach * m_state.ratio() / m_state.view.zoom();
}

MaskMode CanvasInput::shapeMode(const Pointer& pointer) const {
    const bool subtract =
        pointer.button == Qt::RightButton || pointer.modifiers & Qt::AltModifier || pointer.eraserTip;
    return subtract ? MaskMode::Subtract : MaskMode::Add;
}

void CanvasInput::press(const Pointer& pointer) {
    if (!m_state.open()) {
        if (pointer.button == Qt::LeftButton) Q_EMIT m_state.canvas.openRequested();
        return;
    }
    if (m_drag != Drag::None) return;
    m_pressed = m_last = pointer.widget;
    m_button = pointer.button;
    m_clicked = true;
    const bool left = pointer.button == Qt::LeftButton;
    const bool pans =
        pointer.button == Qt::MiddleButton || (left && (m_spaceHeld || m_state.tool == CanvasTool::Pan));
    if (pans)
        m_drag = Drag::Pan;
    else if (left || pointer.button == Qt::RightButton)
        pressTool(pointer);
    updateCursor();
}

void CanvasInput::pressTool(const Pointer& pointer) {
    const QPointF image = m_state.toImage(pointer.widget);
    switch (m_state.tool) {
        case CanvasTool::Brush:
        case CanvasTool::Eraser:
            return beginStroke(pointer);
        case CanvasTool::Lasso:
            return pressLasso(pointer);
        case CanvasTool::Rectangle:
            m_drag = Drag::Rectangle;
            m_anchor = image;
            m_state.rectangleMode = shapeMode(pointer);
            return;
        case CanvasTool::Crop:
            if (pointer.button != Qt::LeftButton) return;
            m_drag = Drag::Crop;
            m_state.crop.begin(m_state.crop.hit(pointer.widget * m_state.ratio(), m_state.view,
                                                kHandleReach * m_state.ratio()),
                               image);
            return;
        case CanvasTool::Pan:
            return;
    }
}

void CanvasInput::beginStroke(const Pointer& pointer) {
    const bool erases =
        m_state.tool == CanvasTool::Eraser || pointer.button == Qt::RightButton || pointer.eraserTip;
    const QPointF image = m_state.toImage(pointer.widget);
    const bool straight = pointer.modifiers & Qt::ShiftModifier;
    m_drag = Drag::Stroke;
    m_state.stroke = std::make_unique<Stroke>(*m_state.document, m_state.brush,
                                              erases ? MaskMode::Subtract : MaskMode::Add, image,
                                              pointer.pressure, straight ? m_lastPoint : std::nullopt);
    m_lastPoint = image;
    placeRing(image);
}

void CanvasInput::pressLasso(const Pointer& pointer) {
    m_drag = Drag::Lasso;
    const QPointF image = m_state.toImage(pointer.widget);
    if (m_state.lasso.press(image, shapeMode(pointer), 2 * tolerance()) == Lasso::Outcome::Closed)
        closeLasso();
    m_state.canvas.update();
}

void CanvasInput::move(const Pointer& pointer) {
    announce(pointer.widget);
    if (!m_state.open()) return;
    const QPointF image = m_state.toImage(pointer.widget);
    const QPointF way = pointer.widget - m_last;
    m_last = pointer.widget;
    const QPointF wandered = pointer.widget - m_pressed;
    m_clicked = m_clicked && wandered.manhattanLength() <= kClickReach;
    if (m_drag == Drag::Pan) {
        m_state.view.pan(way * m_state.ratio());
        m_state.changeView();
    }
    if (m_state.stroke) {
        m_state.stroke->moveTo(image, pointer.pressure);
        m_lastPoint = image;
    }
    if (m_state.lasso.active()) {
        m_state.lasso.move(image, tolerance());
        m_state.canvas.update();
    }
    if (m_drag == Drag::Rectangle) dragRectangle(pointer);
    if (m_drag == Drag::Crop) dragCrop(pointer);
    if (paints(m_state.tool)) placeRing(image);
    if (m_state.tool == CanvasTool::Crop || m_drag == Drag::None) updateCursor();
}

void CanvasInput::dragRectangle(const Pointer& pointer) {
    if (m_clicked) return;
    m_state.rectangle =
        rectBetween(m_anchor, m_state.toImage(pointer.widget), pointer.modifiers & Qt::ShiftModifier);
    m_state.canvas.update();
}

void CanvasInput::dragCrop(const Pointer& pointer) {
    if (m_clicked) return;
    const Rect before = m_state.crop.frame();
    m_state.crop.drag(m_state.toImage(pointer.widget));
    if (m_state.crop.frame() == before) return;
    m_state.canvas.update();
    Q_EMIT m_state.canvas.cropFrameChanged(m_state.crop.frame());
}

void CanvasInput::release(const Pointer& pointer) {
    if (m_drag == Drag::None || pointer.button != m_button) return;
    const Drag finished = m_drag;
    m_drag = Drag::None;
    if (finished == Drag::Pan && m_clicked && m_button == Qt::LeftButton && !m_spaceHeld)
        clickBox(pointer.widget);
    if (finished == Drag::Stroke && m_state.stroke) {
        m_state.stroke->finish();
        m_state.stroke.reset();
    }
    if (finished == Drag::Lasso && m_state.lasso.release() == Lasso::Outcome::Closed) closeLasso();
    if (finished == Drag::Rectangle) finishRectangle();
    m_button = Qt::NoButton;
    updateCursor();
}

void CanvasInput::doubleClick(const Pointer& pointer) {
    if (m_state.tool == CanvasTool::Lasso && m_state.lasso.active())
        closeLasso();
    else
        press(pointer);
}

void CanvasInput::closeLasso() {
    const Lasso lasso = m_state.lasso;
    m_state.lasso.cancel();
    m_state.canvas.update();
    if (lasso.points().size() < 3) return;
    m_state.document->beginStroke();
    const Rect dirty = fillPolygon(m_state.document->strokeMask(), lasso.points(), lasso.mode());
    if (dirty.empty()) return m_state.document->cancelStroke();
    m_state.document->strokeTouched(dirty);
    m_state.document->endStroke(CanvasView::tr("Lasso"));
}

void CanvasInput::finishRectangle() {
    const std::optional<Rect> rectangle = m_state.rectangle;
    m_state.rectangle.reset();
    m_state.canvas.update();
    if (!rectangle) return;
    m_state.document->beginStroke();
    const Rect dirty = fillRectangle(m_state.document->strokeMask(), *rectangle, m_state.rectangleMode);
    if (dirty.empty()) return m_state.document->cancelStroke();
    m_state.document->strokeTouched(dirty);
    m_state.document->endStroke(CanvasView::tr("Rectangle"));
}

// Of boxes inside each other the smallest is meant.
void CanvasInput::clickBox(QPointF widget) {
    const QPointF image = m_state.toImage(widget);
    int found = -1;
    for (int i = 0; i < int(m_state.boxes.size()); ++i) {
        const Rect& box = m_state.boxes[std::size_t(i)];
        const bool inside =
            image.x() >= box.x && image.x() < box.right() && image.y() >= box.y && image.y() < box.bottom();
        const bool smaller = found < 0 || std::int64_t(box.width) * box.height <
                                              std::int64_t(m_state.boxes[std::size_t(found)].width) *
                                                  m_state.boxes[std::size_t(found)].height;
        if (inside && smaller) found = i;
    }
    if (found >= 0) Q_EMIT m_state.canvas.boxClicked(found);
}

bool CanvasInput::tablet(QTabletEvent& event) {
    if (!m_state.open()) return false;
    m_penClock.start();
    const bool eraser = event.pointerType() == QPointingDevice::PointerType::Eraser;
    const Pointer pointer{event.position(), event.button(), event.modifiers(), event.pressure(), eraser};
    switch (event.type()) {
        case QEvent::TabletPress:
            m_penDown = true;
            press(pointer);
            return true;
        case QEvent::TabletMove:
            move(pointer);
            return true;
        case QEvent::TabletRelease:
            release(pointer);
            m_penDown = false;
            return true;
        default:
            return false;
    }
}

bool CanvasInput::repeatsPen(const QMouseEvent& event) const {
    if (m_penDown) return true;
    const bool recent = m_penClock.isValid() && m_penClock.elapsed() < kPenSilenceMs;
    return recent && event.source() != Qt::MouseEventNotSynthesized;
}

void CanvasInput::wheel(QWheelEvent& event) {
    if (!m_state.open()) return event.ignore();
    event.accept();
    const QPoint angle = event.angleDelta();
    const int turned = angle.y() ? angle.y() : angle.x();  // Alt turns the wheel sideways on some platforms
    if (event.modifiers() & Qt::AltModifier) {
        const double size = m_state.brush.size * std::pow(1.15, turned / 120.0);
        const int changed = turned > 0 ? int(std::ceil(size)) : int(std::floor(size));
        return m_state.canvas.setBrushSize(turned ? changed : m_state.brush.size);
    }
    if (event.modifiers() & Qt::ControlModifier) {
        const double steps = event.pixelDelta().isNull() ? turned / 120.0 : event.pixelDelta().y() / 60.0;
        return m_state.canvas.setZoom(m_state.view.zoom() * std::pow(1.25, steps), event.position());
    }
    QPointF way =
        event.pixelDelta().isNull() ? QPointF(angle) / 120.0 * kPixelsPerNotch : QPointF(event.pixelDelta());
    if (event.modifiers() & Qt::ShiftModifier && way.x() == 0) way = QPointF(way.y(), 0);
    m_state.view.pan(way * m_state.ratio());
    m_state.changeView();
    if (m_state.ring) placeRing(m_state.toImage(event.position()));
}

void CanvasInput::placeRing(QPointF image) {
    m_state.ring = image;
    m_state.updateRing();
}

void CanvasInput::announce(QPointF widget) {
    if (!m_state.open()) return;
    const QPointF image = m_state.toImage(widget);
    const QPoint pixel(int(std::floor(image.x())), int(std::floor(image.y())));
    const Size size = m_state.view.picture();
    Q_EMIT m_state.canvas.pointerMoved(
        pixel, pixel.x() >= 0 && pixel.y() >= 0 && pixel.x() < size.width && pixel.y() < size.height);
}

void CanvasInput::leave() {
    m_state.ring.reset();
    m_state.updateRing();
    Q_EMIT m_state.canvas.pointerMoved({}, false);
}

void CanvasInput::loseFocus() {
    m_spaceHeld = false;
    updateCursor();
}

void CanvasInput::forgetPlaces() {
    m_lastPoint.reset();
    m_state.ring.reset();
}

bool CanvasInput::cancel() {
    const bool any = m_state.stroke || m_state.lasso.active() || m_state.rectangle || m_drag == Drag::Crop;
    m_state.stroke.reset();
    m_state.lasso.cancel();
    m_state.rectangle.reset();
    m_drag = Drag::None;
    m_state.canvas.update();
    return any;
}

void CanvasInput::updateCursor() {
    m_state.canvas.setCursor(cursorShape());
}

Qt::CursorShape CanvasInput::cursorShape() const {
    if (!m_state.open()) return Qt::ArrowCursor;
    if (m_drag == Drag::Pan) return Qt::ClosedHandCursor;
    if (m_spaceHeld) return Qt::OpenHandCursor;
    const bool small = m_state.brush.size * m_state.view.zoom() / m_state.ratio() < 8;
    switch (m_state.tool) {
        case CanvasTool::Pan:
            return Qt::OpenHandCursor;
        case CanvasTool::Brush:
        case CanvasTool::Eraser:
            return small ? Qt::CrossCursor : Qt::BlankCursor;
        case CanvasTool::Crop:
            return CropFrame::cursorFor(
                m_state.crop.hit(m_last * m_state.ratio(), m_state.view, kHandleReach * m_state.ratio()));
        default:
            return Qt::CrossCursor;
    }
}

}  // namespace tintype::ui
