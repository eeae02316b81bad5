#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/commands.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/shortcut_sheet.h"
#include "ui/error_strip.h"
#include "ui/instruction_box.h"
#include "ui/job_strip.h"
#include "ui/main_window.h"

namespace tintype::ui {
namespace {

constexpr ToolId kTools[] = {ToolId::Instruct, ToolId::Erase, ToolId::Restore, ToolId::Cartoon,
                             ToolId::Animate,  ToolId::Crop,  ToolId::Adjust};

// Esc: first the gallery, then the tool in the hand, then the panel's own work, then the job.
void cancel(MainWindow& window) {
    const ToolId tool = window.sidePanel()->tool();
    if (window.currentPage()) return window.showPage(nullptr);
    if (tool == ToolId::Crop || tool == ToolId::Adjust) return window.setTool(ToolId::Instruct);
    if (window.canvas()->tool() != CanvasTool::Pan) return window.canvas()->setTool(CanvasTool::Pan);
    window.jobStrip()->cancelRunning();
}

}  // namespace

void connectRunCommands(MainWindow& window) {
    Actions& actions = window.actions();
    for (ToolId tool : kTools)
        QObject::connect(actions.at((std::string("tool.") + toolKey(tool)).c_str()), &QAction::triggered, &window,
                         [&window, tool] {
                             window.showPage(nullptr);
                             window.setTool(tool);
                         });
    QObject::connect(actions.at("run.cancel"), &QAction::triggered, &window, [&window] { cancel(window); });
    QObject::connect(actions.at("run.queue"), &QAction::triggered, window.jobStrip(), &JobStrip::showQueue);
    QObject::connect(actions.at("run.instruction"), &QAction::triggered, &window, [&window] {
        window.setTool(ToolId::Instruct);
        window.instructionBox()->focusText();
    });
}

void connectHelpCommands(MainWindow& window) {
    Actions& actions = window.actions();
    QObject::connect(actions.at("help.keys"), &QAction::triggered, &window, [&window] {
        ShortcutSheet(window.actions(), &window).exec();
    });
    QObject::connect(actions.at("help.guide"), &QAction::triggered, &window, [&window] { GuideDialog(&window).exec(); });
    QObject::connect(actions.at("help.about"), &QAction::triggered, &window, [&window] { AboutDialog(&window).exec(); });
    QObject::connect(window.sidePanel(), &SidePanel::modelInfoRequested, &window, [&window](ToolId) {
        window.errorStrip()->show({Severity::Note, MainWindow::tr("The published model does this tool's work as soon as it is installed."),
                                   MainWindow::tr("Download its file or folder, then run: tintype models import PATH"), {},
                                   QStringLiteral("model")});
    });
}

}  // namespace tintype::ui
