// What Tintype is and what it stands on; and a page that explains the first minute.
#pragma once

#include <QDialog>

namespace tintype::ui {

class AboutDialog : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

class GuideDialog : public QDialog {
    Q_OBJECT

public:
    explicit GuideDialog(QWidget* parent = nullptr);
};

}  // namespace tintype::ui
