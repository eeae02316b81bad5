#include "ui/icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace tintype::ui {

namespace {

QColor colourFor(QIcon::Mode mode) {
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        case QIcon::Selected:
            return palette.color(QPalette::Active, QPalette::HighlightedText);
        default:
            return palette.color(QPalette::Active, QPalette::WindowText);
    }
}

class RecolouredSvg : public QIconEngine {
public:
    explicit RecolouredSvg(QByteArray svg) : m_svg(std::move(svg)) {}

    QIconEngine* clone() const override { return new RecolouredSvg(*this); }
    QString key() const override { return QStringLiteral("tintype-svg"); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, 1.0));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override {
        const QColor colour = colourFor(mode);
        const QString cacheKey = QStringLiteral("tintype-svg-%1-%2-%3-%4")
                                     .arg(qHash(m_svg))
                                     .arg(colour.rgba())
                                     .arg(size.width())
                                     .arg(size.height());
        QPixmap result;
        if (QPixmapCache::find(cacheKey, &result)) return result;
        result = render(size, colour);
        QPixmapCache::insert(cacheKey, result);
        return result;
    }

private:
    QPixmap render(const QSize& size, const QColor& colour) const {
        QByteArray svg = m_svg;
        svg.replace("\"#000\"", '"' + colour.name(QColor::HexRgb).toLatin1() + '"');
        QPixmap result(size);
        result.fill(Qt::transparent);
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&result);
        painter.setOpacity(colour.alphaF());
        renderer.render(&painter, QRectF(QPointF(), size));
        return result;
    }

    QByteArray m_svg;
};

}  // namespace

QIcon icon(const QString& name) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? iconFromSvg(file.readAll()) : QIcon();
}

QIcon iconFromSvg(const QByteArray& svg) {
    return QIcon(new RecolouredSvg(svg));
}

}  // namespace tintype::ui
