// The left column: one button a tool, with their names where there is room. Used by the main window.
#pragma once

#include <QFrame>
#include <vector>

class QToolButton;
class QVBoxLayout;

namespace tintype::ui {

class Actions;

class ToolRail : public QFrame {
    Q_OBJECT

public:
    explicit ToolRail(Actions& actions, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QToolButton* makeButton(QAction* action, const char* iconName);
    void fit();

    QWidget* m_content;
    QVBoxLayout* m_column;
    std::vector<QToolButton*> m_buttons;
};

}  // namespace tintype::ui
