#include "ui/run_control.h"

#include <QDateTime>
#include <algorithm>

#include "core/edits/recipe.h"
#include "core/edits/run.h"
#include "ui/actions.h"
#include "ui/clip_bar.h"
#include "ui/instruction_box.h"
#include "ui/instruction_history.h"
#include "ui/intents.h"
#include "ui/main_window.h"
#include "ui/panels/cartoon_panel.h"
#include "ui/panels/erase_panel.h"
#include "ui/panels/instruct_panel.h"
#include "ui/panels/run_box.h"
#include "ui/panels/side_panel.h"

namespace tintype::ui {

namespace {

// A cell is to be judged, not kept: a quarter of the usual pixels and half the steps.
constexpr int kGridSteps = 10;
constexpr int kGridSide = 256;
constexpr int kStyleSide = 512;

// The same tool on every frame; work that is about one picture stays as it is.
edits::Work overClip(edits::Work work, const std::filesystem::path& clip) {
    edits::EditClip whole;
    const auto take = [&]<typename Tool>(Tool& tool) {
        if constexpr (std::is_constructible_v<edits::PictureTool, Tool>) {
            tool.photo = {};
            if constexpr (requires { tool.variations; }) tool.variations = 1;
            if constexpr (requires { tool.layerBytes; }) {
                // The boxes are this frame's faces; in others they are found anew.
                tool.faces.reset();
                tool.faceStrengths.clear();
                tool.layerBytes = 0;
            }
            whole.tool = std::move(tool);
            return true;
        } else {
            return false;
        }
    };
    if (!std::visit(take, work)) return work;
    whole.clip = clip;
    whole.target = "clip.mp4";
    return whole;
}

}  // namespace

RunControl::RunControl(MainWindow& window)
    : m_window(window),
      m_need(window.background(), this, [](const Asked& asked) { return Forecast{asked.tool, edits::predict(asked.request)}; },
             [this](const Outcome<Forecast>& outcome) { show(outcome); }) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(60);
    connect(&m_pause, &QTimer::timeout, this, &RunControl::refresh);
    const auto soon = [this] { m_pause.start(); };
    connect(&window.document(), &document::Document::opened, this, soon);
    connect(&window.document(), &document::Document::pictureChanged, this, soon);
    connect(&window.document(), &document::Document::maskChanged, this, soon);
    connect(window.sidePanel(), &SidePanel::changed, this, soon);
    connect(window.sidePanel(), &SidePanel::toolChanged, this, &RunControl::refresh);
    connect(window.instructionBox(), &InstructionBox::textChanged, this, soon);
    connect(&window.engine(), &engine::Engine::queueChanged, this, soon);
    connect(window.clipBar(), &ClipBar::wholeChanged, this, soon);
    connect(window.instructionBox(), &InstructionBox::submitted, this, &RunControl::run);
    connect(window.actions().at("run.run"), &QAction::triggered, this, &RunControl::run);
    // Panels are made when they are first shown.
    connect(window.sidePanel(), &SidePanel::toolChanged, this, [this](ToolId tool) {
        if (tool == ToolId::Cartoon)
            connect(static_cast<CartoonPanel*>(m_window.sidePanel()->panel(tool)), &CartoonPanel::sheetRequested, this, &RunControl::runStyles, Qt::UniqueConnection);
        if (tool == ToolId::Erase)
            connect(static_cast<ErasePanel*>(m_window.sidePanel()->panel(tool)), &ErasePanel::markRequested, this, &RunControl::findMark, Qt::UniqueConnection);
        if (tool != ToolId::Instruct) return;
        connect(static_cast<InstructPanel*>(m_window.sidePanel()->panel(tool)), &InstructPanel::gridRequested, this, &RunControl::runGrid, Qt::UniqueConnection);
    });
}

QString RunControl::obstacle() const {
    if (!m_window.document().isOpen()) return tr("Open a photo first.");
    const ToolPanel* panel = m_window.sidePanel()->current();
    return panel->hasRun() ? panel->obstacle(m_window.instructionBox()->text()) : tr("Use Apply on this panel.");
}

std::optional<edits::Request> RunControl::request() const {
    std::optional<edits::Work> work = m_window.sidePanel()->current()->work(m_window.instructionBox()->text());
    if (!work || !m_window.document().isOpen()) return std::nullopt;
    edits::Request request{std::move(*work), {}};
    m_window.sidePanel()->current()->choose(request.options);
    edits::setPhoto(request, m_window.document().picture());
    request.options.memoryLimit = m_window.preferences().modelMemory;
    const image::Mask& mask = m_window.document().mask();
    if (auto* erase = std::get_if<edits::Erase>(&request.work)) erase->mask = mask;
    auto* instruct = std::get_if<edits::Instruct>(&request.work);
    if (instruct && !mask.null() && !mask.bounds().empty()) instruct->mask = mask;
    return request;
}

std::optional<edits::Request> RunControl::runRequest() const {
    std::optional<edits::Request> request = this->request();
    if (request && m_window.clipBar()->isWhole()) request->work = overClip(std::move(request->work), m_window.clipBar()->clip());
    return request;
}

void RunControl::run() { submit(std::nullopt); }
void RunControl::runOne() { submit(1); }

void RunControl::submit(std::optional<int> variations) {
    if (!obstacle().isEmpty()) return refresh();
    m_window.sidePanel()->current()->beforeRun();
    std::optional<edits::Request> request = runRequest();
    if (!request) return;
    if (auto* work = std::get_if<edits::Instruct>(&request->work)) work->variations = variations.value_or(work->variations);
    if (m_window.sidePanel()->tool() == ToolId::Instruct)
        m_window.history().add(m_window.instructionBox()->text(), QDateTime::currentMSecsSinceEpoch());
    Q_EMIT m_window.intents().run(*request);
}

void RunControl::runGrid() {
    std::optional<edits::Request> request = this->request();
    auto* work = request ? std::get_if<edits::Instruct>(&request->work) : nullptr;
    if (!work || !obstacle().isEmpty()) return refresh();
    work->grid = {{3.0, 5.0, 7.5, 11.0}, {1.0, 1.2, 1.5, 2.0}};
    work->steps = std::min(work->steps, kGridSteps);
    work->longSide = kGridSide;
    request->purpose = edits::Purpose::Choice;
    Q_EMIT m_window.intents().guidanceGrid(*request);
}

void RunControl::runStyles() {
    std::optional<edits::Request> request = this->request();
    auto* work = request ? std::get_if<edits::Cartoon>(&request->work) : nullptr;
    if (!work) return refresh();
    for (const vault::CartoonStyle& style : static_cast<CartoonPanel*>(m_window.sidePanel()->current())->styles()) work->styles.push_back(style.model);
    work->longSide = std::min(kStyleSide, work->photo.size().longSide());
    request->purpose = edits::Purpose::Choice;
    Q_EMIT m_window.intents().cartoonStyles(*request);
}

void RunControl::findMark() {
    const std::optional<edits::Request> request = this->request();
    if (request && obstacle().isEmpty()) Q_EMIT m_window.intents().markInOthers(*request);
}

void RunControl::refresh() {
    m_pause.stop();
    RunBox* box = m_window.sidePanel()->runBox();
    box->setState(obstacle(), m_window.engine().busy());
    std::optional<edits::Request> request = runRequest();
    if (request) return m_need.offer({m_window.sidePanel()->tool(), std::move(*request)});
    m_need.drop();
    box->setMemory(0, 0, edits::Fit::AsAsked);
    box->setTime(0);
}

void RunControl::show(const Outcome<Forecast>& outcome) {
    // An answer for another panel comes too late to be shown.
    if (!outcome.value || outcome.value->tool != m_window.sidePanel()->tool()) return;
    const edits::Need& need = outcome.value->need;
    m_window.sidePanel()->setEngine(need);
    m_window.instructionBox()->setReader(need.builtIn ? TextReader::BuiltIn : TextReader::Model);
    m_window.sidePanel()->runBox()->setMemory(need.bytes, need.budget > 0 ? need.budget : availableMemory(), need.fit);
    m_window.sidePanel()->runBox()->setTime(need.seconds);
}

}  // namespace tintype::ui
