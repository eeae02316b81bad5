// Draws the canvas: surround, picture, before/after, preview, overlay and what the tools show on top.
#pragma once

#include <QPainter>

#include "ui/canvas/canvas_view.h"

namespace tintype::ui {

void paintCanvas(QPainter& painter, const QRect& widgetArea, CanvasView::State& state);

}  // namespace tintype::ui
