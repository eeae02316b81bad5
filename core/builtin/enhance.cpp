#include "core/builtin/enhance.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/enhance_detail.h"
#include "core/builtin/mat.h"
#include "core/builtin/parallel.h"

namespace tintype::builtin {
namespace {

constexpr int kTileSide = 6 * kDetailReach;
constexpr double kFacePart = 0.12;  // a photo without faces: detail as if a face were so much of its long side

enum class Outline { Oval, Whole };

// What is enhanced together.
struct Region {
    Rect box;
    double scale;  // width of a face in pixels
    Outline outline;
};

// 1 in the middle of an oval as large as `size`, falling to 0 at its rim, at pixel (x, y).
float ovalWeight(const Size& size, int x, int y) {
    const float u = (static_cast<float>(x) + 0.5f) / static_cast<float>(size.width) * 2 - 1;
    const float v = (static_cast<float>(y) + 0.5f) / static_cast<float>(size.height) * 2 - 1;
    const float t = std::clamp((1.0f - std::sqrt(u * u + v * v)) / 0.35f, 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

// The face box with its forehead, chin and hair.
Rect headOf(const Rect& face, const Size& photo) {
    return intersect(grow(face, std::max(face.width, face.height) * 3 / 10, photo), {0, 0, photo.width, photo.height});
}

// Tiles of a region, each with what around it takes part in its pixels.
struct Tile {
    cv::Rect inner;
    cv::Rect outer;
};

std::vector<Tile> tilesOf(const cv::Size& size) {
    std::vector<Tile> tiles;
    const cv::Rect all({}, size);
    for (int y = 0; y < size.height; y += kTileSide)
        for (int x = 0; x < size.width; x += kTileSide) {
            const cv::Rect inner = cv::Rect(x, y, kTileSide, kTileSide) & all;
            const cv::Rect outer(inner.x - kDetailReach, inner.y - kDetailReach, inner.width + 2 * kDetailReach,
                                 inner.height + 2 * kDetailReach);
            tiles.push_back({inner, outer & all});
        }
    return tiles;
}

template <typename Channel>
void mixRow(const cv::Vec3f* better, const Region& region, const cv::Point& from, double strength, int channels,
            int width, Channel* to) {
    constexpr float kMost = sizeof(Channel) == 1 ? 255.0f : 65535.0f;
    for (int x = 0; x < width; ++x, to += channels) {
        const float share = region.outline == Outline::Whole
                                ? 1.0f
                                : ovalWeight({region.box.width, region.box.height}, from.x + x, from.y);
        const float weight = static_cast<float>(strength) * share;
        for (int c = 0; c < 3; ++c) {
            const auto old = static_cast<float>(to[c]);
            to[c] = cv::saturate_cast<Channel>(old + weight * (kMost * better[x][c] - old));
        }
    }
}

// Mixes `better` into the pixels of one tile, by outline and strength. target: the region's pixels.
void mixInto(cv::Mat& target, const cv::Mat& better, const Tile& tile, const Region& region, double strength) {
    const cv::Point inside = tile.inner.tl() - tile.outer.tl();
    for (int y = 0; y < tile.inner.height; ++y) {
        const cv::Point from(tile.inner.x, tile.inner.y + y);
        const auto* row = better.ptr<cv::Vec3f>(inside.y + y) + inside.x;
        const std::size_t skip = static_cast<std::size_t>(from.x) * target.elemSize();
        if (target.depth() == CV_8U)
            mixRow(row, region, from, strength, target.channels(), tile.inner.width, target.ptr(from.y) + skip);
        else
            mixRow(row, region, from, strength, target.channels(), tile.inner.width,
                   reinterpret_cast<std::uint16_t*>(target.ptr(from.y) + skip));
    }
}

// Tiles at a time: enough for all cores, few enough for the progress to be seen.
int batch() { return 4 * std::max(1, cv::getNumThreads()); }

int stepsOf(const Rect& box) { return static_cast<int>(tilesOf({box.width, box.height}).size()); }

void enhanceRegion(image::Image& result, const image::Image& photo, const Region& region, double strength,
                   Progress& progress) {
    const cv::Mat before = matView(photo)(cvRect(region.box));
    cv::Mat after = mutableMatView(result)(cvRect(region.box));
    const DetailPlan plan = planDetail(before, region.scale, progress);
    const std::vector<Tile> tiles = tilesOf(before.size());
    const int count = static_cast<int>(tiles.size());
    for (int first = 0; first < count; first += batch()) {
        const int last = std::min(count, first + batch());
        inParallel(last - first, progress, [&](int i) {
            const Tile& tile = tiles[static_cast<std::size_t>(first + i)];
            const Rect outer = fromCv(tile.outer + cv::Point(region.box.x, region.box.y));
            const cv::Mat lab = toLab(toFloat(image::crop(photo, outer)));
            mixInto(after, fromLab(withDetail(lab, tile.outer, plan)), tile, region, strength);
        });
        for (int i = first; i < last; ++i) progress.step();
    }
}

}  // namespace

image::Image enhance(const image::Image& photo, const std::vector<Rect>& faces, double strength,
                     Progress& progress) {
    if (photo.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no picture to restore."), {});
    strength = std::clamp(strength, 0.0, 1.0);
    if (strength == 0) return photo;
    const Rect all{0, 0, photo.width(), photo.height()};
    image::Image result = photo;
    if (faces.empty()) {
        progress.begin({TINTYPE_NOOP("core", "Enhancing the photo"), {}}, stepsOf(all));
        enhanceRegion(result, photo, {all, kFacePart * photo.size().longSide(), Outline::Whole}, strength, progress);
        return result;
    }
    std::vector<Region> regions;
    int steps = 0;
    for (const Rect& face : faces) {
        const Rect inside = intersect(face, all);
        if (inside.empty()) continue;
        const Rect head = headOf(inside, photo.size());
        regions.push_back({head, static_cast<double>(inside.width), Outline::Oval});
        steps += stepsOf(head);
    }
    progress.begin({TINTYPE_NOOP("core", "Restoring faces"), {}}, steps);
    for (const Region& region : regions) enhanceRegion(result, photo, region, strength, progress);
    return result;
}

}  // namespace tintype::builtin
