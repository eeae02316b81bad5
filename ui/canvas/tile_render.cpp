#include "ui/canvas/tile_render.h"

#include <algorithm>
#include <cstring>

namespace tintype::ui {

namespace {

using image::Image;

Image emptyLike(const Image& picture, Size size) {
    Image result(size, picture.channels(), picture.depth());
    result.attachments.icc = picture.attachments.icc;
    return result;
}

QImage asQImage(const Image& shown) {
    const QImage view(shown.data(), shown.width(), shown.height(), qsizetype(shown.rowBytes()),
                      shown.hasAlpha() ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    return view.convertToFormat(shown.hasAlpha() ? QImage::Format_ARGB32_Premultiplied
                                                 : QImage::Format_RGB32);
}

Image copied(const Image& picture, const Rect& rect) {
    Image result = emptyLike(picture, {rect.width, rect.height});
    const std::size_t offset = picture.pixelBytes() * std::size_t(rect.x);
    for (int y = 0; y < rect.height; ++y)
        std::memcpy(result.mutableRow(y), picture.row(rect.y + y) + offset, result.rowBytes());
    return result;
}

// Sums `rows` rows of samples column by column; with alpha, colours are weighted by it.
template <typename Sample>
void sumRows(const Image& picture, const Rect& block, std::vector<std::uint64_t>& weighted,
             std::vector<std::uint32_t>& sums) {
    const std::size_t count = std::size_t(block.width) * picture.channels();
    std::fill_n(sums.begin(), count, 0);
    if (picture.hasAlpha()) std::fill_n(weighted.begin(), count, 0);
    for (int y = block.y; y < block.bottom(); ++y) {
        const auto* row =
            reinterpret_cast<const Sample*>(picture.row(y)) + std::size_t(block.x) * picture.channels();
        for (std::size_t i = 0; i < count; ++i) sums[i] += row[i];
        if (!picture.hasAlpha()) continue;
        for (std::size_t i = 0; i < count; i += 4)
            for (std::size_t c = 0; c < 3; ++c) weighted[i + c] += std::uint64_t(row[i + c]) * row[i + 3];
    }
}

template <typename Sample>
void averageOpaque(const std::vector<std::uint32_t>& sums, int columns, int rows, int step, int outWidth,
                   int channels, Sample* out) {
    for (int x = 0; x < outWidth; ++x) {
        const int first = x * step, last = std::min(columns, first + step);
        const std::uint64_t pixels = std::uint64_t(last - first) * rows;
        for (int c = 0; c < channels; ++c) {
            std::uint64_t sum = pixels / 2;
            for (int i = first; i < last; ++i) sum += sums[std::size_t(i) * channels + c];
            out[x * channels + c] = Sample(sum / pixels);
        }
    }
}

template <typename Sample>
void averageAlpha(const std::vector<std::uint64_t>& weighted, const std::vector<std::uint32_t>& sums,
                  int columns, int rows, int step, int outWidth, Sample* out) {
    for (int x = 0; x < outWidth; ++x) {
        const int first = x * step, last = std::min(columns, first + step);
        std::uint64_t colour[3] = {}, alpha = 0;
        for (int i = first; i < last; ++i) {
            for (int c = 0; c < 3; ++c) colour[c] += weighted[std::size_t(i) * 4 + c];
            alpha += sums[std::size_t(i) * 4 + 3];
        }
        for (int c = 0; c < 3; ++c) out[x * 4 + c] = Sample(alpha ? (colour[c] + alpha / 2) / alpha : 0);
        out[x * 4 + 3] = Sample(alpha / (std::uint64_t(last - first) * rows));
    }
}

template <typename Sample>
Image reduced(const Image& picture, const Rect& rect, int step) {
    Image result = emptyLike(picture, {rect.width, rect.height});
    const int left = rect.x * step;
    const int columns = std::min(picture.width() - left, rect.width * step);
    std::vector<std::uint32_t> sums(std::size_t(columns) * picture.channels());
    std::vector<std::uint64_t> weighted(picture.hasAlpha() ? sums.size() : 0);
    for (int y = 0; y < rect.height; ++y) {
        const int top = (rect.y + y) * step;
        const int rows = std::min(picture.height() - top, step);
        sumRows<Sample>(picture, {left, top, columns, rows}, weighted, sums);
        auto* out = reinterpret_cast<Sample*>(result.mutableRow(y));
        if (picture.hasAlpha())
            averageAlpha<Sample>(weighted, sums, columns, rows, step, rect.width, out);
        else
            averageOpaque<Sample>(sums, columns, rows, step, rect.width, picture.channels(), out);
    }
    return result;
}

bool differs(const Image& a, const Image& b, const Rect& rect) {
    const std::size_t offset = a.pixelBytes() * std::size_t(rect.x);
    const std::size_t length = a.pixelBytes() * std::size_t(rect.width);
    for (int y = rect.y; y < rect.bottom(); ++y)
        if (std::memcmp(a.row(y) + offset, b.row(y) + offset, length) != 0) return true;
    return false;
}

}  // namespace

QImage renderTile(const Image& picture, const TileId& id, const image::DisplayTransform& colours) {
    const Rect rect = borderedRect(picture.size(), id);
    const auto pixels = [&] {
        if (id.level == 0) return copied(picture, rect);
        return picture.depth() == image::Depth::U8 ? reduced<std::uint8_t>(picture, rect, 1 << id.level)
                                                   : reduced<std::uint16_t>(picture, rect, 1 << id.level);
    };
    return asQImage(colours.apply(pixels()));
}

QImage renderFirstLook(const Image& picture, int longSide, const image::DisplayTransform& colours) {
    if (picture.empty()) return {};
    const Size size =
        picture.size().longSide() <= longSide ? picture.size() : fitLongSide(picture.size(), longSide);
    Image sampled = emptyLike(picture, size);
    const std::size_t pixel = picture.pixelBytes();
    for (int y = 0; y < size.height; ++y) {
        const std::uint8_t* from = picture.row(int((y + 0.5) * picture.height() / size.height));
        std::uint8_t* to = sampled.mutableRow(y);
        for (int x = 0; x < size.width; ++x)
            std::memcpy(to + x * pixel, from + std::size_t((x + 0.5) * picture.width() / size.width) * pixel,
                        pixel);
    }
    return asQImage(colours.made() ? colours.apply(sampled) : image::toDepth8(sampled));
}

std::vector<TileId> changedTiles(const Image& before, const Image& after) {
    std::vector<TileId> changed;
    for (const TileId& id : tilesIn(after.size(), {0, 0, after.width(), after.height()}, 0))
        if (differs(before, after, tileRect(after.size(), id))) changed.push_back(id);
    return changed;
}

bool sameLayout(const Image& a, const Image& b) {
    return a.size() == b.size() && a.channels() == b.channels() && a.depth() == b.depth() &&
           a.attachments.icc == b.attachments.icc;
}

}  // namespace tintype::ui
