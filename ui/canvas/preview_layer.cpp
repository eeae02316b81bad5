#include "ui/canvas/preview_layer.h"

#include <cmath>

#include "core/image/transform.h"
#include "ui/qt_text.h"

namespace tintype::ui {

namespace {

constexpr int kLongestSide = 1536;

void keepInside(QImage& picture, const image::Mask& mask) {
    const image::Mask coverage = image::resized(mask, {picture.width(), picture.height()});
    for (int y = 0; y < picture.height(); ++y) {
        uchar* pixel = picture.scanLine(y);
        const std::uint8_t* covered = coverage.row(y);
        for (int x = 0; x < picture.width(); ++x, pixel += 4) pixel[3] = uchar(pixel[3] * covered[x] / 255);
    }
}

QImage prepared(const image::Image& picture, const image::Mask& mask, const image::Bytes& screenProfile) {
    const bool large = picture.size().longSide() > kLongestSide;
    QImage result =
        toQImage(large ? image::resized(picture, fitLongSide(picture.size(), kLongestSide)) : picture, screenProfile)
            .convertToFormat(QImage::Format_ARGB32);
    if (!mask.null() && !mask.bounds().empty()) keepInside(result, mask);
    return result.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

}  // namespace

PreviewLayer::PreviewLayer(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

PreviewLayer::~PreviewLayer() {
    m_pool.clear();
    m_pool.waitForDone();
}

void PreviewLayer::set(const image::Image& picture, const image::Mask& mask) {
    if (picture.empty()) return clear();
    ++m_pending;
    m_pool.start([this, picture, mask, profile = m_screenProfile, generation = ++m_generation] {
        const QImage image = prepared(picture, mask, profile);
        QMetaObject::invokeMethod(
            this,
            [this, image, generation] {
                --m_pending;
                if (generation != m_generation) return;
                m_image = image;
                Q_EMIT updated();
            },
            Qt::QueuedConnection);
    });
}

void PreviewLayer::clear() {
    ++m_generation;
    m_image = {};
    Q_EMIT updated();
}

void PreviewLayer::draw(QPainter& painter, const Viewport& view, const QRect& device) const {
    if (m_image.isNull()) return;
    const QRectF whole = view.toDevice({0, 0, view.picture().width, view.picture().height});
    const QRectF target = whole & QRectF(device.adjusted(-1, -1, 1, 1));
    if (target.isEmpty()) return;
    const double scaleX = m_image.width() / whole.width(), scaleY = m_image.height() / whole.height();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, m_image,
                      QRectF((target.left() - whole.left()) * scaleX, (target.top() - whole.top()) * scaleY,
                             target.width() * scaleX, target.height() * scaleY));
}

}  // namespace tintype::ui
