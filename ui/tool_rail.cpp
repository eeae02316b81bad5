#include "ui/tool_rail.h"

#include <QActionGroup>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actions.h"
#include "ui/icon.h"

namespace tintype::ui {

ToolRail::ToolRail(Actions& actions, QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("ToolRail"));
    const char* const tools[][2] = {{"tool.instruct", "instruct"}, {"tool.erase", "erase"},
                                    {"tool.restore", "restore"},   {"tool.cartoon", "cartoon"},
                                    {"tool.animate", "animate"},   {"tool.crop", "crop"},
                                    {"tool.adjust", "adjust"}};
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 8, 4, 8);
    column->setSpacing(4);
    auto* group = new QActionGroup(this);
    for (const auto& tool : tools) {
        QAction* action = actions.at(tool[0]);
        action->setIcon(icon(QLatin1String(tool[1])));
        group->addAction(action);
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize(QSize(24, 24));
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        if (qstrcmp(tool[0], "tool.crop") == 0) column->addSpacing(12);
        column->addWidget(button);
        const auto name = [action, button] {
            QString text = Actions::plainText(action->text());
            if (action->objectName() == QStringLiteral("tool.crop")) text = tr("Crop");
            button->setText(text);
            button->setAccessibleName(Actions::plainText(action->text()));
        };
        connect(action, &QAction::changed, button, name);
        name();
    }
    column->addStretch(1);
}

}  // namespace tintype::ui
