#include "ui/panels/tool_panel.h"

#include <QEvent>

namespace tintype::ui {

ToolPanel::ToolPanel(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(12);
}

void ToolPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace tintype::ui
