// The waiting jobs in order: move up, to the front, cancel; pause the queue. Opened from the job strip.
#pragma once

#include <QFrame>

#include "core/engine/engine.h"

class QAction;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace tintype::ui {

class QueuePopup : public QFrame {
    Q_OBJECT

public:
    QueuePopup(engine::Engine& engine, QAction* pause, QWidget* parent);
    void showAbove(QWidget* anchor);

private:
    void rebuild();
    QWidget* makeRow(const engine::Job& job, bool first);

    engine::Engine& m_engine;
    QLabel* m_title;
    QToolButton* m_pause;
    QVBoxLayout* m_rows;
    QWidget* m_anchor = nullptr;
};

}  // namespace tintype::ui
