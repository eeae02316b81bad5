#include "ui/error_strip.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/icon.h"

namespace tintype::ui {

ErrorStrip::ErrorStrip(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel), m_text(new QLabel), m_buttons(new QHBoxLayout), m_close(new QToolButton) {
    setObjectName(QStringLiteral("ErrorStrip"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(icon(QStringLiteral("cancel")));
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addLayout(m_buttons);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &ErrorStrip::closeTop);
    present();
}

void ErrorStrip::show(Notice notice) {
    if (!notice.topic.isEmpty()) dismiss(notice.topic);
    std::erase_if(m_notices, [&](const Notice& other) { return other.text == notice.text; });
    m_notices.push_back(std::move(notice));
    constexpr std::size_t kMost = 8;
    if (m_notices.size() > kMost) m_notices.erase(m_notices.begin());
    present();
}

void ErrorStrip::dismiss(const QString& topic) {
    std::erase_if(m_notices, [&](const Notice& notice) { return notice.topic == topic; });
    present();
}

void ErrorStrip::closeTop() {
    if (!m_notices.empty()) m_notices.pop_back();
    present();
}

QString ErrorStrip::text() const { return m_notices.empty() ? QString() : m_notices.back().text; }

void ErrorStrip::present() {
    while (QLayoutItem* item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(m_close->toolTip());
    setVisible(!m_notices.empty());
    if (m_notices.empty()) return;
    const Notice& notice = m_notices.back();
    const bool problem = notice.severity == Severity::Problem;
    m_icon->setPixmap(icon(problem ? QStringLiteral("warning") : QStringLiteral("info")).pixmap(QSize(20, 20)));
    m_icon->setAccessibleName(problem ? tr("Problem") : tr("Note"));
    m_text->setText(notice.advice.isEmpty() ? notice.text : notice.text + QLatin1Char(' ') + notice.advice);
    for (const Notice::Help& help : notice.help) {
        auto* button = new QPushButton(help.text);
        connect(button, &QPushButton::clicked, this, [this, act = help.act] {
            closeTop();
            act();
        });
        m_buttons->addWidget(button);
    }
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ErrorStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) present();
    QFrame::changeEvent(event);
}

}  // namespace tintype::ui
