#include <QActionGroup>
#include <QFileDialog>

#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/mask_bar.h"
#include "ui/commands.h"
#include "ui/icon.h"
#include "ui/intents.h"
#include "ui/main_window.h"
#include "ui/qt_text.h"

namespace tintype::ui {
namespace {

struct MaskTool {
    const char* id;
    const char* icon;
    CanvasTool tool;
};
constexpr MaskTool kTools[] = {{"mask.brush", "brush", CanvasTool::Brush},
                               {"mask.eraser", "eraser", CanvasTool::Eraser},
                               {"mask.lasso", "lasso", CanvasTool::Lasso},
                               {"mask.rectangle", "rectangle", CanvasTool::Rectangle}};

// Choosing a mask tool once more puts it away, except where there is nothing to do without one.
void connectTools(MainWindow& window) {
    CanvasView* canvas = window.canvas();
    for (const MaskTool& entry : kTools) {
        QAction* action = window.actions().at(entry.id);
        action->setIcon(icon(QLatin1String(entry.icon)));
        QObject::connect(action, &QAction::triggered, canvas,
                         [&window, canvas, action, tool = entry.tool](bool on) {
                             const bool keep = on || window.sidePanel()->tool() == ToolId::Erase;
                             canvas->setTool(keep ? tool : CanvasTool::Pan);
                             action->setChecked(keep);
                         });
    }
    const auto follow = [&window](CanvasTool tool) {
        for (const MaskTool& entry : kTools) window.actions().at(entry.id)->setChecked(entry.tool == tool);
    };
    QObject::connect(canvas, &CanvasView::toolChanged, &window, follow);
    follow(canvas->tool());
}

int nextSize(int size, bool larger) {
    const int step = std::max(1, size / 8);
    return larger ? size + step : size - step;
}

void importMask(MainWindow& window) {
    const QString file = QFileDialog::getOpenFileName(&window, MainWindow::tr("Import a mask"), {},
                                                      MainWindow::tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp)"));
    if (!file.isEmpty()) Q_EMIT window.intents().importMask(toPath(file));
}

void exportMask(MainWindow& window) {
    const QString file = QFileDialog::getSaveFileName(&window, MainWindow::tr("Export the mask"),
                                                      QStringLiteral("mask.png"), MainWindow::tr("PNG pictures (*.png)"));
    if (!file.isEmpty()) Q_EMIT window.intents().exportMask(toPath(file));
}

}  // namespace

void connectMaskCommands(MainWindow& window) {
    const auto on = [&window](const char* id, auto act) {
        QObject::connect(window.actions().at(id), &QAction::triggered, &window, [&window, act] { act(window); });
    };
    connectTools(window);
    on("mask.swap", [](MainWindow& w) {
        w.canvas()->setTool(w.canvas()->tool() == CanvasTool::Brush ? CanvasTool::Eraser : CanvasTool::Brush);
    });
    on("mask.smaller", [](MainWindow& w) { w.canvas()->setBrushSize(nextSize(w.canvas()->brushSize(), false)); });
    on("mask.larger", [](MainWindow& w) { w.canvas()->setBrushSize(nextSize(w.canvas()->brushSize(), true)); });
    on("mask.softer", [](MainWindow& w) { w.canvas()->setBrushHardness(w.canvas()->brushHardness() - 10); });
    on("mask.harder", [](MainWindow& w) { w.canvas()->setBrushHardness(w.canvas()->brushHardness() + 10); });
    on("mask.invert", [](MainWindow& w) { w.maskBar()->invert(); });
    on("mask.clear", [](MainWindow& w) { w.maskBar()->clear(); });
    on("mask.grow", [](MainWindow& w) { w.maskBar()->grow(); });
    on("mask.shrink", [](MainWindow& w) { w.maskBar()->shrink(); });
    on("mask.feather", [](MainWindow& w) { w.maskBar()->feather(); });
    on("mask.import", &importMask);
    on("mask.export", &exportMask);
    QObject::connect(window.maskBar(), &MaskBar::importRequested, &window, [&window] { importMask(window); });
    QObject::connect(window.maskBar(), &MaskBar::exportRequested, &window, [&window] { exportMask(window); });
    // Erase starts with a brush in the hand; other tools leave it as it is.
    QObject::connect(window.sidePanel(), &SidePanel::toolChanged, &window, [&window](ToolId tool) {
        window.canvas()->setMaskInUse(tool == ToolId::Erase || tool == ToolId::Instruct);
        if (tool == ToolId::Erase && window.canvas()->tool() == CanvasTool::Pan) window.canvas()->setTool(CanvasTool::Brush);
    });
    const std::pair<const char*, const char*> icons[] = {{"mask.invert", "invert"}, {"mask.clear", "clear"},
        {"mask.grow", "grow"}, {"mask.shrink", "shrink"}, {"mask.feather", "feather"}, {"mask.import", "import"},
        {"mask.export", "export"}, {"view.overlay", "overlay"}};
    for (const auto& [id, name] : icons) window.actions().at(id)->setIcon(icon(QLatin1String(name)));
}

}  // namespace tintype::ui
