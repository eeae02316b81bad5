// The status line: what runs, how far, how long still, and the queue. Listens to the engine itself.
#pragma once

#include <QElapsedTimer>
#include <QFrame>
#include <QTimer>

#include "core/engine/engine.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace tintype::ui {

class Actions;
class QueuePopup;

// "Instruct: make the sky stormy", for the strip, the queue and undo steps.
QString jobTitle(const edits::Request& request);
// 75 s -> "1:15".
QString durationText(qint64 milliseconds);

class JobStrip : public QFrame {
    Q_OBJECT

public:
    JobStrip(engine::Engine& engine, Actions& actions, QWidget* parent = nullptr);

    // What to say when nothing runs: "Ready", or where the pointer is.
    void setIdleText(const QString& text);
    void showQueue();
    void cancelRunning();

protected:
    void changeEvent(QEvent* event) override;

private:
    void update();
    void updateHold(bool resumable);
    void showTick(const Tick& tick, qint64 elapsedMs, qint64 remainingMs);
    void showTime();  // goes on between two ticks: a step may take minutes

    engine::Engine& m_engine;
    QLabel* m_stage;
    QProgressBar* m_bar;
    QLabel* m_time;
    QToolButton* m_hold;  // for a job that can go on later
    QToolButton* m_cancel;
    QToolButton* m_queue;
    QueuePopup* m_popup = nullptr;
    QAction* m_pause;
    QString m_idle;
    engine::JobId m_running = 0;
    qint64 m_elapsedMs = 0;     // at the last tick
    qint64 m_remainingMs = -1;  // below 0: not known
    QElapsedTimer m_sinceTick;
    QTimer m_clock;
};

}  // namespace tintype::ui
