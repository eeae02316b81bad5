// The menu bar of the main window, from its actions.
#pragma once

namespace tintype::ui {

class MainWindow;

void buildMenus(MainWindow& window);
void retranslateMenus(MainWindow& window);

}  // namespace tintype::ui
