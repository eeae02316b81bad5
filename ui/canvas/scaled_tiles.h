// Tiles as they stand on screen at the present zoom: a repaint or a pan copies pixels that were scaled once.
// Used by the picture and the mask overlay, below 200 %; above, and at 1:1, they draw their tiles themselves.
#pragma once

#include <QHash>
#include <QImage>
#include <QPainter>
#include <QRegion>

#include "ui/canvas/tile_grid.h"

namespace tintype::ui {

class ScaledTiles {
public:
    // Call first in each frame: forgets what another zoom or place left behind.
    void begin(const Viewport& view);
    // Draws the part of `id` inside `device`, scaling what is not there yet from `tile`, its bordered pixels.
    void draw(QPainter& painter, const Viewport& view, const TileId& id, const QImage& tile,
              const QRect& device);
    // These pixels of the tile's level changed; or all of the tile.
    void touch(const TileId& id, const Rect& changed);
    void touch(const TileId& id) { m_tiles.remove(id); }
    void clear() { m_tiles.clear(); }

private:
    struct Tile {
        QImage image;
        QPoint corner;  // seen from the picture's corner, device pixels
        QRegion made;   // in the image
    };

    void scale(Tile& scaled, const QRegion& parts, const QImage& tile, const QRectF& source) const;

    QHash<TileId, Tile> m_tiles;
    Size m_picture;
    double m_zoom = 0.0;
};

}  // namespace tintype::ui
