#include "ui/canvas/tile_pyramid.h"

#include <QThread>
#include <algorithm>

#include "ui/canvas/tile_render.h"

namespace tintype::ui {

namespace {

constexpr int kFirstLookSide = 256;
constexpr qint64 kCacheBytes = qint64(384) << 20;

}  // namespace

TilePyramid::TilePyramid(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 4));
}

TilePyramid::~TilePyramid() {
    m_pool.clear();
    m_pool.waitForDone();
}

void TilePyramid::setSource(const image::Image& picture) {
    if (picture.data() == m_source.data() && sameLayout(picture, m_source)) return;
    const image::Image before = m_source;
    m_source = picture;
    ++m_generation;
    m_running.clear();
    m_wanted.clear();
    if (!m_colours || !sameLayout(before, picture)) makeColours();
    m_firstLook = renderFirstLook(picture, kFirstLookSide, *m_colours);
    if (!sameLayout(before, picture)) {
        m_tiles.clear();
        m_scaled.clear();
        m_bytes = 0;
        m_comparing = false;
    } else if (m_comparing) {
        m_comparing = false;
        for (Tile& tile : m_tiles) tile.stale = true;
    } else {
        compareWith(before);
    }
    Q_EMIT updated({0, 0, picture.width(), picture.height()});
}

void TilePyramid::setScreenProfile(const image::Bytes& icc) {
    if (icc == m_screenProfile) return;
    m_screenProfile = icc;
    if (m_source.empty()) return m_colours.reset();
    ++m_generation;
    m_running.clear();
    m_comparing = false;
    for (Tile& tile : m_tiles) tile.stale = true;
    makeColours();
    Q_EMIT updated({0, 0, m_source.width(), m_source.height()});
}

void TilePyramid::makeColours() {
    m_colours = std::make_shared<image::DisplayTransform>(m_source, m_screenProfile);
    if (m_source.empty() || (m_source.attachments.icc.empty() && m_screenProfile.empty())) return m_colours->make();
    m_pool.start([this, colours = m_colours] {
        colours->make();
        QMetaObject::invokeMethod(
            this,
            [this, colours] {
                if (colours != m_colours) return;
                m_firstLook = renderFirstLook(m_source, kFirstLookSide, *m_colours);
                Q_EMIT updated({0, 0, m_source.width(), m_source.height()});
            },
            Qt::QueuedConnection);
    });
}

void TilePyramid::copyFrom(const TilePyramid& other) {
    ++m_generation;
    m_running.clear();
    m_wanted.clear();
    m_source = other.m_source;
    m_screenProfile = other.m_screenProfile;
    m_colours = other.m_colours;
    m_firstLook = other.m_firstLook;
    m_tiles = other.m_tiles;
    m_scaled.clear();
    m_bytes = other.m_bytes;
    m_comparing = false;
}

void TilePyramid::compareWith(const image::Image& before) {
    m_comparing = true;
    m_pool.start([this, generation = m_generation, before, after = m_source] {
        const std::vector<TileId> changed = changedTiles(before, after);
        QMetaObject::invokeMethod(
            this,
            [this, generation, changed] {
                if (generation != m_generation) return;
                m_comparing = false;
                markStale(changed);
                Q_EMIT updated({0, 0, m_source.width(), m_source.height()});
            },
            Qt::QueuedConnection);
    });
}

// A tile holds a border of its neighbours, so a change also reaches the tiles around it.
void TilePyramid::markStale(const std::vector<TileId>& level0) {
    QSet<TileId> stale;
    for (const TileId& id : level0)
        for (int level = 0; level <= 16; ++level)
            for (int y = -1; y <= 1; ++y)
                for (int x = -1; x <= 1; ++x)
                    stale.insert({level, (id.column >> level) + x, (id.row >> level) + y});
    for (auto tile = m_tiles.begin(); tile != m_tiles.end(); ++tile)
        if (stale.contains(tile.key())) tile->stale = true;
}

void TilePyramid::draw(QPainter& painter, const Viewport& view, const QRect& device) {
    ++m_frame;
    setScaling(painter, view.zoom());
    m_scaled.begin(view);
    m_wanted.clear();
    for (const TileId& id : tilesIn(view.picture(), view.visible(), levelFor(view.zoom()))) {
        const auto tile = m_tiles.find(id);
        if (tile != m_tiles.end()) tile->used = m_frame;
        if ((tile == m_tiles.end() || tile->stale) && !m_running.contains(id)) m_wanted.push_back(id);
        if (deviceRect(view, id).intersects(device)) drawTile(painter, view, id, device);
    }
    makeWanted();
}

void TilePyramid::drawTile(QPainter& painter, const Viewport& view, const TileId& id, const QRect& device) {
    const auto tile = m_tiles.constFind(id);
    if (tile == m_tiles.cend()) return drawCoarser(painter, view, id, deviceRect(view, id));
    m_scaled.draw(painter, view, id, tile->image, device);
}

void TilePyramid::drawCoarser(QPainter& painter, const Viewport& view, const TileId& id,
                              const QRect& target) const {
    for (TileId held = id.parent(); held.level <= topLevel(view.picture()); held = held.parent()) {
        const auto tile = m_tiles.constFind(held);
        if (tile == m_tiles.cend()) continue;
        const QRectF source = sourceRect(view, held, target, tile->image.size());
        return painter.drawImage(QRectF(target), tile->image, source);
    }
    const double scaleX = double(m_firstLook.width()) / view.picture().width;
    const double scaleY = double(m_firstLook.height()) / view.picture().height;
    const QPointF corner = view.toImage(target.topLeft());
    const QSizeF size = QSizeF(target.size()) / view.zoom();
    painter.drawImage(
        QRectF(target), m_firstLook,
        QRectF(corner.x() * scaleX, corner.y() * scaleY, size.width() * scaleX, size.height() * scaleY));
}

void TilePyramid::makeWanted() {
    if (m_comparing) return;
    while (!m_wanted.empty() && m_running.size() < m_pool.maxThreadCount()) {
        const TileId id = m_wanted.front();
        m_wanted.erase(m_wanted.begin());
        m_running.insert(id);
        m_pool.start([this, id, generation = m_generation, source = m_source, colours = m_colours] {
            const QImage image = renderTile(source, id, *colours);
            QMetaObject::invokeMethod(
                this,
                [this, id, generation, image] {
                    if (generation == m_generation) keep(id, image);
                },
                Qt::QueuedConnection);
        });
    }
}

void TilePyramid::keep(const TileId& id, const QImage& image) {
    m_running.remove(id);
    Tile& tile = m_tiles[id];
    m_bytes += image.sizeInBytes() - tile.image.sizeInBytes();
    tile = {image, false, m_frame};
    m_scaled.touch(id);
    ++m_made;
    if (m_bytes > kCacheBytes) forgetOldest();
    makeWanted();
    Q_EMIT updated(imageRect(m_source.size(), id));
}

void TilePyramid::forgetOldest() {
    while (m_bytes > kCacheBytes) {
        const auto oldest = std::min_element(m_tiles.begin(), m_tiles.end(),
                                             [](const Tile& a, const Tile& b) { return a.used < b.used; });
        if (oldest == m_tiles.end() || oldest->used == m_frame) return;
        m_bytes -= oldest->image.sizeInBytes();
        m_tiles.erase(oldest);
    }
}

}  // namespace tintype::ui
