// The grid both pyramids share: level n holds the picture reduced 2^n times, cut into tiles with a border of
// one pixel so that smooth scaling meets across their edges.
#pragma once

#include <QHash>
#include <QPainter>
#include <vector>

#include "ui/canvas/viewport.h"

namespace tintype::ui {

constexpr int kTileSide = 512;

struct TileId {
    int level = 0;
    int column = 0;
    int row = 0;
    bool operator==(const TileId&) const = default;
    TileId parent() const { return {level + 1, column / 2, row / 2}; }
};

inline size_t qHash(const TileId& id, size_t seed = 0) {
    return qHashMulti(seed, id.level, id.column, id.row);
}

Size levelSize(const Size& picture, int level);
int levelFor(double zoom);          // the level whose pixels are 0.5 to 1 times as large on screen
int topLevel(const Size& picture);  // where one tile holds everything
// The tile's own pixels in its level, and the same with the border.
Rect tileRect(const Size& picture, const TileId& id);
Rect borderedRect(const Size& picture, const TileId& id);
Rect imageRect(const Size& picture, const TileId& id);  // in pixels of the picture
// Tiles of `level` that meet `area` (pixels of the picture), nearest to its centre first.
std::vector<TileId> tilesIn(const Size& picture, const Rect& area, int level);

// Whole device pixels the tile covers: neighbours neither overlap nor leave a gap, and panning moves all
// alike.
QRect deviceRect(const Viewport& view, const TileId& id);
// The part of the bordered tile `held` (same tile or a coarser one) that shows in `target`.
QRectF sourceRect(const Viewport& view, const TileId& held, const QRect& target, const QSize& bounds);
// Nearest neighbour from 200 % on, smooth below; copied as it is at 1:1.
void setScaling(QPainter& painter, double zoom);

}  // namespace tintype::ui
