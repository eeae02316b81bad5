#include "ui/main_window.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <cmath>
#include <utility>

#include "core/image/read.h"
#include "ui/actions.h"
#include "ui/background.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/mask_bar.h"
#include "ui/clip_bar.h"
#include "ui/commands.h"
#include "ui/error_strip.h"
#include "ui/filmstrip.h"
#include "ui/instruction_box.h"
#include "ui/instruction_history.h"
#include "ui/intents.h"
#include "ui/job_strip.h"
#include "ui/live_preview.h"
#include "ui/menus.h"
#include "ui/panels/panel_factory.h"
#include "ui/qt_text.h"
#include "ui/run_control.h"
#include "ui/start_page.h"
#include "ui/tool_rail.h"

namespace tintype::ui {

namespace {
constexpr int kShort = 600;  // below this height the strips take less room
}

MainWindow::MainWindow(document::Document& document, engine::Engine& engine, Background& background, QWidget* parent)
    : QMainWindow(parent), m_document(document), m_engine(engine), m_background(background),
      m_actions(new Actions(this)), m_intents(new Intents(this)), m_history(new InstructionHistory(this)),
      m_status(new QLabel), m_pages(new QStackedWidget), m_centre(new QStackedWidget),
      m_start(new StartPage(background)), m_canvas(new CanvasView),
      m_maskBar(new MaskBar(m_canvas)), m_clipBar(new ClipBar), m_filmstrip(new Filmstrip(m_canvas)), m_instruction(new InstructionBox(*m_history)),
      m_side(new SidePanel(m_actions->at("run.run"), [this](ToolId tool) { return makePanel(tool); })),
      m_results(new QVBoxLayout), m_errors(new ErrorStrip), m_jobs(new JobStrip(engine, *m_actions)),
      m_preview(std::make_unique<LivePreview>(document, *m_canvas, background)) {
    setMinimumSize(640, 400);
    m_canvas->setDocument(&document);
    m_centre->installEventFilter(this);
    m_maskBar->setDocument(&document);
    buildLayout();
    buildMenus(*this);
    m_run = std::make_unique<RunControl>(*this);
    connectCommands(*this);
    connectDocument();
    setTool(ToolId::Instruct);
    retranslate();
    updatePages();
}

MainWindow::~MainWindow() {
    hide();  // who follows the keyboard hears that it is gone while this is still a window
    m_canvas->setDocument(nullptr);
}

void MainWindow::buildLayout() {
    m_status->setTextFormat(Qt::PlainText);
    m_status->setContentsMargins(8, 0, 12, 0);
    m_status->setMinimumHeight(menuBar()->fontMetrics().height() + 8);
    menuBar()->setCornerWidget(m_status);
    m_centre->addWidget(m_start);
    m_centre->addWidget(makeCanvasPage());
    auto* middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_centre, 1);
    middle->addWidget(m_instruction);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(new ToolRail(*m_actions));
    row->addLayout(middle, 1);
    row->addWidget(m_side);
    auto* editor = new QWidget;
    auto* editorColumn = new QVBoxLayout(editor);
    editorColumn->setContentsMargins(0, 0, 0, 0);
    editorColumn->setSpacing(0);
    editorColumn->addLayout(row, 1);
    editorColumn->addLayout(m_results);
    m_pages->addWidget(editor);
    auto* central = new QWidget;
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    column->addWidget(m_errors);
    column->addWidget(m_jobs);
    setCentralWidget(central);
    setAcceptDrops(true);
}

// The mask tools stand in a band of the surround above the photo, so that they never cover it.
QWidget* MainWindow::makeCanvasPage() {
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("CanvasPage"));
    page->setAttribute(Qt::WA_StyledBackground);
    page->setMinimumWidth(280);  // the bar gives way, not the window
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_maskBar, 0, Qt::AlignHCenter);
    column->addWidget(m_canvas, 1);
    column->addWidget(m_clipBar);
    return page;
}

void MainWindow::runOne() { m_run->runOne(); }

ToolPanel* MainWindow::makePanel(ToolId tool) { return ui::makePanel(tool, *this); }

void MainWindow::connectDocument() {
    connect(&m_document, &document::Document::opened, this, [this] {
        updatePages();
        updateTitle();
        if (m_document.isOpen()) m_canvas->setFocus();
    });
    connect(&m_document, &document::Document::pictureChanged, this, &MainWindow::updateTitle);
    connect(&m_document, &document::Document::modifiedChanged, this, [this](bool modified) {
        updateTitle();
        if (!modified && m_afterSave) std::exchange(m_afterSave, {})();
    });
    connect(m_canvas, &CanvasView::zoomChanged, this, &MainWindow::updateTitle);
    connect(m_side, &SidePanel::toolChanged, this, [this](ToolId tool) {
        const bool text = tool == ToolId::Instruct || tool == ToolId::Animate;
        m_instruction->setVisible(text);
        placeMaskBar();
        if (text) m_instruction->setPurpose(tool == ToolId::Animate ? TextPurpose::CameraMove : TextPurpose::Instruction);
    });
}

// The mask tools show where a mask makes sense, in the form that fits.
void MainWindow::placeMaskBar() {
    const ToolId tool = m_side->tool();
    m_maskBar->setVisible(m_document.isOpen() && (tool == ToolId::Erase || tool == ToolId::Instruct));
    m_maskBar->fit(m_centre->width());
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    const bool isShort = height() < kShort;
    if (m_short == isShort) return;
    m_short = isShort;
    Q_EMIT shortChanged(isShort);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_centre && (event->type() == QEvent::Resize || event->type() == QEvent::Show)) placeMaskBar();
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::setTool(ToolId tool) {
    m_actions->at((std::string("tool.") + toolKey(tool)).c_str())->setChecked(true);
    m_side->setTool(tool);
}

void MainWindow::updatePages() {
    const bool open = m_document.isOpen();
    m_centre->setCurrentIndex(open ? 1 : 0);
    placeMaskBar();
    updateActions();
}

void MainWindow::updateActions() {
    const bool open = m_document.isOpen();
    const QString why = open ? QString() : tr("Open a photo first.");
    for (const ActionSpec& spec : Actions::specs()) {
        const QByteArray id(spec.id);
        const bool needsPhoto = id == "file.save" || id == "file.saveAs" || id == "file.export" || id == "file.close" ||
                                id == "edit.copy" || id.startsWith("edit.rotate") || id.startsWith("edit.flip") ||
                                id == "edit.resize" || id.startsWith("mask.") ||
                                (id.startsWith("view.") && id != "view.gallery" && id != "view.fullScreen");
        if (!needsPhoto) continue;
        QAction* action = m_actions->at(spec.id);
        action->setEnabled(open);
        action->setToolTip(open ? Actions::plainText(action->text()) : why);
    }
}

void MainWindow::updateTitle() {
    const QString nameless = m_fallbackName.isEmpty() ? tr("Untitled") : m_fallbackName;
    const QString name = m_document.path().empty() ? nameless : toQString(m_document.path().filename());
    setWindowTitle(m_document.isOpen() ? tr("%1[*] - Tintype").arg(name) : tr("Tintype"));
    setWindowModified(m_document.isOpen() && m_document.modified());
    if (!m_loading.isEmpty()) return showStatus(tr("Opening %1...").arg(m_loading));
    if (!m_document.isOpen()) return showStatus({});
    const Size size = m_document.picture().size();
    const QString damaged = m_document.original().origin.damaged ? tr(" (damaged file)") : QString();
    showStatus(tr("%1%2   %3 x %4   %5%")
                          .arg(fontMetrics().elidedText(name, Qt::ElideMiddle, 320), damaged)
                          .arg(size.width).arg(size.height)
                          .arg(static_cast<int>(std::lround(m_canvas->zoom() * 100))));
}

void MainWindow::showStatus(const QString& text) {
    m_status->setText(text);
    menuBar()->setCornerWidget(m_status);  // the menu bar makes room only when it is told
}

void MainWindow::setLoading(const QString& name) {
    m_loading = name;
    updateTitle();
}

void MainWindow::setPreferences(const Preferences& preferences) {
    m_preferences = preferences;
    m_actions->setShortcuts(preferences.shortcuts);
    m_canvas->setOverlayColour(preferences.overlay);
    m_document.setUndoMemoryLimit(preferences.undoMemory);
    m_run->refreshSoon();
}

void MainWindow::setRecentFiles(const std::vector<std::filesystem::path>& files) {
    m_recent = files;
    m_start->setRecent(files);
}

void MainWindow::setResultsStrip(QWidget* strip) { m_results->addWidget(strip); }

void MainWindow::showPage(QWidget* page) {
    if (page && m_pages->indexOf(page) < 0) m_pages->addWidget(page);
    m_pages->setCurrentWidget(page ? page : m_pages->widget(0));
    if (page) page->setFocus();
    else m_actions->at("view.gallery")->setChecked(false);
}

QWidget* MainWindow::currentPage() const { return m_pages->currentIndex() > 0 ? m_pages->currentWidget() : nullptr; }

void MainWindow::reuse(const edits::Request& past) {
    constexpr ToolId kTools[] = {ToolId::Instruct, ToolId::Erase, ToolId::Restore, ToolId::Cartoon, ToolId::Animate};
    for (ToolId tool : kTools) {
        if (!m_side->panel(tool)->setWork(past.work)) continue;
        showPage(nullptr);
        setTool(tool);
        if (const auto* instruct = std::get_if<edits::Instruct>(&past.work))
            m_instruction->setText(QString::fromStdString(instruct->instruction));
        if (const auto* animate = std::get_if<edits::Animate>(&past.work))
            m_instruction->setText(QString::fromStdString(animate->prompt));
        return;
    }
}

bool MainWindow::unsaved() const {
    if (!m_document.isOpen() || !m_document.modified()) return false;
    const void* pixels = m_document.picture().data();
    return pixels != m_kept && pixels != m_document.original().data();
}

void MainWindow::whenSafe(std::function<void()> next) {
    if (!unsaved()) return next();
    QMessageBox box(QMessageBox::NoIcon, tr("Tintype"), tr("Save the changes to this photo?"),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(tr("Results of runs stay in the gallery in any case."));
    box.button(QMessageBox::Discard)->setText(tr("Don't save"));
    const int answer = box.exec();
    if (answer == QMessageBox::Discard) next();
    else if (answer == QMessageBox::Save && saveDocument(*this)) m_afterSave = std::move(next);
}

void MainWindow::closeNow() {
    m_closing = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!m_closing) {
        whenSafe([this] { m_closing = true; });
        if (!m_closing && m_afterSave) m_afterSave = [this] {
            m_closing = true;
            close();
        };
    }
    if (!m_closing) return event->ignore();
    Q_EMIT closing();
    event->accept();
}

void MainWindow::retranslate() {
    m_actions->retranslate();
    updateTitle();
    updateActions();
    m_jobs->setIdleText(tr("Ready"));
    m_canvas->setAccessibleName(tr("Photo"));
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && m_run) {
        retranslate();
        retranslateMenus(*this);
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) { openDropped(*this, event->mimeData()->urls()); }

}  // namespace tintype::ui
