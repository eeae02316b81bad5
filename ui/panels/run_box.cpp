#include "ui/panels/run_box.h"

#include <QAction>
#include <QEvent>
#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/edits/run.h"
#include "ui/theme.h"

namespace tintype::ui {

namespace {

constexpr QColor kTooLarge(0xd6, 0x3a, 0x3a);

}  // namespace

std::uint64_t availableMemory() {
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith("MemAvailable:")) return line.mid(13).trimmed().split(' ').first().toULongLong() * 1024;
    return 0;
}

QString roughDuration(double seconds) {
    const auto minutes = static_cast<int>(std::lround(seconds / 60));
    if (seconds < 99.5) return RunBox::tr("%1 s").arg(std::max(1, static_cast<int>(std::lround(seconds))));
    if (minutes < 100) return RunBox::tr("%1 min").arg(minutes);
    return RunBox::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

RunBox::RunBox(QAction* run, QWidget* parent)
    : QWidget(parent), m_run(run), m_time(new QLabel), m_memory(new QLabel), m_bar(new QProgressBar), m_button(new QPushButton) {
    m_time->setProperty("role", "quiet");
    m_time->setWordWrap(true);
    m_memory->setProperty("role", "quiet");
    m_memory->setWordWrap(true);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 100);
    m_button->setProperty("role", "accent");
    m_button->setObjectName(QStringLiteral("RunButton"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_time);
    column->addWidget(m_memory);
    column->addWidget(m_bar);
    column->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, m_run, &QAction::trigger);
    retranslate();
}

void RunBox::setState(const QString& obstacle, bool waits) {
    m_obstacle = obstacle;
    m_waits = waits;
    m_button->setEnabled(obstacle.isEmpty());
    m_run->setEnabled(obstacle.isEmpty());
    retranslate();
}

void RunBox::setMemory(std::uint64_t needBytes, std::uint64_t freeBytes, edits::Fit fit) {
    m_need = needBytes;
    m_free = freeBytes;
    m_fit = fit;
    retranslate();
}

void RunBox::setTime(double seconds) {
    m_seconds = seconds;
    retranslate();
}

void RunBox::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void RunBox::retranslate() {
    m_button->setText(m_waits ? tr("Add to the queue") : tr("Run"));
    m_button->setAccessibleName(m_button->text());
    m_button->setToolTip(m_obstacle.isEmpty() ? tr("Run (%1)").arg(m_run->shortcut().toString(QKeySequence::NativeText))
                                              : m_obstacle);
    m_time->setVisible(m_seconds > 0);
    if (m_seconds > 0) m_time->setText(tr("Takes about %1 on this machine").arg(roughDuration(m_seconds)));
    const bool known = m_need > 0 && m_free > 0;
    m_memory->setVisible(known);
    m_bar->setVisible(known);
    if (!known) return;
    showNeed();
}

void RunBox::showNeed() {
    const QLocale locale;
    const QString need = locale.formattedDataSize(m_need, 1), free = locale.formattedDataSize(m_free, 1);
    switch (m_fit) {
        case edits::Fit::AsAsked: m_memory->setText(tr("Needs %1 of %2 free").arg(need, free)); break;
        case edits::Fit::Reduced: m_memory->setText(tr("Needs %1 of %2 free, at a smaller size than asked: more free memory gives a larger one.").arg(need, free)); break;
        case edits::Fit::TooLarge: m_memory->setText(tr("Needs %1, but only %2 is free: choose a smaller size or close other programs.").arg(need, free)); break;
    }
    m_bar->setValue(static_cast<int>(std::min<double>(100.0, 100.0 * m_need / m_free)));
    m_bar->setAccessibleName(m_memory->text());
    // The words say it too: colour alone would not reach everyone.
    const QColor colour = m_fit == edits::Fit::Reduced ? warningColour(palette()) : QColor(kTooLarge);
    m_bar->setStyleSheet(m_fit == edits::Fit::AsAsked ? QString() : QStringLiteral("QProgressBar::chunk { background: %1; }").arg(colour.name()));
}

}  // namespace tintype::ui
