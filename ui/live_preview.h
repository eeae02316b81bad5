// What a slider would do, on a small copy of the photo, shown on the canvas while the slider moves. Used by the
// Adjust and Crop panels; the full picture is changed when they apply.
#pragma once

#include <QObject>
#include <variant>

#include "core/document/document.h"
#include "core/edits/request.h"
#include "core/image/adjust.h"
#include "ui/background.h"

namespace tintype::ui {

class CanvasView;

class LivePreview : public QObject {
    Q_OBJECT

public:
    LivePreview(document::Document& document, CanvasView& canvas, Background& background);

public Q_SLOTS:
    void adjust(const tintype::image::Adjustment& adjustment);
    void straighten(double degrees);
    // All of the photo in a clip's frame.
    void frameClip(const tintype::Size& clip, tintype::edits::Framing framing);
    void clear();

private:
    struct ClipFrame {
        Size clip;
        edits::Framing framing;
    };
    using Change = std::variant<image::Adjustment, double, ClipFrame>;
    struct Job {
        image::Image picture;
        bool small = false;  // the picture already has the preview's size
        Change change;
    };
    struct Made {
        image::Image base;     // the small copy, kept for the next change
        image::Image preview;
    };
    static Made make(const Job& job);
    static image::Image inClip(const image::Image& photo, const ClipFrame& frame);
    void offer(Change change);
    void made(const Outcome<Made>& outcome);

    document::Document& m_document;
    CanvasView& m_canvas;
    Latest<Job, Made> m_latest;
    image::Image m_base;
    const void* m_baseOf = nullptr;  // the pixels the base was made of
    bool m_shown = false;
};

}  // namespace tintype::ui
