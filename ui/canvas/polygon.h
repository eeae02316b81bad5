// Fills polygons and rectangles into a mask. Used by the lasso and the rectangle tool.
#pragma once

#include <QPointF>
#include <vector>

#include "ui/canvas/brush.h"

namespace tintype::ui {

// Anti-aliased, non-zero winding, closed by itself; points in image coordinates, also outside the picture.
// Returns the rectangle that may have changed.
Rect fillPolygon(image::Mask& mask, const std::vector<QPointF>& points, MaskMode mode);
// Whole pixels.
Rect fillRectangle(image::Mask& mask, const Rect& rect, MaskMode mode);

}  // namespace tintype::ui
