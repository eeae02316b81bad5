// Carries out a guidance grid: one job whose outputs fill the dialog's cells and go nowhere else. Part of the window's
// wiring.
#pragma once

#include <QObject>
#include <QPointer>

#include "core/engine/engine.h"

namespace tintype::ui {
class GuidanceGridDialog;
class MainWindow;
}

namespace tintype::app {

class GuidanceGrid : public QObject {
    Q_OBJECT

public:
    GuidanceGrid(engine::Engine& engine, ui::MainWindow& window);

private:
    void start(edits::Request request);
    void take(engine::JobId id, const edits::Output& output);
    void end(engine::JobId id, const QString& why);
    void choose(double text, double image);

    engine::Engine& m_engine;
    ui::MainWindow& m_window;
    QPointer<ui::GuidanceGridDialog> m_dialog;
    engine::JobId m_job = 0;  // 0: none runs
    QString m_instruction;    // of all cells
    quint64 m_seed = 0;       // of all cells
};

}  // namespace tintype::app
