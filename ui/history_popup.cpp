#include "ui/history_popup.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>

#include "ui/icon.h"
#include "ui/instruction_history.h"

namespace tintype::ui {

HistoryPopup::HistoryPopup(InstructionHistory& history, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_history(history), m_search(new QLineEdit), m_list(new QListWidget),
      m_star(new QPushButton), m_remove(new QPushButton) {
    setFrameShape(QFrame::StyledPanel);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setUniformItemSizes(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_star);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    connect(m_search, &QLineEdit::textChanged, this, &HistoryPopup::rebuild);
    connect(&m_history, &InstructionHistory::changed, this, [this] {
        if (isVisible()) rebuild();
    });
    connect(m_list, &QListWidget::itemActivated, this, [this] {
        const QString text = currentText();
        close();
        if (!text.isEmpty()) Q_EMIT chosen(text);
    });
    connect(m_list, &QListWidget::currentRowChanged, this, &HistoryPopup::updateButtons);
    connect(m_star, &QPushButton::clicked, this, &HistoryPopup::toggleStar);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_history.remove(currentText()); });
}

void HistoryPopup::showAbove(QWidget* anchor) {
    m_search->setPlaceholderText(tr("Search past instructions"));
    m_search->setAccessibleName(tr("Search past instructions"));
    m_list->setAccessibleName(tr("Past instructions"));
    m_remove->setText(tr("Remove"));
    m_search->clear();
    rebuild();
    resize(std::max(420, anchor->fontMetrics().averageCharWidth() * 60), 320);
    const QPoint corner = anchor->mapToGlobal(QPoint(anchor->width(), 0));
    const QRect screen = anchor->screen()->availableGeometry();
    move(std::max(screen.left(), corner.x() - width()), std::max(screen.top(), corner.y() - height() - 4));
    show();
    m_search->setFocus();
}

void HistoryPopup::rebuild() {
    const QString before = currentText();
    m_list->clear();
    for (const PastInstruction& entry : m_history.search(m_search->text())) {
        auto* item = new QListWidgetItem(entry.text, m_list);
        item->setIcon(icon(entry.starred ? QStringLiteral("star-filled") : QStringLiteral("history")));
        item->setToolTip(entry.text.toHtmlEscaped());
        item->setData(Qt::UserRole, entry.starred);
        if (entry.text == before) m_list->setCurrentItem(item);
    }
    if (m_list->currentRow() < 0) m_list->setCurrentRow(0);
    updateButtons();
}

QString HistoryPopup::currentText() const {
    return m_list->currentItem() ? m_list->currentItem()->text() : QString();
}

void HistoryPopup::updateButtons() {
    const QListWidgetItem* item = m_list->currentItem();
    m_star->setEnabled(item);
    m_remove->setEnabled(item);
    m_star->setText(item && item->data(Qt::UserRole).toBool() ? tr("Remove the star") : tr("Star"));
    const QString why = item ? QString() : tr("There is no past instruction here.");
    m_star->setToolTip(why);
    m_remove->setToolTip(why);
}

void HistoryPopup::toggleStar() {
    if (const QListWidgetItem* item = m_list->currentItem())
        m_history.setStarred(item->text(), !item->data(Qt::UserRole).toBool());
}

bool HistoryPopup::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        const int row = m_list->currentRow();
        if (key->key() == Qt::Key_Down) return m_list->setCurrentRow(std::min(row + 1, m_list->count() - 1)), true;
        if (key->key() == Qt::Key_Up) return m_list->setCurrentRow(std::max(row - 1, 0)), true;
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (m_list->currentItem()) Q_EMIT m_list->itemActivated(m_list->currentItem());
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace tintype::ui
