// The right column: the current tool's title, its engine in plain words, its options and the Run button.
// Panels are made when they are first shown.
#pragma once

#include <QFrame>
#include <QJsonObject>
#include <functional>
#include <map>

#include "core/edits/run.h"
#include "ui/panels/tool_panel.h"

class QAction;
class QLabel;
class QPushButton;
class QScrollArea;

namespace tintype::ui {

class RunBox;

enum class ToolId { Instruct, Erase, Restore, Cartoon, Animate, Crop, Adjust };
// A stable name for settings and object names: "instruct", ...
const char* toolKey(ToolId tool);

class SidePanel : public QFrame {
    Q_OBJECT

public:
    using Factory = std::function<ToolPanel*(ToolId)>;
    SidePanel(QAction* run, Factory factory, QWidget* parent = nullptr);

    ToolId tool() const { return m_tool; }
    void setTool(ToolId tool);
    ToolPanel* current() const { return m_panels.at(m_tool); }
    ToolPanel* panel(ToolId tool);  // made when missing
    RunBox* runBox() { return m_runBox; }
    // Who would do it: shown under the title.
    void setEngine(const edits::Need& need);
    QJsonObject values() const;  // of all panels, also those not made yet
    void setValues(const QJsonObject& values);

Q_SIGNALS:
    void toolChanged(tintype::ui::ToolId tool);
    void changed();          // an option of the current panel
    void modelInfoRequested(tintype::ui::ToolId tool);

protected:
    void changeEvent(QEvent* event) override;

private:
    void orderTabs(const QWidget& panel);
    void showTexts();

    Factory m_factory;
    ToolId m_tool = ToolId::Instruct;
    std::map<ToolId, ToolPanel*> m_panels;
    QJsonObject m_values;
    QString m_engine;
    bool m_builtIn = true;
    QLabel* m_title;
    QLabel* m_engineLine;
    QPushButton* m_modelHint;
    QScrollArea* m_scroll;
    QWidget* m_pages;
    ToolPanel* m_shown = nullptr;
    RunBox* m_runBox;
};

}  // namespace tintype::ui
