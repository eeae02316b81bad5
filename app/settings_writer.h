// Writes the settings soon after they change, so that a program that is killed loses nothing, and at once when the
// window goes. Used by app/window.
#pragma once

#include <QObject>
#include <QTimer>
#include <memory>

namespace tintype::ui {
class MainWindow;
}

namespace tintype::app {

class Session;
class Settings;

class SettingsWriter : public QObject {
    Q_OBJECT

public:
    // Of the three none is owned. What the window shows now counts as written.
    SettingsWriter(ui::MainWindow& window, Session& session, Settings& settings);

    void writeSoon();
    void writeNow();  // on the disk when this returns

private:
    struct Order;
    QByteArray collect();
    void write();

    ui::MainWindow& m_window;
    Settings& m_settings;
    QTimer m_pause;
    QByteArray m_last;               // what was written last
    quint64 m_count = 0;
    std::shared_ptr<Order> m_order;  // shared with what runs in the background
    bool m_failed = false;
};

}  // namespace tintype::app
