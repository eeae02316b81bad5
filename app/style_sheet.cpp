#include "app/style_sheet.h"

#include "core/image/colour.h"
#include "ui/dialogs/style_dialog.h"
#include "ui/intents.h"
#include "ui/main_window.h"
#include "ui/panels/cartoon_panel.h"
#include "ui/panels/side_panel.h"
#include "ui/qt_text.h"

namespace tintype::app {

StyleSheet::StyleSheet(engine::Engine& engine, ui::MainWindow& window) : QObject(&window), m_engine(engine), m_window(window) {
    connect(&window.intents(), &ui::Intents::cartoonStyles, this, &StyleSheet::start);
    connect(&engine, &engine::Engine::outputReady, this, &StyleSheet::take);
    connect(&engine, &engine::Engine::progressed, this, [this](engine::JobId id, const Tick& tick, qint64, qint64) {
        if (id == m_job && m_dialog) m_dialog->setProgress(tick.fraction, ui::translated(tick.stage));
    });
    connect(&engine, &engine::Engine::finished, this, [this](engine::JobId id, const edits::Result&) { end(id, {}); });
    connect(&engine, &engine::Engine::cancelled, this, [this](engine::JobId id) { end(id, tr("The styles were stopped.")); });
    connect(&engine, &engine::Engine::failed, this,
            [this](engine::JobId id, ErrorKind, const Message& message) { end(id, ui::translated(message)); });
}

void StyleSheet::start(const edits::Request& request) {
    const auto* work = std::get_if<edits::Cartoon>(&request.work);
    if (!work || work->styles.empty()) return;
    auto* panel = static_cast<ui::CartoonPanel*>(m_window.sidePanel()->panel(ui::ToolId::Cartoon));
    if (m_dialog) m_dialog->close();
    m_dialog = new ui::StyleDialog(panel->styles(), &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ui::StyleDialog::chosen, this, &StyleSheet::choose);
    connect(m_dialog, &QDialog::finished, this, [this] {
        if (m_job) m_engine.cancel(std::exchange(m_job, 0));
    });
    m_job = m_engine.submit(request);
    m_dialog->show();
}

void StyleSheet::take(engine::JobId id, const edits::Output& output) {
    if (id == m_job && m_dialog) m_dialog->setPicture(output.style, ui::toQImage(image::toDisplay(output.picture)));
}

void StyleSheet::end(engine::JobId id, const QString& why) {
    if (id != m_job) return;
    m_job = 0;
    if (m_dialog) m_dialog->setEnded(why);
}

void StyleSheet::choose(const std::filesystem::path& model) {
    static_cast<ui::CartoonPanel*>(m_window.sidePanel()->panel(ui::ToolId::Cartoon))->setStyle(model);
    if (m_dialog) m_dialog->close();
}

}  // namespace tintype::app
