#include "ui/job_strip.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "core/edits/recipe.h"
#include "ui/actions.h"
#include "ui/icon.h"
#include "ui/qt_text.h"
#include "ui/queue_popup.h"

namespace tintype::ui {

QString jobTitle(const edits::Request& request) {
    std::string words;
    if (const auto* instruct = std::get_if<edits::Instruct>(&request.work)) words = instruct->instruction;
    if (const auto* animate = std::get_if<edits::Animate>(&request.work)) words = animate->prompt;
    if (const auto* clip = std::get_if<edits::EditClip>(&request.work))
        if (const auto* instruct = std::get_if<edits::Instruct>(&clip->tool)) words = instruct->instruction;
    const QString title = toolTitle(edits::toolOf(request));
    if (words.empty()) return title;
    QString text = QString::fromStdString(words);
    constexpr int kLongest = 60;
    if (text.size() > kLongest) text = text.left(kLongest - 1) + QChar(0x2026);
    return JobStrip::tr("%1: %2").arg(title, text);
}

QString durationText(qint64 milliseconds) {
    const qint64 seconds = (milliseconds + 500) / 1000;
    const auto two = [](qint64 number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600) return QStringLiteral("%1:%2").arg(seconds / 60).arg(two(seconds % 60));
    return QStringLiteral("%1:%2:%3").arg(seconds / 3600).arg(two(seconds / 60 % 60), two(seconds % 60));
}

JobStrip::JobStrip(engine::Engine& engine, Actions& actions, QWidget* parent)
    : QFrame(parent), m_engine(engine), m_stage(new QLabel), m_bar(new QProgressBar), m_time(new QLabel),
      m_hold(new QToolButton), m_cancel(new QToolButton), m_queue(new QToolButton), m_pause(actions.at("run.pause")) {
    setObjectName(QStringLiteral("JobStrip"));
    m_stage->setTextFormat(Qt::PlainText);
    m_stage->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    m_bar->setFixedWidth(220);
    m_cancel->setIcon(icon(QStringLiteral("cancel")));
    m_queue->setIcon(icon(QStringLiteral("queue")));
    m_queue->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QToolButton* button : {m_hold, m_cancel, m_queue}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);  // a click leaves the keyboard where it is
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_stage, 1);
    row->addWidget(m_bar);
    row->addWidget(m_time);
    row->addWidget(m_hold);
    row->addWidget(m_cancel);
    row->addWidget(m_queue);
    // As high idle as busy: the canvas above must not move when a job starts.
    setMinimumHeight(m_cancel->sizeHint().height() + 8);
    connect(m_cancel, &QToolButton::clicked, this, &JobStrip::cancelRunning);
    connect(m_hold, &QToolButton::clicked, m_pause, &QAction::toggle);
    connect(m_queue, &QToolButton::clicked, this, &JobStrip::showQueue);
    connect(m_pause, &QAction::toggled, this, [this](bool paused) {
        m_engine.setPaused(paused);
        update();
    });
    connect(&m_engine, &engine::Engine::queueChanged, this, &JobStrip::update);
    connect(&m_engine, &engine::Engine::started, this, &JobStrip::update);
    connect(&m_engine, &engine::Engine::progressed, this,
            [this](engine::JobId, const Tick& tick, qint64 elapsed, qint64 remaining) { showTick(tick, elapsed, remaining); });
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &JobStrip::showTime);
    update();
}

void JobStrip::setIdleText(const QString& text) {
    m_idle = text;
    if (m_running == 0) m_stage->setText(text);
}

void JobStrip::showQueue() {
    if (!m_popup) m_popup = new QueuePopup(m_engine, m_pause, this);
    m_popup->showAbove(m_queue);
}

void JobStrip::cancelRunning() {
    if (m_running == 0) return;
    m_engine.cancel(m_running);
    m_stage->setText(tr("Stopping after this step..."));
    m_cancel->setEnabled(false);
}

void JobStrip::update() {
    const auto jobs = m_engine.jobs();
    int waiting = 0;
    const engine::Job* running = nullptr;
    for (const auto& job : jobs) job.state == engine::JobState::Running ? void(running = &job) : void(++waiting);
    const engine::JobId before = m_running;
    m_running = running ? running->id : 0;
    for (QWidget* part : {static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_time), static_cast<QWidget*>(m_cancel)})
        part->setVisible(running != nullptr);
    updateHold(running ? running->resumable : !jobs.empty() && jobs.front().resumable);
    m_queue->setVisible(waiting > 0 || m_engine.paused());
    m_queue->setText(m_engine.paused() ? tr("Paused, %n waiting", nullptr, waiting) : tr("%n waiting", nullptr, waiting));
    m_queue->setToolTip(tr("Show the queue"));
    m_queue->setAccessibleName(m_queue->text());
    m_cancel->setToolTip(tr("Cancel this job"));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    m_bar->setAccessibleName(tr("Progress of the job"));
    if (!running) {
        m_clock.stop();
        m_stage->setText(!jobs.empty() && jobs.front().resumable ? tr("%1 (paused)").arg(jobTitle(jobs.front().request)) : m_idle);
    } else if (before != m_running) {
        m_cancel->setEnabled(true);
        m_bar->setRange(0, 0);
        m_clock.start();
        m_stage->setText(jobTitle(running->request));
        showTick(running->tick, running->elapsedMs, running->remainingMs);
    }
}

// Beside Cancel for a job that is kept while it runs; then in its place, to go on.
void JobStrip::updateHold(bool resumable) {
    const bool paused = m_engine.paused();
    m_hold->setVisible(resumable);
    m_hold->setIcon(icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    m_hold->setToolTip(paused ? tr("Go on with the job") : tr("Pause the job after this step; it goes on from there, also after a restart"));
    m_hold->setAccessibleName(paused ? tr("Go on") : tr("Pause"));
    if (paused && m_running != 0 && resumable) m_stage->setText(tr("Pausing after this step..."));
}

void JobStrip::showTick(const Tick& tick, qint64 elapsedMs, qint64 remainingMs) {
    if (!m_cancel->isEnabled() || m_running == 0) return;
    if (!tick.stage.empty()) {
        const QString stage = translated(tick.stage);
        m_stage->setText(tick.total > 1 ? tr("%1: %2 of %3").arg(stage).arg(tick.done).arg(tick.total) : stage);
        m_bar->setRange(0, 1000);
        m_bar->setValue(static_cast<int>(std::lround(tick.fraction * 1000)));
    }
    m_elapsedMs = elapsedMs;
    m_remainingMs = remainingMs;
    m_sinceTick.start();
    showTime();
}

void JobStrip::showTime() {
    const qint64 since = m_sinceTick.isValid() ? m_sinceTick.elapsed() : 0;
    const QString elapsed = durationText(m_elapsedMs + since);
    m_time->setText(m_remainingMs < 0 ? elapsed : tr("%1, %2 left").arg(elapsed, durationText(std::max<qint64>(0, m_remainingMs - since))));
}

void JobStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) update();
    QFrame::changeEvent(event);
}

}  // namespace tintype::ui
