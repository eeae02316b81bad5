#include "ui/panels/panel_factory.h"

#include "ui/canvas/canvas_view.h"
#include "ui/intents.h"
#include "ui/live_preview.h"
#include "ui/main_window.h"
#include "ui/panels/adjust_panel.h"
#include "ui/panels/animate_panel.h"
#include "ui/panels/cartoon_panel.h"
#include "ui/panels/crop_panel.h"
#include "ui/panels/erase_panel.h"
#include "ui/panels/instruct_panel.h"
#include "ui/panels/restore_panel.h"

namespace tintype::ui {
namespace {

// Calls `tell` with the photo's size now and whenever it changes; an empty size: no photo.
template <class Tell>
void followSize(ToolPanel* panel, document::Document& document, Tell tell) {
    const auto now = [&document, tell] { tell(document.isOpen() ? document.picture().size() : Size{}); };
    QObject::connect(&document, &document::Document::opened, panel, now);
    QObject::connect(&document, &document::Document::pictureChanged, panel, now);
    now();
}

ToolPanel* makeCartoon(MainWindow& window) {
    auto* panel = new CartoonPanel(window.background());
    QObject::connect(panel, &CartoonPanel::strengthChanged, &window.intents(), &Intents::cartoonStrength);
    QObject::connect(panel, &CartoonPanel::strengthSettled, &window.intents(), &Intents::cartoonStrengthSettled);
    return panel;
}

ToolPanel* makeRestore(MainWindow& window) {
    auto* panel = new RestorePanel(window.document(), *window.canvas(), window.background());
    QObject::connect(panel, &RestorePanel::mixChanged, &window.intents(), &Intents::faceMix);
    QObject::connect(panel, &RestorePanel::mixSettled, &window.intents(), &Intents::faceMixSettled);
    return panel;
}

// A crop is chosen on the photo itself; a border is shown around it.
void showClipFrame(MainWindow& window, AnimatePanel& panel, const Size& clip, edits::Framing framing) {
    CanvasView* canvas = window.canvas();
    const bool crop = !clip.empty() && framing == edits::Framing::Crop;
    window.livePreview()->frameClip(crop ? Size{} : clip, framing);
    if (!crop) {
        if (canvas->tool() == CanvasTool::Crop) canvas->setTool(CanvasTool::Pan);
        return;
    }
    const Rect whole = edits::shownPart(window.document().picture().size(), clip, {});
    canvas->setTool(CanvasTool::Crop);
    canvas->setCropRatio(static_cast<double>(clip.width) / clip.height);
    canvas->setCropFrame(whole);
    panel.setPart({});
}

ToolPanel* makeAnimate(MainWindow& window) {
    auto* panel = new AnimatePanel;
    QObject::connect(panel, &AnimatePanel::framingShown, &window, [&window, panel](const Size& clip, edits::Framing framing) { showClipFrame(window, *panel, clip, framing); });
    QObject::connect(window.canvas(), &CanvasView::cropFrameChanged, panel, [panel](const Rect& frame) { panel->setPart(frame); });
    followSize(panel, window.document(), [panel](const Size& size) { panel->setPhotoSize(size); });
    return panel;
}

void applyCrop(MainWindow& window, double degrees) {
    document::Document& document = window.document();
    if (!document.isOpen()) return;
    const Rect frame = window.canvas()->cropFrame();
    const Size size = document.picture().size();
    window.livePreview()->clear();
    if (degrees != 0) Q_EMIT window.intents().straighten(degrees);
    else if (!frame.empty() && Size{frame.width, frame.height} != size) Q_EMIT window.intents().crop(frame);
}

ToolPanel* makeCrop(MainWindow& window) {
    auto* panel = new CropPanel;
    CanvasView* canvas = window.canvas();
    document::Document& document = window.document();
    const auto wholeFrame = [canvas, &document] {
        if (document.isOpen()) canvas->setCropFrame({0, 0, document.picture().width(), document.picture().height()});
    };
    followSize(panel, document, [panel, canvas, wholeFrame](const Size& size) {
        panel->setPhotoSize(size);
        if (canvas->tool() == CanvasTool::Crop) wholeFrame();
    });
    QObject::connect(panel, &CropPanel::shown, canvas, [canvas, panel, wholeFrame](bool inView) {
        canvas->setTool(inView ? CanvasTool::Crop : CanvasTool::Pan);
        if (!inView) return;
        wholeFrame();
        canvas->setCropRatio(panel->ratio());
    });
    QObject::connect(canvas, &CanvasView::cropFrameChanged, panel, &CropPanel::setFrame);
    QObject::connect(panel, &CropPanel::ratioChanged, canvas, &CanvasView::setCropRatio);
    QObject::connect(panel, &CropPanel::turnRequested, &window.intents(), &Intents::turn);
    QObject::connect(panel, &CropPanel::straightenChanged, window.livePreview(), &LivePreview::straighten);
    QObject::connect(panel, &CropPanel::applied, &window, [&window](double degrees) { applyCrop(window, degrees); });
    QObject::connect(panel, &CropPanel::cancelled, canvas, wholeFrame);
    return panel;
}

ToolPanel* makeAdjust(MainWindow& window) {
    auto* panel = new AdjustPanel;
    followSize(panel, window.document(), [panel](const Size& size) { panel->setPhotoOpen(!size.empty()); });
    QObject::connect(panel, &AdjustPanel::adjustmentChanged, window.livePreview(), &LivePreview::adjust);
    QObject::connect(panel, &AdjustPanel::applied, &window.intents(), &Intents::adjust);
    QObject::connect(&window.document(), &document::Document::pictureChanged, panel, &AdjustPanel::reset);
    return panel;
}

}  // namespace

ToolPanel* makePanel(ToolId tool, MainWindow& window) {
    switch (tool) {
        case ToolId::Instruct: return new InstructPanel;
        case ToolId::Erase: return new ErasePanel(window.document());
        case ToolId::Restore: return makeRestore(window);
        case ToolId::Cartoon: return makeCartoon(window);
        case ToolId::Animate: return makeAnimate(window);
        case ToolId::Crop: return makeCrop(window);
        case ToolId::Adjust: return makeAdjust(window);
    }
    return nullptr;
}

}  // namespace tintype::ui
