#include "ui/gallery/pyramid.h"

#include <QPainter>
#include <algorithm>
#include <cstdlib>

namespace tintype::ui {

Pyramid::Pyramid(QImage picture) {
    if (picture.isNull()) return;
    m_levels.push_back(picture.convertToFormat(QImage::Format_RGBA8888_Premultiplied));
    while (std::max(m_levels.back().width(), m_levels.back().height()) > 512) {
        const QSize half(std::max(1, m_levels.back().width() / 2), std::max(1, m_levels.back().height() / 2));
        m_levels.push_back(m_levels.back().scaled(half, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
}

void Pyramid::paint(QPainter& painter, const QRectF& target, const QRectF& source) const {
    if (m_levels.empty() || source.isEmpty()) return;
    const double scale = target.width() * painter.device()->devicePixelRatioF() / source.width();
    std::size_t level = 0;
    double levelScale = 1.0;
    while (level + 1 < m_levels.size() && scale <= levelScale * 0.5) {
        ++level;
        levelScale *= 0.5;
    }
    const QImage& picture = m_levels[level];
    const double fx = static_cast<double>(picture.width()) / size().width();
    const double fy = static_cast<double>(picture.height()) / size().height();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale < 2.0);
    painter.drawImage(target, picture, QRectF(source.x() * fx, source.y() * fy, source.width() * fx, source.height() * fy));
}

QImage difference(const QImage& a, const QImage& b) {
    if (a.isNull() || b.isNull()) return {};
    const QImage first = a.convertToFormat(QImage::Format_RGB888);
    const QImage second = (b.size() == a.size() ? b : b.scaled(a.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation))
                              .convertToFormat(QImage::Format_RGB888);
    QImage result(first.size(), QImage::Format_RGB888);
    constexpr int kGain = 4;
    for (int y = 0; y < first.height(); ++y) {
        const uchar* p = first.constScanLine(y);
        const uchar* q = second.constScanLine(y);
        uchar* out = result.scanLine(y);
        for (int i = 0; i < 3 * first.width(); ++i) out[i] = static_cast<uchar>(std::min(255, kGain * std::abs(p[i] - q[i])));
    }
    return result;
}

}  // namespace tintype::ui
