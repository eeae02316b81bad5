// What the actions of the main window do: they act on the canvas and the panels, show dialogs, and emit intents.
// One file a menu: commands_file.cpp, commands_edit.cpp, commands_view.cpp, commands_mask.cpp, commands_run.cpp;
// and commands_clip.cpp for the row under a clip.
#pragma once

#include <QList>
#include <QUrl>
#include <filesystem>

namespace tintype::ui {

class MainWindow;
struct ClipChoice;

void connectFileCommands(MainWindow& window);
void connectEditCommands(MainWindow& window);
void connectViewCommands(MainWindow& window);
void connectMaskCommands(MainWindow& window);
void connectRunCommands(MainWindow& window);
void connectHelpCommands(MainWindow& window);
void connectClipCommands(MainWindow& window);

inline void connectCommands(MainWindow& window) {
    connectFileCommands(window);
    connectEditCommands(window);
    connectViewCommands(window);
    connectMaskCommands(window);
    connectRunCommands(window);
    connectHelpCommands(window);
    connectClipCommands(window);
}

// Saves, asking for a name where there is none yet. False: the person changed their mind.
bool saveDocument(MainWindow& window);
// Opens the file unless unsaved changes keep it from it.
void openPhoto(MainWindow& window, const std::filesystem::path& file);
// Asks how, then has it done.
void smoothClip(MainWindow& window, const std::filesystem::path& clip);
void exportClip(MainWindow& window, const ClipChoice& choice);
// Opens the first local file of what was dropped; says so when there is none.
void openDropped(MainWindow& window, const QList<QUrl>& urls);

}  // namespace tintype::ui
