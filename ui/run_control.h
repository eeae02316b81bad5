// Makes the Request of the current panel, the instruction line, the photo and its mask; keeps the Run button's
// state and the memory bar true. Used by the main window.
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "core/edits/request.h"

namespace tintype::ui {

class MainWindow;

class RunControl : public QObject {
    Q_OBJECT

public:
    explicit RunControl(MainWindow& window);

    void run();
    // Small versions of the edit at several strengths.
    void runGrid();
    // Why nothing can run now; empty: it can.
    QString obstacle() const;
    std::optional<edits::Request> request() const;

private:
    void refresh();

    MainWindow& m_window;
    QTimer m_pause;
};

}  // namespace tintype::ui
