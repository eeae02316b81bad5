#include "ui/canvas/canvas_paint.h"

#include <QTimer>
#include <cmath>

#include "ui/canvas/canvas_state.h"
#include "ui/canvas/marks.h"

namespace tintype::ui {

namespace {

const QColor kSurround(128, 128, 128);  // 50 % grey in every theme: colours are judged against it

// From here on one unit is one device pixel, also where the widget itself stands on a fraction of one.
void useDevicePixels(QPainter& painter, double ratio) {
    const QPointF corner = painter.deviceTransform().map(QPointF(0, 0));
    const QPointF offset = QPointF(std::round(corner.x()), std::round(corner.y())) - corner;
    painter.translate(offset / ratio);
    painter.scale(1 / ratio, 1 / ratio);
}

void paintSurround(QPainter& painter, const QRect& area, const QRect& picture) {
    for (const QRect& rect : QRegion(area).subtracted(picture)) painter.fillRect(rect, kSurround);
}

const QBrush& checkerboard(double ratio) {
    static thread_local QBrush brush;
    static thread_local double madeFor = 0;
    if (madeFor == ratio) return brush;
    const int side = int(std::lround(8 * ratio));
    QImage tile(2 * side, 2 * side, QImage::Format_RGB32);
    tile.fill(QColor(204, 204, 204));
    QPainter painter(&tile);
    painter.fillRect(0, 0, side, side, Qt::white);
    painter.fillRect(side, side, side, side, Qt::white);
    brush = QBrush(tile);
    madeFor = ratio;
    return brush;
}

class CanvasPainting {
public:
    CanvasPainting(QPainter& painter, const QRect& area, CanvasView::State& state)
        : m_painter(painter), m_area(area), m_state(state), m_ratio(state.ratio()) {
        const Size size = state.view.picture();
        m_picture = state.view.toDevice({0, 0, size.width, size.height}).toAlignedRect();
    }

    void paint() {
        paintSurround(m_painter, m_area, m_state.open() ? m_picture : QRect());
        if (!m_state.open()) return;
        if (m_state.showOriginal)
            paintOriginal(m_area);
        else if (m_state.split)
            paintSplit();
        else
            paintCurrent(m_area);
        m_painter.setClipping(false);
        paintMarks(m_painter, m_state);
    }

private:
    void paintSplit() {
        const int x = int(std::lround((m_state.divider->lineX() + 0.5) * m_ratio));
        const QRect before = m_area & QRect(0, m_area.top(), x, m_area.height());
        const QRect after = m_area & QRect(x, m_area.top(), m_area.right() + 1, m_area.height());
        if (!before.isEmpty()) paintOriginal(before);
        if (!after.isEmpty()) paintCurrent(after);
    }

    void paintBacking(const QRect& area, const image::Image& picture) {
        m_painter.setClipRect(area);
        if (!picture.hasAlpha()) return;
        m_painter.setBrushOrigin(m_picture.topLeft());
        m_painter.fillRect(area & m_picture, checkerboard(m_ratio));
    }

    void paintOriginal(const QRect& area) {
        TilePyramid& pyramid = m_state.originalIsCurrent() ? m_state.current : m_state.original;
        paintBacking(area, pyramid.source());
        pyramid.draw(m_painter, m_state.view.scaledTo(pyramid.source().size()), area);
    }

    void paintCurrent(const QRect& area) {
        paintBacking(area, m_state.current.source());
        m_state.current.draw(m_painter, m_state.view, area);
        m_state.preview.draw(m_painter, m_state.view, area);
        const image::Mask& mask = m_state.document->mask();
        if (!m_state.overlayVisible || !m_state.maskInUse || mask.size() != m_state.view.picture()) return;
        if (!m_state.overlay.draw(m_painter, m_state.view, area, mask))
            QTimer::singleShot(0, &m_state.canvas, qOverload<>(&QWidget::update));
    }

    QPainter& m_painter;
    QRect m_area;
    CanvasView::State& m_state;
    double m_ratio;
    QRect m_picture;
};

}  // namespace

void paintCanvas(QPainter& painter, const QRect& widgetArea, CanvasView::State& state) {
    const double ratio = state.ratio();
    useDevicePixels(painter, ratio);
    const QRect area = QRectF(widgetArea.x() * ratio, widgetArea.y() * ratio, widgetArea.width() * ratio,
                              widgetArea.height() * ratio)
                           .toAlignedRect();
    CanvasPainting(painter, area, state).paint();
}

}  // namespace tintype::ui
