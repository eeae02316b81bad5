// The look of the window: light, dark and high contrast palettes with one accent colour, and a small style
// sheet on a 4 px grid. Used by app/window at start and when a preference or the desktop's scheme changes.
#pragma once

#include <QColor>
#include <QPalette>

#include "ui/preferences.h"

class QApplication;

namespace tintype::ui {

// Applies it to the whole program. System: what the desktop's own palette (before any theme) says.
void applyTheme(QApplication& application, Theme theme);
// Whether `theme` comes out dark on this desktop.
bool isDark(Theme theme);
QPalette paletteOf(Theme theme);
// For text and icons that say "careful" in the current palette.
QColor warningColour(const QPalette& palette);

}  // namespace tintype::ui
