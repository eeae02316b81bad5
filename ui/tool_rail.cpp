#include "ui/tool_rail.h"

#include <QActionGroup>
#include <QEvent>
#include <QResizeEvent>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/actions.h"
#include "ui/icon.h"

namespace tintype::ui {

ToolRail::ToolRail(Actions& actions, QWidget* parent) : QFrame(parent), m_content(new QWidget), m_column(new QVBoxLayout(m_content)) {
    setObjectName(QStringLiteral("ToolRail"));
    const char* const tools[][2] = {{"tool.instruct", "instruct"}, {"tool.erase", "erase"},
                                    {"tool.restore", "restore"},   {"tool.cartoon", "cartoon"},
                                    {"tool.animate", "animate"},   {"tool.crop", "crop"},
                                    {"tool.adjust", "adjust"}};
    auto* group = new QActionGroup(this);
    for (const auto& tool : tools) {
        QAction* action = actions.at(tool[0]);
        group->addAction(action);
        m_buttons.push_back(makeButton(action, tool[1]));
        if (qstrcmp(tool[0], "tool.crop") == 0) m_column->addSpacing(8);
        m_column->addWidget(m_buttons.back());
    }
    m_column->addStretch(1);
    // Where not even the icons have room, the rail scrolls; the focus takes it along.
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setMinimumHeight(0);
    auto* frame = new QVBoxLayout(this);
    frame->setContentsMargins(4, 4, 4, 4);
    frame->addWidget(scroll);
    fit();
}

QToolButton* ToolRail::makeButton(QAction* action, const char* iconName) {
    action->setIcon(icon(QLatin1String(iconName)));
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setIconSize(QSize(24, 24));
    button->setFocusPolicy(Qt::StrongFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto name = [action, button] {
        QString text = Actions::plainText(action->text());
        if (action->objectName() == QStringLiteral("tool.crop")) text = tr("Crop");
        button->setText(text);
        button->setAccessibleName(Actions::plainText(action->text()));
    };
    connect(action, &QAction::changed, button, name);
    name();
    return button;
}

void ToolRail::fit() {
    const auto take = [this](Qt::ToolButtonStyle style, int spacing, int margin) {
        for (QToolButton* button : m_buttons) button->setToolButtonStyle(style);
        m_column->setSpacing(spacing);
        m_column->setContentsMargins(0, margin, 0, margin);
        m_column->invalidate();
        return m_column->minimumSize();
    };
    QSize needed = take(Qt::ToolButtonTextUnderIcon, 4, 4);
    if (needed.height() > height() - 8) needed = take(Qt::ToolButtonIconOnly, 0, 0);
    setFixedWidth(needed.width() + 8);
}

void ToolRail::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    if (event->oldSize().height() != event->size().height()) fit();
}

void ToolRail::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    const bool other = event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange || event->type() == QEvent::LanguageChange;
    // After the buttons have taken their new names.
    if (other) QMetaObject::invokeMethod(this, &ToolRail::fit, Qt::QueuedConnection);
}

}  // namespace tintype::ui
