// A picture in halving sizes, so that a large one is painted small without reading all of it. Made off the UI
// thread, shown by the compare view.
#pragma once

#include <QImage>
#include <QRectF>
#include <vector>

class QPainter;

namespace tintype::ui {

class Pyramid {
public:
    Pyramid() = default;
    explicit Pyramid(QImage picture);

    bool isNull() const { return m_levels.empty(); }
    QSize size() const { return m_levels.empty() ? QSize() : m_levels.front().size(); }
    const QImage& full() const { return m_levels.front(); }
    // Paints the part `source` (pixels of the full picture) into `target` from the level that fits.
    void paint(QPainter& painter, const QRectF& target, const QRectF& source) const;

private:
    std::vector<QImage> m_levels;
};

// |a - b|, four times as bright, on black; `b` is scaled to a's size first. Null pictures give a null one.
QImage difference(const QImage& a, const QImage& b);

}  // namespace tintype::ui
