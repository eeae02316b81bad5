// The frame of the crop tool: eight handles, a fixed shape when wanted, always inside the picture.
// Coordinates are image pixels; it draws itself in device pixels. Used by the canvas.
#pragma once

#include <QPainter>

#include "ui/canvas/viewport.h"

namespace tintype::ui {

class CropFrame {
public:
    // Flags: corners are two edges together.
    enum Handle { None = 0, Left = 1, Right = 2, Top = 4, Bottom = 8, Inside = 16, Fresh = 32 };

    void setPicture(Size picture);  // the frame becomes the whole picture
    Rect frame() const { return m_frame; }
    void setFrame(const Rect& frame);
    double ratio() const { return m_ratio; }
    void setRatio(double widthOverHeight);  // 0: free; the frame takes the shape, inside its present bounds

    // `reach`: device pixels around a handle that still hit it. Outside the frame a new one starts (Fresh).
    int hit(QPointF device, const Viewport& view, double reach) const;
    void begin(int handle, QPointF image);
    void drag(QPointF image);
    void nudge(int x, int y);

    static Qt::CursorShape cursorFor(int handle);
    void paint(QPainter& painter, const Viewport& view, double pixelRatio) const;

private:
    QRectF resized(int handle, QPointF image) const;
    QRectF shaped(const QRectF& rect, int handle) const;
    void assign(const QRectF& rect);

    Size m_picture;
    Rect m_frame;
    double m_ratio = 0.0;
    int m_handle = None;
    QRectF m_start;
    QPointF m_grip;
};

// Darkens everything of `area` outside `frame`; all in device pixels.
void dimOutside(QPainter& painter, const QRectF& frame, const QRectF& area);

}  // namespace tintype::ui
