// What stands on top of the picture: brush ring, lasso, rectangle, crop frame, guide frame, boxes, labels.
#pragma once

#include <QPainter>

#include "ui/canvas/canvas_view.h"

namespace tintype::ui {

// The painter counts device pixels.
void paintMarks(QPainter& painter, const CanvasView::State& state);
// Where the ring for `image` (tip centre) is drawn, widget coordinates.
QRect ringBounds(const CanvasView::State& state, QPointF image);

}  // namespace tintype::ui
