#include "ui/panels/side_panel.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <vector>

#include "ui/panels/run_box.h"
#include "ui/qt_text.h"

namespace tintype::ui {

const char* toolKey(ToolId tool) {
    constexpr const char* kKeys[] = {"instruct", "erase", "restore", "cartoon", "animate", "crop", "adjust"};
    return kKeys[static_cast<int>(tool)];
}

SidePanel::SidePanel(QAction* run, Factory factory, QWidget* parent)
    : QFrame(parent), m_factory(std::move(factory)), m_title(new QLabel), m_engineLine(new QLabel),
      m_modelHint(new QPushButton), m_scroll(new QScrollArea), m_pages(new QWidget), m_runBox(new RunBox(run)) {
    setObjectName(QStringLiteral("SidePanel"));
    m_title->setProperty("role", "title");
    m_engineLine->setProperty("role", "quiet");
    m_engineLine->setTextFormat(Qt::PlainText);
    m_engineLine->setWordWrap(true);
    m_modelHint->setProperty("role", "link");
    m_modelHint->setCursor(Qt::PointingHandCursor);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_pages);
    new QVBoxLayout(m_pages);
    m_pages->layout()->setContentsMargins(0, 0, 0, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_engineLine);
    column->addWidget(m_modelHint);
    column->addSpacing(8);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_runBox);
    setMinimumWidth(284);
    setMaximumWidth(360);
    connect(m_modelHint, &QPushButton::clicked, this, [this] { Q_EMIT modelInfoRequested(m_tool); });
}

ToolPanel* SidePanel::panel(ToolId tool) {
    ToolPanel*& panel = m_panels[tool];
    if (panel) return panel;
    panel = m_factory(tool);
    panel->setObjectName(QLatin1String(toolKey(tool)));
    const QString key = QLatin1String(toolKey(tool));
    if (m_values.contains(key)) panel->setValues(m_values.value(key).toObject());
    panel->hide();
    m_pages->layout()->addWidget(panel);
    orderTabs(*panel);
    connect(panel, &ToolPanel::changed, this, [this, panel] {
        if (panel == m_shown) Q_EMIT changed();
    });
    return panel;
}

// Panels are made late; by Tab they come before Run all the same.
void SidePanel::orderTabs(const QWidget& panel) {
    std::vector<QWidget*> parts;
    for (QWidget* part = panel.nextInFocusChain(); part != &panel; part = part->nextInFocusChain())
        if (panel.isAncestorOf(part) && (part->focusPolicy() & Qt::TabFocus) && !part->focusProxy()) parts.push_back(part);
    QWidget* before = m_modelHint;
    for (QWidget* part : parts) {
        setTabOrder(before, part);
        before = part;
    }
    setTabOrder(before, m_runBox->button());
}

void SidePanel::setTool(ToolId tool) {
    ToolPanel* next = panel(tool);
    if (m_shown == next) return;
    if (m_shown) {
        m_shown->left();
        m_shown->hide();
    }
    m_tool = tool;
    m_shown = next;
    // Only the panel shown counts for the height (a QStackedWidget asks all of them): short panels do not scroll.
    m_shown->show();
    m_runBox->setVisible(next->hasRun());
    m_engine.clear();
    showTexts();
    next->entered();
    Q_EMIT toolChanged(tool);
}

void SidePanel::setEngine(const edits::Need& need) {
    m_engine = QString::fromStdString(need.engine);
    m_builtIn = need.builtIn;
    current()->setEngine(need);
    showTexts();
}

void SidePanel::showTexts() {
    ToolPanel* panel = current();
    m_title->setText(panel->title());
    m_engineLine->setVisible(panel->hasRun());
    m_engineLine->setText(m_engine.isEmpty() ? tr("Built-in engine") : tr("Engine: %1").arg(engineTitle(m_engine)));
    m_modelHint->setText(panel->modelHint());
    m_modelHint->setAccessibleName(panel->modelHint().isEmpty() ? tr("Models") : panel->modelHint());
    m_modelHint->setVisible(m_builtIn && panel->hasRun() && !panel->modelHint().isEmpty());
    m_scroll->setAccessibleName(panel->title());
}

QJsonObject SidePanel::values() const {
    QJsonObject values = m_values;
    for (const auto& [tool, panel] : m_panels)
        if (const QJsonObject own = panel->values(); !own.isEmpty()) values.insert(QLatin1String(toolKey(tool)), own);
    return values;
}

void SidePanel::setValues(const QJsonObject& values) {
    m_values = values;
    for (const auto& [tool, panel] : m_panels) {
        const QString key = QLatin1String(toolKey(tool));
        if (values.contains(key)) panel->setValues(values.value(key).toObject());
    }
}

void SidePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && m_panels.contains(m_tool)) showTexts();
    QFrame::changeEvent(event);
}

}  // namespace tintype::ui
