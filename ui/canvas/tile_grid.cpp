#include "ui/canvas/tile_grid.h"

#include <algorithm>
#include <cmath>

namespace tintype::ui {

Size levelSize(const Size& picture, int level) {
    const int step = 1 << level;
    return {(picture.width + step - 1) / step, (picture.height + step - 1) / step};
}

int levelFor(double zoom) {
    return zoom >= 1 ? 0 : int(std::floor(std::log2(1 / zoom) + 1e-9));
}

int topLevel(const Size& picture) {
    int level = 0;
    while (levelSize(picture, level).longSide() > kTileSide) ++level;
    return level;
}

Rect tileRect(const Size& picture, const TileId& id) {
    const Size size = levelSize(picture, id.level);
    return intersect({id.column * kTileSide, id.row * kTileSide, kTileSide, kTileSide},
                     {0, 0, size.width, size.height});
}

Rect borderedRect(const Size& picture, const TileId& id) {
    return grow(tileRect(picture, id), 1, levelSize(picture, id.level));
}

Rect imageRect(const Size& picture, const TileId& id) {
    const Rect tile = tileRect(picture, id);
    const int step = 1 << id.level;
    return intersect({tile.x * step, tile.y * step, tile.width * step, tile.height * step},
                     {0, 0, picture.width, picture.height});
}

std::vector<TileId> tilesIn(const Size& picture, const Rect& area, int level) {
    std::vector<TileId> tiles;
    if (area.empty()) return tiles;
    const int span = kTileSide << level;
    const double middleX = (area.x + area.width / 2.0) / span - 0.5;
    const double middleY = (area.y + area.height / 2.0) / span - 0.5;
    for (int row = area.y / span; row <= (area.bottom() - 1) / span; ++row)
        for (int column = area.x / span; column <= (area.right() - 1) / span; ++column)
            tiles.push_back({level, column, row});
    const auto distance = [&](const TileId& id) { return std::hypot(id.column - middleX, id.row - middleY); };
    std::stable_sort(tiles.begin(), tiles.end(),
                     [&](const TileId& a, const TileId& b) { return distance(a) < distance(b); });
    return tiles;
}

QRect deviceRect(const Viewport& view, const TileId& id) {
    const Rect image = imageRect(view.picture(), id);
    const auto rounded = [&](int pixel) { return int(std::floor(pixel * view.zoom() + 0.5)); };
    const QPoint first(rounded(image.x), rounded(image.y));
    const QSize size(rounded(image.right()) - first.x(), rounded(image.bottom()) - first.y());
    return {view.origin().toPoint() + first, size};
}

QRectF sourceRect(const Viewport& view, const TileId& held, const QRect& target, const QSize& bounds) {
    const Rect stored = borderedRect(view.picture(), held);
    const double scale = view.zoom() * (1 << held.level);
    const QPointF corner = (QPointF(target.topLeft()) - view.origin()) / scale - QPointF(stored.x, stored.y);
    return QRectF(corner, QSizeF(target.size()) / scale) & QRectF(QPointF(), bounds);
}

void setScaling(QPainter& painter, double zoom) {
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom < 2.0 && zoom != 1.0);
}

}  // namespace tintype::ui
