#include "ui/canvas/mask_overlay.h"

#include <QElapsedTimer>
#include <algorithm>

namespace tintype::ui {

namespace {

constexpr qint64 kFrameBudgetMs = 5;
constexpr std::int64_t kSmallPatch = 256 * 256;
constexpr std::uint8_t kInside = 128;  // from here on: its bit is set

// Averages of `count` whole blocks. The level is a constant so that it vectorises.
template <int level>
void averageBlocks(const std::uint16_t* sums, int count, std::uint8_t* out) {
    constexpr int step = 1 << level;
    for (int x = 0; x < count; ++x) {
        std::uint32_t sum = 0;
        for (int i = 0; i < step; ++i) sum += sums[x * step + i];
        out[x] = std::uint8_t(sum >> (2 * level));
    }
}

// Averages of blocks 2^level wide; `size` is what the sums are made of.
void averageRow(const std::vector<std::uint16_t>& sums, const Size& size, int level, std::uint8_t* out) {
    const int step = 1 << level;
    int x = size.height == step && level <= 3 ? size.width >> level : 0;
    if (level == 1) averageBlocks<1>(sums.data(), x, out);
    if (level == 2) averageBlocks<2>(sums.data(), x, out);
    if (level == 3) averageBlocks<3>(sums.data(), x, out);
    for (; x * step < size.width; ++x) {
        const int last = std::min(size.width, (x + 1) * step);
        std::uint32_t sum = 0;
        for (int i = x * step; i < last; ++i) sum += sums[std::size_t(i)];
        out[x] = std::uint8_t(sum / std::uint32_t((last - x * step) * size.height));
    }
}

// The mask reduced 2^level times inside `rect` of that level.
std::vector<std::uint8_t> reduced(const image::Mask& mask, const Rect& rect, int level) {
    const int step = 1 << level;
    std::vector<std::uint8_t> result(std::size_t(rect.width) * rect.height);
    const int left = rect.x * step;
    const int columns = std::min(mask.size().width - left, rect.width * step);
    std::vector<std::uint16_t> sums(std::size_t(rect.width) * step);  // of up to 128 rows
    for (int y = 0; y < rect.height; ++y) {
        const int top = (rect.y + y) * step;
        const int rows = std::min(mask.size().height - top, step);
        std::uint8_t* out = result.data() + std::size_t(y) * rect.width;
        if (step == 1) {
            std::copy_n(mask.row(top) + left, columns, out);
            continue;
        }
        std::fill(sums.begin(), sums.end(), 0);
        for (int row = top; row < top + rows; ++row) {
            const std::uint8_t* bytes = mask.row(row) + left;
            for (int x = 0; x < columns; ++x) sums[std::size_t(x)] += bytes[x];
        }
        averageRow(sums, {columns, rows}, level, out);
    }
    return result;
}

bool allEqual(const image::Mask& mask, const Rect& rect) {
    const std::uint8_t value = mask.row(rect.y)[rect.x];
    for (int y = rect.y; y < rect.bottom(); ++y) {
        const std::uint8_t* row = mask.row(y) + rect.x;
        std::uint8_t difference = 0;
        for (int x = 0; x < rect.width; ++x) difference |= row[x] ^ value;
        if (difference) return false;
    }
    return true;
}

Rect inLevel(const Rect& rect, int level) {
    const int step = 1 << level;
    const int right = (rect.right() + step - 1) / step, bottom = (rect.bottom() + step - 1) / step;
    return {rect.x / step, rect.y / step, right - rect.x / step, bottom - rect.y / step};
}

}  // namespace

MaskOverlay::MaskOverlay() {
    setColour(QColor(255, 0, 0, 128));
}

void MaskOverlay::setColour(const QColor& colour) {
    m_colour = colour;
    for (int i = 0; i < 256; ++i)
        m_tints[std::size_t(i)] =
            qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), colour.alpha() * i / 255));
    const QColor edge = colour.lightnessF() > 0.6 ? colour.darker(160) : colour.lighter(140);
    m_edge = qPremultiply(qRgba(edge.red(), edge.green(), edge.blue(), std::min(255, colour.alpha() * 2)));
    clear();
}

void MaskOverlay::clear() {
    m_tiles.clear();
    m_scaled.clear();
}

// Only the level in use is patched; the others are few and are made again when they are next shown.
void MaskOverlay::touch(const Rect& dirty, const Size& size) {
    m_tiles.removeIf([this](auto tile) { return tile.key().level != m_level; });
    const Rect changed = grow(inLevel(dirty, m_level), 1, levelSize(size, m_level));
    for (auto tile = m_tiles.begin(); tile != m_tiles.end(); ++tile)
        tile->dirty = unite(tile->dirty, intersect(changed, borderedRect(size, tile.key())));
}

bool MaskOverlay::draw(QPainter& painter, const Viewport& view, const QRect& device,
                       const image::Mask& mask) {
    QElapsedTimer clock;
    clock.start();
    bool complete = true;
    m_level = levelFor(view.zoom());
    setScaling(painter, view.zoom());
    m_scaled.begin(view);
    for (const TileId& id : tilesIn(view.picture(), view.visible(), m_level)) {
        const QRect target = deviceRect(view, id);
        if (!target.intersects(device)) continue;
        const bool known = m_tiles.contains(id);
        Tile& tile = m_tiles[id];
        if (!known) tile.dirty = borderedRect(mask.size(), id);
        const std::int64_t area = std::int64_t(tile.dirty.width) * tile.dirty.height;
        if (area > 0 && (area <= kSmallPatch || clock.elapsed() < kFrameBudgetMs)) refresh(id, tile, mask);
        complete = complete && tile.dirty.empty();
        if (tile.kind == Kind::Full) painter.fillRect(target, m_colour);
        if (tile.kind == Kind::Mixed) m_scaled.draw(painter, view, id, tile.image, device);
    }
    return complete;
}

void MaskOverlay::refresh(const TileId& id, Tile& tile, const image::Mask& mask) {
    const Rect whole = borderedRect(mask.size(), id);
    const int step = 1 << id.level;
    Rect part = tile.dirty;
    tile.dirty = {};
    if (tile.kind != Kind::Mixed || part == whole) {
        const Rect pixels =
            intersect({whole.x * step, whole.y * step, whole.width * step, whole.height * step},
                      {0, 0, mask.size().width, mask.size().height});
        const std::uint8_t first = mask.row(pixels.y)[pixels.x];
        const bool uniform = (first == 0 || first == 255) && allEqual(mask, pixels);
        tile.kind = !uniform ? Kind::Mixed : first ? Kind::Full : Kind::Empty;
        part = whole;
    }
    if (tile.kind != Kind::Mixed) {
        tile.image = {};
        return;
    }
    if (tile.image.isNull())
        tile.image = QImage(whole.width, whole.height, QImage::Format_ARGB32_Premultiplied);
    paintPart(id, tile, part, mask);
    m_scaled.touch(id, part);
}

// At reduced sizes the edge of the mask is drawn as a line: thin strokes stay visible.
void MaskOverlay::paintPart(const TileId& id, Tile& tile, const Rect& part, const image::Mask& mask) const {
    const Rect whole = borderedRect(mask.size(), id);
    const Rect read = grow(part, 1, levelSize(mask.size(), id.level));
    const std::vector<std::uint8_t> bytes = reduced(mask, read, id.level);
    const auto rowAt = [&](int y) {
        return bytes.data() + std::size_t(std::clamp(y - read.y, 0, read.height - 1)) * read.width;
    };
    for (int y = part.y; y < part.bottom(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(tile.image.scanLine(y - whole.y)) - whole.x;
        const std::uint8_t *row = rowAt(y), *above = rowAt(y - 1), *below = rowAt(y + 1);
        for (int x = part.x; x < part.right(); ++x) {
            const int i = x - read.x, left = std::max(i - 1, 0), right = std::min(i + 1, read.width - 1);
            const int around = row[left] & row[right] & above[i] & below[i];
            const bool edge = id.level > 0 && (row[i] & kInside) && !(around & kInside);
            line[x] = edge ? m_edge : m_tints[row[i]];
        }
    }
}

}  // namespace tintype::ui
