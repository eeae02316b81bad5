// Draws the photo small in every cartoon style: one job whose outputs fill the dialog and go nowhere else. Part of the window's wiring.
#pragma once

#include <QObject>
#include <QPointer>

#include "core/engine/engine.h"

namespace tintype::ui {
class MainWindow;
class StyleDialog;
}

namespace tintype::app {

class StyleSheet : public QObject {
    Q_OBJECT

public:
    StyleSheet(engine::Engine& engine, ui::MainWindow& window);

private:
    void start(const edits::Request& request);
    void take(engine::JobId id, const edits::Output& output);
    void end(engine::JobId id, const QString& why);
    void choose(const std::filesystem::path& model);

    engine::Engine& m_engine;
    ui::MainWindow& m_window;
    QPointer<ui::StyleDialog> m_dialog;
    engine::JobId m_job = 0;  // 0: none runs
};

}  // namespace tintype::app
