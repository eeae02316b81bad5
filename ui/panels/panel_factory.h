// Makes a tool's panel and connects it to the window it stands in.
#pragma once

#include "ui/panels/side_panel.h"

namespace tintype::ui {

class MainWindow;

ToolPanel* makePanel(ToolId tool, MainWindow& window);

}  // namespace tintype::ui
