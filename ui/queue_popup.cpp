#include "ui/queue_popup.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/icon.h"
#include "ui/job_strip.h"

namespace tintype::ui {

QueuePopup::QueuePopup(engine::Engine& engine, QAction* pause, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_engine(engine), m_title(new QLabel), m_pause(new QToolButton),
      m_rows(new QVBoxLayout) {
    setFrameShape(QFrame::StyledPanel);
    m_title->setProperty("role", "heading");
    m_pause->setDefaultAction(pause);
    m_pause->setFocusPolicy(Qt::StrongFocus);
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_pause);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addLayout(top);
    column->addLayout(m_rows);
    connect(&m_engine, &engine::Engine::queueChanged, this, [this] {
        if (isVisible()) rebuild();
    });
}

void QueuePopup::showAbove(QWidget* anchor) {
    m_anchor = anchor;
    rebuild();
    show();
    m_pause->setFocus();
}

void QueuePopup::rebuild() {
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_title->setText(tr("Queue"));
    bool first = true;
    for (const engine::Job& job : m_engine.jobs()) {
        m_rows->addWidget(makeRow(job, first && job.state == engine::JobState::Waiting));
        if (job.state == engine::JobState::Waiting) first = false;
    }
    if (m_rows->count() == 0) m_rows->addWidget(new QLabel(tr("Nothing waits.")));
    setMinimumWidth(360);
    adjustSize();
    const QPoint corner = m_anchor->mapToGlobal(QPoint(m_anchor->width(), 0));
    const QRect screen = m_anchor->screen()->availableGeometry();
    move(std::max(screen.left(), corner.x() - width()), std::max(screen.top(), corner.y() - height() - 4));
}

QWidget* QueuePopup::makeRow(const engine::Job& job, bool first) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    const bool waiting = job.state == engine::JobState::Waiting;
    auto* text = new QLabel(waiting ? jobTitle(job.request) : tr("%1 (running)").arg(jobTitle(job.request)));
    text->setTextFormat(Qt::PlainText);
    line->addWidget(text, 1);
    const auto add = [&](const QString& name, const QString& tip, bool enabled, auto act) {
        auto* button = new QToolButton;
        button->setIcon(icon(name));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setEnabled(enabled);
        connect(button, &QToolButton::clicked, this, [this, id = job.id, act] { (m_engine.*act)(id); });
        line->addWidget(button);
    };
    if (waiting) {
        add(QStringLiteral("up"), tr("One place earlier"), !first, &engine::Engine::moveUp);
        add(QStringLiteral("front"), tr("To the front"), !first, &engine::Engine::moveToFront);
    }
    add(QStringLiteral("cancel"), tr("Cancel"), true, &engine::Engine::cancel);
    return row;
}

}  // namespace tintype::ui
