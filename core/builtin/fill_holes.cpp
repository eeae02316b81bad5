#include "core/builtin/fill_holes.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace tintype::builtin {
namespace {

constexpr int kJoinDistance = 12;    // parts closer than this are one hole
constexpr int kLongestStroke = 384;  // side of the tiles that long strokes are cut into
constexpr int kLeastContext = 64;
constexpr int kMostContext = 640;    // more seldom holds a better patch and costs much

cv::Rect grown(const cv::Rect& rect, int margin, const cv::Size& picture) {
    const cv::Rect larger(rect.x - margin, rect.y - margin, rect.width + 2 * margin, rect.height + 2 * margin);
    return larger & cv::Rect({}, picture);
}

int largestRadius(const cv::Mat& pixels) {
    cv::Mat framed, distance;
    cv::copyMakeBorder(pixels, framed, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::distanceTransform(framed, distance, cv::DIST_L2, 3);
    double largest = 0;
    cv::minMaxLoc(distance, nullptr, &largest);
    return std::max(1, static_cast<int>(std::lround(largest)));
}

Hole makeHole(const cv::Mat& pixels, const cv::Rect& bounds, const cv::Size& picture, int radius) {
    const bool stroke = radius <= Hole::kStrokeRadius;
    const int size = stroke ? 6 * radius : std::max(bounds.width, bounds.height);
    return {bounds, grown(bounds, std::clamp(size, kLeastContext, kMostContext), picture), pixels.clone(), radius};
}

// Tiles of a stroke, or the hole itself.
void addPieces(const cv::Mat& pixels, const cv::Rect& bounds, const cv::Size& picture, std::vector<Hole>& holes) {
    const int radius = largestRadius(pixels);
    const int tile = radius <= Hole::kStrokeRadius ? kLongestStroke : std::max(bounds.width, bounds.height);
    for (int y = 0; y < bounds.height; y += tile)
        for (int x = 0; x < bounds.width; x += tile) {
            const cv::Rect part = cv::Rect(x, y, tile, tile) & cv::Rect({}, bounds.size());
            const cv::Rect tight = cv::boundingRect(pixels(part));
            if (tight.empty()) continue;
            const cv::Rect inside = tight + part.tl();
            holes.push_back(makeHole(pixels(inside), inside + bounds.tl(), picture, radius));
        }
}

}  // namespace

std::vector<Hole> findHoles(const cv::Mat& unknown) {
    const cv::Rect used = grown(cv::boundingRect(unknown), kJoinDistance, unknown.size());
    cv::Mat joined, labels, stats, centres;
    const int side = kJoinDistance + 1;
    cv::dilate(unknown(used), joined, cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
    const int count = cv::connectedComponentsWithStats(joined, labels, stats, centres, 8, CV_32S);
    std::vector<Hole> holes;
    for (int label = 1; label < count; ++label) {
        const int* stat = stats.ptr<int>(label);
        const cv::Rect box(stat[cv::CC_STAT_LEFT], stat[cv::CC_STAT_TOP], stat[cv::CC_STAT_WIDTH],
                           stat[cv::CC_STAT_HEIGHT]);
        cv::Mat own = (labels(box) == label) & (unknown(used)(box) != 0);
        const cv::Rect tight = cv::boundingRect(own);
        if (!tight.empty()) addPieces(own(tight), tight + box.tl() + used.tl(), unknown.size(), holes);
    }
    std::stable_sort(holes.begin(), holes.end(),
                     [](const Hole& a, const Hole& b) { return a.bounds.area() < b.bounds.area(); });
    return holes;
}

}  // namespace tintype::builtin
