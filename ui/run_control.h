// Makes the Request of the current panel, the instruction line, the photo and its mask; keeps the Run button's
// state and the memory bar true. Used by the main window.
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "core/edits/run.h"
#include "ui/background.h"
#include "ui/panels/side_panel.h"

namespace tintype::ui {

class MainWindow;

class RunControl : public QObject {
    Q_OBJECT

public:
    explicit RunControl(MainWindow& window);

    void run();
    void runOne();  // one variation only
    // Small versions of the edit at several strengths.
    void runGrid();
    // The photo in every cartoon style, small.
    void runStyles();
    void findMark();
    // Why nothing can run now; empty: it can.
    QString obstacle() const;
    std::optional<edits::Request> request() const;     // for the picture
    std::optional<edits::Request> runRequest() const;  // what Run does: for the whole clip where one is open
    // Something outside changed what a run needs or may use.
    void refreshSoon() { m_pause.start(); }

private:
    void submit(std::optional<int> variations);
    void refresh();

    struct Asked {
        ToolId tool;
        edits::Request request;
    };
    struct Forecast {
        ToolId tool;
        edits::Need need;
    };
    void show(const Outcome<Forecast>& outcome);

    MainWindow& m_window;
    Latest<Asked, Forecast> m_need;  // in the background: it looks for installed models on the disk
    QTimer m_pause;
};

}  // namespace tintype::ui
