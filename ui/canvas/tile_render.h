// Makes tiles of a picture in display colours. Pure functions, called on background threads.
#pragma once

#include <QImage>
#include <vector>

#include "core/image/colour.h"
#include "core/image/image.h"
#include "ui/canvas/tile_grid.h"

namespace tintype::ui {

// Bordered tile, Format_RGB32 or ARGB32_Premultiplied; levels above 0 are box averages, weighted by alpha.
QImage renderTile(const image::Image& picture, const TileId& id, const image::DisplayTransform& colours);
// The whole picture point-sampled to at most `longSide` pixels: a first look within a millisecond or two, in the
// picture's own colours while the transform is still being made.
QImage renderFirstLook(const image::Image& picture, int longSide, const image::DisplayTransform& colours);
// For two pictures of the same layout: level-0 tiles whose pixels differ.
std::vector<TileId> changedTiles(const image::Image& before, const image::Image& after);
// Same size, channels, depth and colour profile: tiles of one can serve the other.
bool sameLayout(const image::Image& a, const image::Image& b);

}  // namespace tintype::ui
