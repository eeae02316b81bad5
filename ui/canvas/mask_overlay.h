// The mask tinted over the picture: reduced tiles made from the mask as they come into view, patched in place
// under the brush. All on the UI thread, within a few milliseconds a frame.
#pragma once

#include <QColor>
#include <QImage>
#include <array>

#include "core/image/mask.h"
#include "ui/canvas/scaled_tiles.h"
#include "ui/canvas/tile_grid.h"

namespace tintype::ui {

class MaskOverlay {
public:
    MaskOverlay();

    QColor colour() const { return m_colour; }
    void setColour(const QColor& colour);  // its alpha is the overlay's strength
    void clear();                          // another picture
    void touch(const Rect& dirty, const Size& size);

    // Returns false when time ran out: what is missing shows as before, call again in the next frame.
    bool draw(QPainter& painter, const Viewport& view, const QRect& device, const image::Mask& mask);

private:
    enum class Kind { Empty, Full, Mixed };
    struct Tile {
        Kind kind = Kind::Empty;
        QImage image;
        Rect dirty;  // in the tile's level; empty: up to date
    };

    void refresh(const TileId& id, Tile& tile, const image::Mask& mask);
    void paintPart(const TileId& id, Tile& tile, const Rect& part, const image::Mask& mask) const;

    QColor m_colour;
    std::array<QRgb, 256> m_tints;
    QRgb m_edge = 0;
    QHash<TileId, Tile> m_tiles;
    ScaledTiles m_scaled;
    int m_level = 0;
};

}  // namespace tintype::ui
