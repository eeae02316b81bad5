#include "ui/canvas/viewport.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tintype::ui {

namespace {

constexpr std::array kLadder = {0.01,    0.015, 0.02,    0.03, 0.04,    0.0625, 0.0833, 0.125,
                                1.0 / 6, 0.25,  1.0 / 3, 0.5,  2.0 / 3, 1.0,    1.5,    2.0,
                                3.0,     4.0,   6.0,     8.0,  12.0,    16.0,   24.0,   32.0};

// Keeps a quarter of the view, or the whole of a smaller picture, on screen.
double keptInSight(double origin, double length, double view) {
    const double kept = std::min(length, view / 4);
    return std::clamp(origin, kept - length, view - kept);
}

}  // namespace

void Viewport::setPicture(Size picture) {
    m_picture = picture;
    fit();
}

void Viewport::setDevice(QSizeF device, double fitMargin) {
    const QPointF centre = toImage(QPointF(m_device.width(), m_device.height()) / 2);
    m_device = device;
    m_margin = fitMargin;
    if (m_fitted) return fit();
    m_origin = QPointF(device.width(), device.height()) / 2 - centre * m_zoom;
    keepInSight();
}

double Viewport::fitZoom() const {
    if (m_picture.empty() || m_device.isEmpty()) return 1.0;
    const double horizontal = std::max(1.0, m_device.width() - 2 * m_margin) / m_picture.width;
    const double vertical = std::max(1.0, m_device.height() - 2 * m_margin) / m_picture.height;
    return std::clamp(std::min(horizontal, vertical), kSmallestZoom, kLargestZoom);
}

void Viewport::fit() {
    m_fitted = true;
    m_zoom = fitZoom();
    m_origin =
        QPointF(m_device.width() - m_picture.width * m_zoom, m_device.height() - m_picture.height * m_zoom) /
        2;
}

void Viewport::zoomAt(double zoom, QPointF device) {
    if (!std::isfinite(zoom)) return;
    const QPointF image = (device - m_origin) / m_zoom;
    m_zoom = std::clamp(zoom, kSmallestZoom, kLargestZoom);
    m_origin = device - image * m_zoom;
    m_fitted = false;
    keepInSight();
}

void Viewport::pan(QPointF device) {
    const QPointF before = m_origin;
    m_origin += device;
    keepInSight();
    if (m_origin != before) m_fitted = false;
}

double Viewport::zoomAbove() const {
    const auto step = std::upper_bound(kLadder.begin(), kLadder.end(), m_zoom * 1.01);
    return step == kLadder.end() ? kLargestZoom : *step;
}

double Viewport::zoomBelow() const {
    const auto step = std::lower_bound(kLadder.begin(), kLadder.end(), m_zoom * 0.99);
    return step == kLadder.begin() ? kSmallestZoom : *(step - 1);
}

QPointF Viewport::origin() const {
    return {std::round(m_origin.x()), std::round(m_origin.y())};
}

QRectF Viewport::toDevice(const Rect& image) const {
    return {toDevice(QPointF(image.x, image.y)), toDevice(QPointF(image.right(), image.bottom()))};
}

Viewport Viewport::scaledTo(Size picture) const {
    Viewport other = *this;
    if (picture.empty() || picture == m_picture) return other;
    other.m_zoom *= double(m_picture.width) / picture.width;
    other.m_picture = picture;
    other.m_origin = origin();
    return other;
}

Rect Viewport::visible() const {
    const QPointF first = toImage({0, 0});
    const QPointF last = toImage({m_device.width(), m_device.height()});
    const int left = int(std::floor(first.x())), top = int(std::floor(first.y()));
    return intersect({left, top, int(std::ceil(last.x())) - left, int(std::ceil(last.y())) - top},
                     {0, 0, m_picture.width, m_picture.height});
}

void Viewport::keepInSight() {
    m_origin = {keptInSight(m_origin.x(), m_picture.width * m_zoom, m_device.width()),
                keptInSight(m_origin.y(), m_picture.height * m_zoom, m_device.height())};
}

}  // namespace tintype::ui
