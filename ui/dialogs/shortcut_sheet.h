// All keys on one page, by group. Shown by `?`.
#pragma once

#include <QDialog>

namespace tintype::ui {

class Actions;

class ShortcutSheet : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutSheet(const Actions& actions, QWidget* parent = nullptr);
};

}  // namespace tintype::ui
