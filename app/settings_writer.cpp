#include "app/settings_writer.h"

#include <mutex>
#include <utility>

#include "app/session.h"
#include "app/settings.h"
#include "core/base/error.h"
#include "ui/background.h"
#include "ui/error_strip.h"
#include "ui/instruction_history.h"
#include "ui/main_window.h"

namespace tintype::app {

namespace {
constexpr int kPauseMs = 500;
}

// Two threads write: the later state wins.
struct SettingsWriter::Order {
    std::mutex mutex;
    quint64 written = 0;

    void write(quint64 number, const std::filesystem::path& file, const QByteArray& bytes) {
        const std::lock_guard lock(mutex);
        if (number < written) return;
        Settings::write(file, bytes);
        written = number;
    }
};

SettingsWriter::SettingsWriter(ui::MainWindow& window, Session& session, Settings& settings)
    : QObject(&window), m_window(window), m_settings(settings), m_order(std::make_shared<Order>()) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    m_last = collect();
    connect(&m_pause, &QTimer::timeout, this, &SettingsWriter::write);
    connect(&session, &Session::recentChanged, this, &SettingsWriter::writeSoon);
    connect(window.sidePanel(), &ui::SidePanel::changed, this, &SettingsWriter::writeSoon);
    connect(&window.history(), &ui::InstructionHistory::changed, this, &SettingsWriter::writeSoon);
    connect(&window, &ui::MainWindow::closing, this, &SettingsWriter::writeNow);
}

// Not put off by further changes: a slider moved without rest is written meanwhile, too.
void SettingsWriter::writeSoon() {
    if (!m_pause.isActive()) m_pause.start();
}

QByteArray SettingsWriter::collect() {
    m_settings.geometry = m_window.saveGeometry();
    m_settings.panels = m_window.sidePanel()->values();
    m_settings.history = m_window.history().toJson();
    return m_settings.toBytes();
}

void SettingsWriter::write() {
    const QByteArray bytes = collect();
    if (bytes == m_last) return;
    m_last = bytes;
    const auto work = [order = m_order, number = ++m_count, file = m_settings.file(), bytes] {
        order->write(number, file, bytes);
        return true;
    };
    // Said once, not with each slider moved.
    m_window.background().run(this, work, [this](const ui::Outcome<bool>& outcome) {
        const bool again = std::exchange(m_failed, outcome.error.has_value());
        if (outcome.error && !again) m_window.errorStrip()->show(noticeOf(outcome.error->kind(), outcome.error->message()));
    });
}

void SettingsWriter::writeNow() {
    m_pause.stop();
    m_last = collect();
    try {
        m_order->write(++m_count, m_settings.file(), m_last);
    } catch (const Error& error) {
        m_window.errorStrip()->show(noticeOf(error.kind(), error.message()));
    }
}

}  // namespace tintype::app
