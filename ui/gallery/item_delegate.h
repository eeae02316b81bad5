// Draws one result: its picture with badges for the engine, the rating and clips. Used by the strip and the page.
#pragma once

#include <QStyledItemDelegate>

namespace tintype::ui {

class ItemDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum class Caption { Hidden, Shown };

    ItemDelegate(int side, Caption caption, QObject* parent = nullptr);
    void setSide(int side) { m_side = side; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintBadges(QPainter* painter, const QRect& picture, const QModelIndex& index) const;

    int m_side;  // of the square the picture fits into
    Caption m_caption;
};

}  // namespace tintype::ui
