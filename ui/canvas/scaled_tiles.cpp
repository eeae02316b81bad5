#include "ui/canvas/scaled_tiles.h"

#include <cmath>

namespace tintype::ui {

namespace {

bool isScaled(const Viewport& view, const TileId& id) {
    return view.zoom() < 2.0 && view.zoom() * (1 << id.level) != 1.0;
}

}  // namespace

void ScaledTiles::begin(const Viewport& view) {
    if (view.zoom() != m_zoom || view.picture() != m_picture) m_tiles.clear();
    m_zoom = view.zoom();
    m_picture = view.picture();
    const QRect device = QRectF(QPointF(), view.device()).toAlignedRect();
    m_tiles.removeIf([&](auto tile) { return !deviceRect(view, tile.key()).intersects(device); });
}

void ScaledTiles::draw(QPainter& painter, const Viewport& view, const TileId& id, const QImage& tile,
                       const QRect& device) {
    const QRect target = deviceRect(view, id);
    const QRectF source = sourceRect(view, id, target, tile.size());
    if (!isScaled(view, id)) return painter.drawImage(QRectF(target), tile, source);
    const QRect needed = (target & device).translated(-target.topLeft());
    if (needed.isEmpty()) return;
    Tile& scaled = m_tiles[id];
    if (scaled.image.size() != target.size() || scaled.image.format() != tile.format())
        scaled = {QImage(target.size(), tile.format()), target.topLeft() - view.origin().toPoint(), {}};
    const QRegion missing = QRegion(needed) - scaled.made;
    if (!missing.isEmpty()) scale(scaled, missing, tile, source);
    painter.drawImage(target.topLeft() + needed.topLeft(), scaled.image, needed);
}

void ScaledTiles::scale(Tile& scaled, const QRegion& parts, const QImage& tile, const QRectF& source) const {
    QPainter painter(&scaled.image);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    setScaling(painter, m_zoom);
    painter.setClipRegion(parts);
    painter.drawImage(QRectF(scaled.image.rect()), tile, source);
    scaled.made += parts;
}

void ScaledTiles::touch(const TileId& id, const Rect& changed) {
    const auto tile = m_tiles.find(id);
    if (tile == m_tiles.end()) return;
    const double scale = m_zoom * (1 << id.level);  // a pixel reaches its neighbours when it is scaled
    const QPoint first(int(std::floor((changed.x - 1) * scale)) - 1,
                       int(std::floor((changed.y - 1) * scale)) - 1);
    const QPoint last(int(std::ceil((changed.right() + 1) * scale)) + 1,
                      int(std::ceil((changed.bottom() + 1) * scale)) + 1);
    tile->made -= QRect(first, last).translated(-tile->corner);
}

}  // namespace tintype::ui
