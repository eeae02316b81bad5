// The left column: one button a tool. Used by the main window.
#pragma once

#include <QFrame>

namespace tintype::ui {

class Actions;

class ToolRail : public QFrame {
    Q_OBJECT

public:
    explicit ToolRail(Actions& actions, QWidget* parent = nullptr);
};

}  // namespace tintype::ui
