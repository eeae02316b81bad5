// "Decode again": from a clip among the results, or after one was stopped, its kept latents are painted again as a dialog
// asks. Part of the window.
#pragma once

#include <QObject>

#include "app/session.h"
#include "core/edits/saved_clips.h"

namespace tintype::ui {
class MainWindow;
}

namespace tintype::app {

class DecodeAgain : public QObject {
    Q_OBJECT

public:
    DecodeAgain(Session& session, ui::MainWindow& window);

    // Asks how, and starts it; says so when nothing of the clip is kept.
    void open(const gallery::Item& item);

private:
    struct Found {
        edits::SavedClip clip;
        edits::Request request;
    };
    void ask(const Found& found, const QString& photoKey);
    void offer(const edits::Request& stopped);

    Session& m_session;
    ui::MainWindow& m_window;
};

}  // namespace tintype::app
