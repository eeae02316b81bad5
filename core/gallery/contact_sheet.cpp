#include <QFontMetrics>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/error.h"
#include "core/gallery/gallery.h"
#include "core/image/colour.h"
#include "core/image/transform.h"

namespace tintype::gallery {

namespace {

constexpr int kCellSide = 480;
constexpr int kGap = 24;
constexpr int kTextPixels = 18;
constexpr int kTextLines = 2;
constexpr int kMostColumns = 16;

// Rows are as high as their highest picture; captions stand right below.
struct Layout {
    int columns;
    int captionHeight;
    std::vector<int> rowHeights;

    QSize size() const {
        int height = kGap;
        for (const int row : rowHeights) height += row + captionHeight + kGap;
        return {kGap + columns * (kCellSide + kGap), height};
    }
    // Where the picture goes, without its caption.
    QRect cell(int index) const {
        int top = kGap;
        for (int row = 0; row < index / columns; ++row) top += rowHeights[std::size_t(row)] + captionHeight + kGap;
        return {kGap + index % columns * (kCellSide + kGap), top, kCellSide, rowHeights[std::size_t(index / columns)]};
    }
};

Layout layoutOf(const std::vector<image::Image>& pictures, int columns, int captionHeight) {
    Layout layout{columns, captionHeight, {}};
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (i % std::size_t(columns) == 0) layout.rowHeights.push_back(0);
        const int height = pictures[i].empty() ? kCellSide : fitLongSide(pictures[i].size(), kCellSide).height;
        layout.rowHeights.back() = std::max(layout.rowHeights.back(), height);
    }
    return layout;
}

int columnsFor(int count, int wanted) {
    const int columns = wanted > 0 ? wanted : static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count))));
    return std::clamp(columns, 1, std::min(count, kMostColumns));
}

QImage cellPicture(const image::Image& picture) {
    const Size size = fitLongSide(picture.size(), kCellSide);
    const image::Image reduced = image::toDepth8(image::toSrgb(image::resized(picture, size)));
    return QImage(reduced.data(), reduced.width(), reduced.height(), static_cast<qsizetype>(reduced.rowBytes()),
                  reduced.hasAlpha() ? QImage::Format_RGBA8888 : QImage::Format_RGB888)
        .copy();
}

// As many lines as fit, the last one shortened.
void drawCaption(QPainter& painter, const QRect& area, const QString& text) {
    const QFontMetrics metrics = painter.fontMetrics();
    QString left = text.simplified();
    for (int line = 0; line < kTextLines && !left.isEmpty(); ++line) {
        QString shown = left;
        if (line + 1 == kTextLines) {
            shown = metrics.elidedText(left, Qt::ElideRight, area.width());
            left.clear();
        } else {
            while (metrics.horizontalAdvance(shown) > area.width()) {
                const qsizetype space = shown.lastIndexOf(QLatin1Char(' '));
                shown.truncate(space > 0 ? space : shown.size() - 1);
            }
            left = left.mid(shown.size()).trimmed();
        }
        const QRect row(area.x(), area.y() + line * metrics.height(), area.width(), metrics.height());
        painter.drawText(row, Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    }
}

image::Image toImage(const QImage& sheet) {
    const QImage rgb = sheet.convertToFormat(QImage::Format_RGB888);
    image::Image out({rgb.width(), rgb.height()}, 3);
    for (int y = 0; y < rgb.height(); ++y) std::memcpy(out.mutableRow(y), rgb.constScanLine(y), out.rowBytes());
    return out;
}

}  // namespace

image::Image contactSheet(const std::vector<image::Image>& pictures, const std::vector<std::string>& captions,
                          int columns) {
    if (pictures.empty())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A contact sheet needs at least one picture."), {});
    const int count = static_cast<int>(pictures.size());
    const bool text = !captions.empty() && qGuiApp != nullptr;
    QFont font;
    font.setPixelSize(kTextPixels);
    const int columnCount = columnsFor(count, columns);
    const int captionHeight = text ? kTextLines * QFontMetrics(font).height() + 8 : 0;
    const Layout layout = layoutOf(pictures, columnCount, captionHeight);
    QImage sheet(layout.size(), QImage::Format_RGB32);
    sheet.fill(QColor(248, 248, 248));
    QPainter painter(&sheet);
    if (text) painter.setFont(font);
    painter.setPen(QColor(32, 32, 32));
    for (int i = 0; i < count; ++i) {
        const QRect cell = layout.cell(i);
        const auto index = static_cast<std::size_t>(i);
        if (!pictures[index].empty()) {
            const QImage picture = cellPicture(pictures[index]);
            painter.drawImage(cell.x() + (cell.width() - picture.width()) / 2,
                              cell.bottom() + 1 - picture.height(), picture);
        }
        if (text && index < captions.size())
            drawCaption(painter, {cell.x(), cell.bottom() + 5, cell.width(), captionHeight},
                        QString::fromStdString(captions[index]));
    }
    painter.end();
    return toImage(sheet);
}

}  // namespace tintype::gallery
