#include "core/edits/mask_parts.h"

#include <algorithm>

namespace tintype::edits {

namespace {

constexpr int kTile = 32;  // parts nearer than a tile are one part

struct Tiles {
    int columns;
    int rows;
    std::vector<Rect> bounds;  // of the non-zero bytes in each tile

    explicit Tiles(const image::Mask& mask)
        : columns((mask.size().width + kTile - 1) / kTile),
          rows((mask.size().height + kTile - 1) / kTile),
          bounds(static_cast<std::size_t>(columns) * rows) {
        for (int y = 0; y < mask.size().height; ++y) {
            const std::uint8_t* row = mask.row(y);
            for (int x = 0; x < mask.size().width; ++x) {
                if (row[x] == 0) continue;
                Rect& tile = at(x / kTile, y / kTile);
                tile = unite(tile, {x, y, 1, 1});
            }
        }
    }
    Rect& at(int column, int row) { return bounds[static_cast<std::size_t>(row) * columns + column]; }
};

// Takes the tiles that touch this one, and those that touch them, out of the grid.
Rect takePart(Tiles& tiles, int column, int row) {
    Rect part;
    std::vector<std::pair<int, int>> open{{column, row}};
    while (!open.empty()) {
        const auto [c, r] = open.back();
        open.pop_back();
        if (c < 0 || r < 0 || c >= tiles.columns || r >= tiles.rows || tiles.at(c, r).empty()) continue;
        part = unite(part, tiles.at(c, r));
        tiles.at(c, r) = {};
        for (int dr = -1; dr <= 1; ++dr)
            for (int dc = -1; dc <= 1; ++dc) open.emplace_back(c + dc, r + dr);
    }
    return part;
}

void mergeOverlapping(std::vector<Rect>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t j = i + 1; j < parts.size(); ++j) {
            if (intersect(parts[i], parts[j]).empty()) continue;
            parts[i] = unite(parts[i], parts[j]);
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(j));
            j = i;
        }
    }
}

}  // namespace

std::vector<Rect> maskParts(const image::Mask& mask, int context) {
    Tiles tiles(mask);
    std::vector<Rect> parts;
    for (int row = 0; row < tiles.rows; ++row) {
        for (int column = 0; column < tiles.columns; ++column) {
            if (tiles.at(column, row).empty()) continue;
            const Rect part = takePart(tiles, column, row);
            parts.push_back(grow(part, std::max({context, part.width, part.height}), mask.size()));
        }
    }
    for (std::size_t before = parts.size() + 1; parts.size() < before;) {
        before = parts.size();
        mergeOverlapping(parts);
    }
    return parts;
}

}  // namespace tintype::edits
