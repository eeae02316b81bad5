// What CanvasView is made of, shared by its painting and its input. Private to ui/canvas.
#pragma once

#include <optional>

#include "ui/canvas/canvas_input.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/crop_frame.h"
#include "ui/canvas/lasso.h"
#include "ui/canvas/mask_overlay.h"
#include "ui/canvas/preview_layer.h"
#include "ui/canvas/split_divider.h"
#include "ui/canvas/stroke.h"
#include "ui/canvas/tile_pyramid.h"
#include "ui/canvas/viewport.h"

namespace tintype::ui {

struct CanvasView::State {
    explicit State(CanvasView& owner) : canvas(owner), divider(new SplitDivider(&owner)), input(*this) {}

    bool open() const { return document && document->isOpen(); }
    double ratio() const { return canvas.devicePixelRatioF(); }
    QPointF toImage(QPointF widget) const { return view.toImage(widget * ratio()); }
    QPointF toWidget(QPointF image) const { return view.toDevice(image) / ratio(); }

    void opened();
    void pictureChanged();
    void maskChanged(const Rect& dirty);
    void changeView();  // after `view` changed: repaint, tell
    void updateImage(const Rect& imageRect);
    void updateRing();
    bool originalIsCurrent() const;
    void describe();

    CanvasView& canvas;
    document::Document* document = nullptr;
    image::Bytes screenProfile;
    Viewport view;
    TilePyramid current;
    TilePyramid original;
    MaskOverlay overlay;
    PreviewLayer preview;
    bool overlayVisible = true;
    bool maskInUse = true;
    CanvasTool tool = CanvasTool::Pan;
    BrushSettings brush;
    CropFrame crop;
    Rect guide;
    std::vector<Rect> boxes;
    std::vector<bool> selected;
    SplitDivider* divider;
    bool split = false;
    bool showOriginal = false;
    std::unique_ptr<Stroke> stroke;
    Lasso lasso;
    std::optional<Rect> rectangle;  // being drawn
    MaskMode rectangleMode = MaskMode::Add;
    std::optional<QPointF> ring;  // the tip's centre in image coordinates
    QRect ringArea;               // where it was last drawn, widget coordinates
    double announcedZoom = 0.0;
    CanvasInput input;
};

}  // namespace tintype::ui
