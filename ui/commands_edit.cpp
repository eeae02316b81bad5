#include <QClipboard>
#include <QGuiApplication>

#include "ui/actions.h"
#include "ui/commands.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/dialogs/resize_dialog.h"
#include "ui/intents.h"
#include "ui/main_window.h"

namespace tintype::ui {
namespace {

// "Undo: Rotate left", enabled while there is something to take back.
void followUndo(MainWindow& window, const char* id, bool redo) {
    QAction* action = window.actions().at(id);
    QUndoStack& stack = window.document().undoStack();
    const auto show = [&stack, action, redo] {
        const QString step = redo ? stack.redoText() : stack.undoText();
        const QString name = redo ? MainWindow::tr("&Redo") : MainWindow::tr("&Undo");
        action->setText(step.isEmpty() ? name : MainWindow::tr("%1: %2").arg(name, step));
        action->setEnabled(redo ? stack.canRedo() : stack.canUndo());
        action->setToolTip(action->isEnabled() ? Actions::plainText(action->text())
                                               : redo ? MainWindow::tr("Nothing was undone.") : MainWindow::tr("Nothing was changed yet."));
    };
    QObject::connect(&stack, &QUndoStack::indexChanged, action, show);
    QObject::connect(&stack, &QUndoStack::cleanChanged, action, show);
    QObject::connect(&stack, &QUndoStack::canUndoChanged, action, show);
    QObject::connect(&stack, &QUndoStack::canRedoChanged, action, show);
    show();
}

void resize(MainWindow& window) {
    ResizeDialog dialog(window.document().picture().size(), &window);
    if (dialog.exec() == QDialog::Accepted && dialog.size() != window.document().picture().size())
        Q_EMIT window.intents().resize(dialog.size());
}

void editPreferences(MainWindow& window) {
    PreferencesDialog dialog(window.preferences(), &window);
    if (dialog.exec() == QDialog::Accepted) Q_EMIT window.intents().preferencesChanged(dialog.preferences());
}

}  // namespace

void connectEditCommands(MainWindow& window) {
    const auto on = [&window](const char* id, auto act) {
        QObject::connect(window.actions().at(id), &QAction::triggered, &window, [&window, act] { act(window); });
    };
    on("edit.undo", [](MainWindow& w) { w.document().undo(); });
    on("edit.redo", [](MainWindow& w) { w.document().redo(); });
    on("edit.copy", [](MainWindow& w) { Q_EMIT w.intents().copyPicture(); });
    on("edit.paste", [](MainWindow& w) { w.whenSafe([&w] { Q_EMIT w.intents().paste(); }); });
    on("edit.rotateLeft", [](MainWindow& w) { Q_EMIT w.intents().turn(image::Turn::Left); });
    on("edit.rotateRight", [](MainWindow& w) { Q_EMIT w.intents().turn(image::Turn::Right); });
    on("edit.flipHorizontal", [](MainWindow& w) { Q_EMIT w.intents().turn(image::Turn::FlipHorizontal); });
    on("edit.flipVertical", [](MainWindow& w) { Q_EMIT w.intents().turn(image::Turn::FlipVertical); });
    on("edit.resize", &resize);
    on("edit.preferences", &editPreferences);
    followUndo(window, "edit.undo", false);
    followUndo(window, "edit.redo", true);
}

}  // namespace tintype::ui
