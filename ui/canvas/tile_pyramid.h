// A picture on screen at any zoom: tiles in display colours, made on background threads, those in view first.
// Draws a coarser level where a tile is not ready, so nothing is ever blank. Lives on the UI thread.
#pragma once

#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <memory>
#include <vector>

#include "core/image/colour.h"
#include "core/image/image.h"
#include "ui/canvas/scaled_tiles.h"
#include "ui/canvas/tile_grid.h"

namespace tintype::ui {

class TilePyramid : public QObject {
    Q_OBJECT

public:
    explicit TilePyramid(QObject* parent = nullptr);
    ~TilePyramid() override;

    // Of the same layout as the one before: only tiles whose pixels differ are made again.
    void setSource(const image::Image& picture);
    const image::Image& source() const { return m_source; }
    // The screen's colour profile; empty: sRGB. Tiles in the old colours stay until they are made again.
    void setScreenProfile(const image::Bytes& icc);
    // Takes over another pyramid's picture, colours and finished tiles.
    void copyFrom(const TilePyramid& other);

    // Draws what `device` (device pixels) shows and asks for the tiles in view that are missing.
    void draw(QPainter& painter, const Viewport& view, const QRect& device);
    // Every tile that the last draw wanted is there.
    bool complete() const { return m_wanted.empty() && m_running.isEmpty() && !m_comparing; }
    quint64 tilesMade() const { return m_made; }

Q_SIGNALS:
    void updated(const tintype::Rect& imageRect);

private:
    struct Tile {
        QImage image;
        bool stale = false;
        quint64 used = 0;
    };

    void drawTile(QPainter& painter, const Viewport& view, const TileId& id, const QRect& device);
    void drawCoarser(QPainter& painter, const Viewport& view, const TileId& id, const QRect& target) const;
    void compareWith(const image::Image& before);
    void makeColours();
    void markStale(const std::vector<TileId>& level0);
    void makeWanted();
    void keep(const TileId& id, const QImage& image);
    void forgetOldest();

    image::Image m_source;
    image::Bytes m_screenProfile;
    std::shared_ptr<const image::DisplayTransform> m_colours;  // null before the first picture
    QImage m_firstLook;
    QHash<TileId, Tile> m_tiles;
    ScaledTiles m_scaled;
    std::vector<TileId> m_wanted;
    QSet<TileId> m_running;
    quint64 m_generation = 0;
    quint64 m_frame = 0;
    quint64 m_made = 0;
    qint64 m_bytes = 0;
    bool m_comparing = false;
    QThreadPool m_pool;
};

}  // namespace tintype::ui
