// Turns pointer, pen, wheel and key events into what the tools do. Belongs to one CanvasView.
#pragma once

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QPointF>
#include <optional>

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/lasso.h"

class QMouseEvent;
class QTabletEvent;
class QWheelEvent;

namespace tintype::ui {

// A mouse or a pen at one moment.
struct Pointer {
    QPointF widget;
    Qt::MouseButton button = Qt::NoButton;
    Qt::KeyboardModifiers modifiers;
    double pressure = 1.0;
    bool eraserTip = false;
};

class CanvasInput {
public:
    explicit CanvasInput(CanvasView::State& state) : m_state(state) {}

    void press(const Pointer& pointer);
    void move(const Pointer& pointer);
    void release(const Pointer& pointer);
    void doubleClick(const Pointer& pointer);
    bool tablet(QTabletEvent& event);
    void wheel(QWheelEvent& event);
    // A mouse event that only repeats what the pen already said.
    bool repeatsPen(const QMouseEvent& event) const;

    bool wants(const QKeyEvent& event) const;  // before shortcuts see it
    bool key(const QKeyEvent& event);
    bool keyReleased(const QKeyEvent& event);
    void leave();
    void loseFocus();
    bool cancel();  // takes back what is being drawn; false when nothing was
    void forgetPlaces();
    void updateCursor();

private:
    enum class Drag { None, Pan, Stroke, Lasso, Rectangle, Crop };

    void pressTool(const Pointer& pointer);
    void beginStroke(const Pointer& pointer);
    void pressLasso(const Pointer& pointer);
    void closeLasso();
    void finishRectangle();
    void dragRectangle(const Pointer& pointer);
    void dragCrop(const Pointer& pointer);
    void clickBox(QPointF widget);
    void placeRing(QPointF image);
    void announce(QPointF widget);
    bool moveByKey(const QKeyEvent& event);
    void moveKeyboardTip(QPointF step);
    void dab(bool straight);
    double tolerance() const;
    MaskMode shapeMode(const Pointer& pointer) const;
    Qt::CursorShape cursorShape() const;

    CanvasView::State& m_state;
    Drag m_drag = Drag::None;
    Qt::MouseButton m_button = Qt::NoButton;
    QPointF m_pressed;       // widget
    QPointF m_last;          // widget
    QPointF m_anchor;        // image
    bool m_clicked = false;  // pressed and not moved since
    bool m_spaceHeld = false;
    bool m_penDown = false;
    QElapsedTimer m_penClock;
    std::optional<QPointF> m_lastPoint;  // where the last stroke ended, image
};

}  // namespace tintype::ui
