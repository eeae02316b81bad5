#include "ui/gallery/item_delegate.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include "ui/gallery/item_model.h"

namespace tintype::ui {

namespace {

constexpr int kMargin = 4;
constexpr int kSheet = 4;  // by which the pictures of a stack stand out

QRect fitted(const QSize& picture, const QRect& frame) {
    QRect rect({}, picture.scaled(frame.size(), Qt::KeepAspectRatio));
    rect.moveCenter(frame.center());
    return rect;
}

// The rest of a stack, behind its newest picture.
void paintSheets(QPainter* painter, const QRect& picture, const QPalette& palette) {
    painter->setPen(palette.color(QPalette::Mid));
    painter->setBrush(palette.color(QPalette::Midlight));
    for (int i : {2, 1}) painter->drawRect(picture.adjusted(0, 0, -1, -1).translated(i * kSheet, -i * kSheet));
}

// A small dark label that reads on any picture.
int paintLabel(QPainter* painter, const QString& text, const QPoint& topLeft) {
    const QFontMetrics metrics = painter->fontMetrics();
    const QRect box(topLeft, QSize(metrics.horizontalAdvance(text) + 8, metrics.height() + 2));
    painter->setPen(Qt::NoPen);
    painter->setBrush(QColor(0, 0, 0, 165));
    painter->drawRoundedRect(box, 3, 3);
    painter->setPen(Qt::white);
    painter->drawText(box, Qt::AlignCenter, text);
    return box.width();
}

}  // namespace

ItemDelegate::ItemDelegate(int side, Caption caption, QObject* parent)
    : QStyledItemDelegate(parent), m_side(side), m_caption(caption) {}

QSize ItemDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int text = m_caption == Caption::Shown ? option.fontMetrics.height() + kMargin : 0;
    return {m_side + 2 * kMargin, m_side + 2 * kMargin + text};
}

void ItemDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRect frame(option.rect.x() + kMargin, option.rect.y() + kMargin, m_side, m_side);
    const auto picture = index.data(Qt::DecorationRole).value<QImage>();
    const int alike = index.data(ItemModel::AlikeRole).toInt();
    const QRect inside = alike > 1 ? frame.adjusted(0, 2 * kSheet, -2 * kSheet, 0) : frame;
    const QRect place = picture.isNull() ? inside.adjusted(8, 8, -8, -8) : fitted(picture.size(), inside);
    if (alike > 1) paintSheets(painter, place, option.palette);
    if (index.data(ItemModel::RejectedRole).toBool()) painter->setOpacity(0.35);
    if (picture.isNull()) {
        painter->fillRect(place, option.palette.color(QPalette::Midlight));
    } else {
        painter->drawImage(place, picture);
    }
    painter->setOpacity(1.0);
    if (option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_HasFocus)) {
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(QPen(option.palette.color(QPalette::Highlight), selected ? 3 : 1, selected ? Qt::SolidLine : Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(place.adjusted(-2, -2, 1, 1), 3, 3);
    }
    paintBadges(painter, place, index);
    if (m_caption == Caption::Shown) {
        const QRect line(frame.x(), place.bottom() + kMargin, frame.width(), option.fontMetrics.height());
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(line, Qt::AlignHCenter | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString().simplified(), Qt::ElideRight, line.width()));
    }
    painter->restore();
}

void ItemDelegate::paintBadges(QPainter* painter, const QRect& picture, const QModelIndex& index) const {
    QFont font = painter->font();
    if (font.pointSizeF() > 0) font.setPointSizeF(font.pointSizeF() * 0.8);
    painter->setFont(font);
    if (index.data(ItemModel::BuiltInRole).toBool() && picture.width() > 60)
        paintLabel(painter, tr("Built-in"), picture.topLeft() + QPoint(3, 3));
    if (const int alike = index.data(ItemModel::AlikeRole).toInt(); alike > 1) {
        const QString count = QLocale().toString(alike);
        const int width = painter->fontMetrics().horizontalAdvance(count) + 8;
        paintLabel(painter, count, picture.topRight() + QPoint(-width - 2, 3));
    }
    if (const int stars = index.data(ItemModel::StarsRole).toInt(); stars > 0)
        paintLabel(painter, QString(stars, QChar(0x2605)), picture.bottomLeft() + QPoint(3, -painter->fontMetrics().height() - 4));
    if (index.data(ItemModel::ClipRole).toBool()) {
        const QPointF centre = QRectF(picture).center();
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(0, 0, 0, 150));
        painter->drawEllipse(centre, 15, 15);
        QPainterPath triangle(centre + QPointF(-5, -8));
        triangle.lineTo(centre + QPointF(9, 0));
        triangle.lineTo(centre + QPointF(-5, 8));
        triangle.closeSubpath();
        painter->fillPath(triangle, Qt::white);
    }
    if (index.data(ItemModel::RejectedRole).toBool()) {
        painter->setPen(QPen(QColor(229, 57, 53), 3));
        const QRect cross(picture.center() - QPoint(9, 9), QSize(18, 18));
        painter->drawLine(cross.topLeft(), cross.bottomRight());
        painter->drawLine(cross.topRight(), cross.bottomLeft());
    }
}

}  // namespace tintype::ui
