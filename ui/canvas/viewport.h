// Where the picture stands in the canvas: zoom and position in device pixels, and the way between both
// coordinate systems. A value; used by everything that draws or points.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "core/base/size.h"

namespace tintype::ui {

class Viewport {
public:
    static constexpr double kSmallestZoom = 0.01;
    static constexpr double kLargestZoom = 32.0;

    void setPicture(Size picture);
    // Device pixels; a fitted picture stays fitted, any other keeps its centre.
    void setDevice(QSizeF device, double fitMargin);

    Size picture() const { return m_picture; }
    QSizeF device() const { return m_device; }
    double zoom() const { return m_zoom; }
    bool fitted() const { return m_fitted; }

    void fit();
    void zoomAt(double zoom, QPointF device);
    void pan(QPointF device);
    // The next step of the zoom ladder above or below the present one.
    double zoomAbove() const;
    double zoomBelow() const;

    // Device position of the picture's corner, on whole pixels so that 1:1 is exact.
    QPointF origin() const;
    QPointF toImage(QPointF device) const { return (device - origin()) / m_zoom; }
    QPointF toDevice(QPointF image) const { return origin() + image * m_zoom; }
    QRectF toDevice(const Rect& image) const;
    // The same view of another rendering of the picture, at another size.
    Viewport scaledTo(Size picture) const;
    // The picture's pixels that can be seen, cut at its borders.
    Rect visible() const;

private:
    void keepInSight();
    double fitZoom() const;

    Size m_picture;
    QSizeF m_device;
    QPointF m_origin;
    double m_zoom = 1.0;
    double m_margin = 0.0;
    bool m_fitted = true;
};

}  // namespace tintype::ui
