#include "ui/canvas/crop_frame.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tintype::ui {

namespace {

constexpr std::array kHandles = {CropFrame::Left | CropFrame::Top,     int(CropFrame::Top),
                                 CropFrame::Right | CropFrame::Top,    int(CropFrame::Right),
                                 CropFrame::Right | CropFrame::Bottom, int(CropFrame::Bottom),
                                 CropFrame::Left | CropFrame::Bottom,  int(CropFrame::Left)};

QPointF placeOf(int handle, const QRectF& frame) {
    const double x = handle & CropFrame::Left    ? frame.left()
                     : handle & CropFrame::Right ? frame.right()
                                                 : frame.center().x();
    const double y = handle & CropFrame::Top      ? frame.top()
                     : handle & CropFrame::Bottom ? frame.bottom()
                                                  : frame.center().y();
    return {x, y};
}

// The longest side that fits when one end (or the centre) stays where it is.
double room(bool endFixed, bool startFixed, double start, double end, double limit) {
    if (endFixed) return end;
    if (startFixed) return limit - start;
    const double centre = (start + end) / 2;
    return 2 * std::min(centre, limit - centre);
}

double startFor(bool endFixed, bool startFixed, double start, double end, double length) {
    if (endFixed) return end - length;
    if (startFixed) return start;
    return (start + end - length) / 2;
}

}  // namespace

void CropFrame::setPicture(Size picture) {
    m_picture = picture;
    m_frame = {0, 0, picture.width, picture.height};
    m_handle = None;
    if (m_ratio > 0) setRatio(m_ratio);
}

void CropFrame::setFrame(const Rect& frame) {
    const Rect inside = intersect(frame, {0, 0, m_picture.width, m_picture.height});
    m_frame = inside.empty() ? Rect{0, 0, m_picture.width, m_picture.height} : inside;
}

void CropFrame::setRatio(double widthOverHeight) {
    m_ratio = std::isfinite(widthOverHeight) ? std::max(0.0, widthOverHeight) : 0.0;
    if (m_ratio <= 0 || m_frame.empty()) return;
    const double width = std::min<double>(m_frame.width, m_frame.height * m_ratio);
    QRectF shaped(0, 0, width, width / m_ratio);
    shaped.moveCenter(QRectF(m_frame.x, m_frame.y, m_frame.width, m_frame.height).center());
    assign(shaped);
}

int CropFrame::hit(QPointF device, const Viewport& view, double reach) const {
    const QRectF frame = view.toDevice(m_frame);
    for (int handle : kHandles) {
        const QPointF away = device - placeOf(handle, frame);
        if (std::max(std::abs(away.x()), std::abs(away.y())) <= reach) return handle;
    }
    const bool alongX = device.x() >= frame.left() && device.x() <= frame.right();
    const bool alongY = device.y() >= frame.top() && device.y() <= frame.bottom();
    if (alongY && std::abs(device.x() - frame.left()) <= reach / 2) return Left;
    if (alongY && std::abs(device.x() - frame.right()) <= reach / 2) return Right;
    if (alongX && std::abs(device.y() - frame.top()) <= reach / 2) return Top;
    if (alongX && std::abs(device.y() - frame.bottom()) <= reach / 2) return Bottom;
    return frame.contains(device) ? Inside : Fresh;
}

void CropFrame::begin(int handle, QPointF image) {
    m_handle = handle;
    m_start = QRectF(m_frame.x, m_frame.y, m_frame.width, m_frame.height);
    m_grip = handle & (Inside | Fresh) ? image : image - placeOf(handle, m_start);
    if (handle != Fresh) return;
    m_grip = {std::clamp(image.x(), 0.0, double(m_picture.width)),
              std::clamp(image.y(), 0.0, double(m_picture.height))};
    m_start = QRectF(m_grip, QSizeF(0, 0));
}

void CropFrame::drag(QPointF image) {
    if (m_handle == None) return;
    if (m_handle == Inside) {
        QRectF moved = m_start.translated(image - m_grip);
        moved.moveLeft(std::clamp(moved.left(), 0.0, m_picture.width - moved.width()));
        moved.moveTop(std::clamp(moved.top(), 0.0, m_picture.height - moved.height()));
        return assign(moved);
    }
    if (m_handle == Fresh) {
        const int handle = (image.x() < m_grip.x() ? Left : Right) | (image.y() < m_grip.y() ? Top : Bottom);
        return assign(resized(handle, image));
    }
    assign(resized(m_handle, image - m_grip));
}

QRectF CropFrame::resized(int handle, QPointF image) const {
    QRectF rect = m_start;
    const double x = std::clamp(image.x(), 0.0, double(m_picture.width));
    const double y = std::clamp(image.y(), 0.0, double(m_picture.height));
    if (handle & Left) rect.setLeft(std::min(x, std::max(0.0, rect.right() - 1)));
    if (handle & Right) rect.setRight(std::max(x, std::min<double>(m_picture.width, rect.left() + 1)));
    if (handle & Top) rect.setTop(std::min(y, std::max(0.0, rect.bottom() - 1)));
    if (handle & Bottom) rect.setBottom(std::max(y, std::min<double>(m_picture.height, rect.top() + 1)));
    return m_ratio > 0 ? shaped(rect, handle) : rect;
}

QRectF CropFrame::shaped(const QRectF& rect, int handle) const {
    const bool horizontal = handle & (Left | Right), vertical = handle & (Top | Bottom);
    double width = rect.width();
    if (horizontal && vertical) width = std::max(width, rect.height() * m_ratio);
    if (!horizontal) width = rect.height() * m_ratio;
    width = std::min(width, room(handle & Left, handle & Right, rect.left(), rect.right(), m_picture.width));
    width = std::min(
        width, m_ratio * room(handle & Top, handle & Bottom, rect.top(), rect.bottom(), m_picture.height));
    const double height = width / m_ratio;
    return {startFor(handle & Left, handle & Right, rect.left(), rect.right(), width),
            startFor(handle & Top, handle & Bottom, rect.top(), rect.bottom(), height), width, height};
}

// Rounds to whole pixels, at least one, inside the picture.
void CropFrame::assign(const QRectF& rect) {
    const int width = std::clamp(int(std::lround(rect.width())), 1, m_picture.width);
    const int height = std::clamp(int(std::lround(rect.height())), 1, m_picture.height);
    m_frame = {std::clamp(int(std::lround(rect.left())), 0, m_picture.width - width),
               std::clamp(int(std::lround(rect.top())), 0, m_picture.height - height), width, height};
}

void CropFrame::nudge(int x, int y) {
    m_frame.x = std::clamp(m_frame.x + x, 0, m_picture.width - m_frame.width);
    m_frame.y = std::clamp(m_frame.y + y, 0, m_picture.height - m_frame.height);
}

Qt::CursorShape CropFrame::cursorFor(int handle) {
    switch (handle) {
        case Left | Top:
        case Right | Bottom:
            return Qt::SizeFDiagCursor;
        case Right | Top:
        case Left | Bottom:
            return Qt::SizeBDiagCursor;
        case Left:
        case Right:
            return Qt::SizeHorCursor;
        case Top:
        case Bottom:
            return Qt::SizeVerCursor;
        case Inside:
            return Qt::SizeAllCursor;
        default:
            return Qt::CrossCursor;
    }
}

void dimOutside(QPainter& painter, const QRectF& frame, const QRectF& area) {
    const QColor shade(0, 0, 0, 140);
    const QRectF inner = frame & area;
    painter.fillRect(QRectF(area.topLeft(), QPointF(area.right(), inner.top())), shade);
    painter.fillRect(QRectF(QPointF(area.left(), inner.bottom()), area.bottomRight()), shade);
    painter.fillRect(QRectF(QPointF(area.left(), inner.top()), QPointF(inner.left(), inner.bottom())), shade);
    painter.fillRect(QRectF(QPointF(inner.right(), inner.top()), QPointF(area.right(), inner.bottom())),
                     shade);
}

void CropFrame::paint(QPainter& painter, const Viewport& view, double pixelRatio) const {
    const QRectF frame = view.toDevice(m_frame);
    dimOutside(painter, frame, view.toDevice({0, 0, m_picture.width, m_picture.height}));
    painter.setPen(QPen(QColor(255, 255, 255, 110), pixelRatio));
    for (int third = 1; third <= 2; ++third) {
        const double x = frame.left() + frame.width() * third / 3,
                     y = frame.top() + frame.height() * third / 3;
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()));
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3 * pixelRatio));
    painter.drawRect(frame);
    painter.setPen(QPen(Qt::white, 1.5 * pixelRatio));
    painter.drawRect(frame);
    painter.setPen(QPen(QColor(0, 0, 0, 180), pixelRatio));
    painter.setBrush(Qt::white);
    const double side = 9 * pixelRatio;
    for (int handle : kHandles) {
        const QPointF place = placeOf(handle, frame);
        painter.drawRect(QRectF(place.x() - side / 2, place.y() - side / 2, side, side));
    }
}

}  // namespace tintype::ui
