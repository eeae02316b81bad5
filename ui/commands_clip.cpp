#include "core/edits/request.h"
#include "ui/clip_bar.h"
#include "ui/commands.h"
#include "ui/dialogs/clip_export_dialog.h"
#include "ui/dialogs/smooth_dialog.h"
#include "ui/intents.h"
#include "ui/main_window.h"

namespace tintype::ui {
namespace {

edits::Request requestFor(const MainWindow& window, edits::Work work) {
    edits::Request request{std::move(work), {}};
    request.options.memoryLimit = window.preferences().modelMemory;
    return request;
}

}  // namespace

void smoothClip(MainWindow& window, const std::filesystem::path& clip) {
    SmoothDialog dialog(clip, window.background(), &window);
    if (dialog.exec() == QDialog::Accepted) Q_EMIT window.intents().run(requestFor(window, dialog.work()));
}

void exportClip(MainWindow& window, const ClipChoice& choice) {
    ClipExportDialog dialog(choice, window.background(), &window);
    if (dialog.exec() == QDialog::Accepted) Q_EMIT window.intents().run(requestFor(window, dialog.work()));
}

void connectClipCommands(MainWindow& window) {
    ClipBar* bar = window.clipBar();
    QObject::connect(bar, &ClipBar::playRequested, &window, &MainWindow::clipRequested);
    QObject::connect(bar, &ClipBar::smoothRequested, &window, [&window](const auto& clip) { smoothClip(window, clip); });
    QObject::connect(bar, &ClipBar::exportRequested, &window, [&window](const auto& clip) { exportClip(window, {clip}); });
    QObject::connect(&window.document(), &document::Document::opened, bar, [bar, &window] { bar->setClip(clipOf(window.document())); });
    QObject::connect(window.sidePanel(), &SidePanel::toolChanged, bar, [bar](ToolId tool) {
        bar->setWholePossible(tool == ToolId::Instruct || tool == ToolId::Erase || tool == ToolId::Restore || tool == ToolId::Cartoon);
    });
}

}  // namespace tintype::ui
