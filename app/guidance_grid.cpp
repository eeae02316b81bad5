#include "app/guidance_grid.h"

#include "core/image/colour.h"
#include "ui/dialogs/guidance_grid_dialog.h"
#include "ui/instruction_box.h"
#include "ui/intents.h"
#include "ui/main_window.h"
#include "ui/panels/instruct_panel.h"
#include "ui/panels/seed_row.h"
#include "ui/panels/side_panel.h"
#include "ui/qt_text.h"

namespace tintype::app {

GuidanceGrid::GuidanceGrid(engine::Engine& engine, ui::MainWindow& window) : QObject(&window), m_engine(engine), m_window(window) {
    connect(&window.intents(), &ui::Intents::guidanceGrid, this, &GuidanceGrid::start);
    connect(&engine, &engine::Engine::outputReady, this, &GuidanceGrid::take);
    connect(&engine, &engine::Engine::progressed, this, [this](engine::JobId id, const Tick& tick, qint64, qint64) {
        if (id == m_job && m_dialog) m_dialog->setProgress(tick.fraction, ui::translated(tick.stage));
    });
    connect(&engine, &engine::Engine::finished, this, [this](engine::JobId id, const edits::Result&) { end(id, {}); });
    connect(&engine, &engine::Engine::cancelled, this, [this](engine::JobId id) { end(id, tr("The grid was stopped.")); });
    connect(&engine, &engine::Engine::failed, this,
            [this](engine::JobId id, ErrorKind, const Message& message) { end(id, ui::translated(message)); });
}

void GuidanceGrid::start(edits::Request request) {
    const auto* work = std::get_if<edits::Instruct>(&request.work);
    if (!work || work->grid.empty()) return;
    if (m_dialog) m_dialog->close();
    m_dialog = new ui::GuidanceGridDialog(work->grid.text, work->grid.image, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ui::GuidanceGridDialog::chosen, this, &GuidanceGrid::choose);
    connect(m_dialog, &QDialog::finished, this, [this] {
        if (m_job) m_engine.cancel(std::exchange(m_job, 0));
    });
    m_instruction = QString::fromStdString(work->instruction);
    m_seed = work->seed;
    m_job = m_engine.submit(std::move(request));
    m_dialog->show();
}

void GuidanceGrid::take(engine::JobId id, const edits::Output& output) {
    if (id != m_job || !m_dialog || !output.guidance) return;
    m_dialog->setCell(output.guidance->text, output.guidance->image, ui::toQImage(image::toDisplay(output.picture)));
}

void GuidanceGrid::end(engine::JobId id, const QString& why) {
    if (id != m_job) return;
    m_job = 0;
    if (m_dialog) m_dialog->setEnded(why);
}

// What the cell showed, in full: another instruction typed meanwhile or another seed would give another picture.
void GuidanceGrid::choose(double text, double image) {
    m_window.setTool(ui::ToolId::Instruct);
    if (m_window.instructionBox()->text().simplified() != m_instruction) m_window.instructionBox()->setText(m_instruction);
    auto* panel = static_cast<ui::InstructPanel*>(m_window.sidePanel()->panel(ui::ToolId::Instruct));
    panel->setGuidance(text, image);
    panel->seedRow()->setSeed(m_seed);
    panel->seedRow()->setLocked(true);
    if (m_dialog) m_dialog->close();
    m_window.runOne();
}

}  // namespace tintype::app
