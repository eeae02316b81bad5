#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/enhance.h"
#include "core/builtin/mat.h"
#include "core/builtin/parallel.h"

namespace tintype::builtin {
namespace {

constexpr int kTileSide = 256;
constexpr int kMargin = 16;       // source pixels around a tile, more than all filters reach
constexpr int kBackProjections = 4;
constexpr float kSharpen = 0.25f;

// The range of the source pixels around each enlarged one. Nothing leaves it: no ringing, no halos.
class Limits {
public:
    Limits(const cv::Mat& source, const cv::Size& large) {
        cv::Mat lowest, highest;
        const cv::Mat window = cv::Mat::ones(3, 3, CV_8UC1);
        cv::erode(source, lowest, window);
        cv::dilate(source, highest, window);
        cv::resize(lowest, m_low, large, 0, 0, cv::INTER_NEAREST);
        cv::resize(highest, m_high, large, 0, 0, cv::INTER_NEAREST);
    }
    void apply(cv::Mat& large) const {
        cv::min(large, m_high, large);
        cv::max(large, m_low, large);
    }

private:
    cv::Mat m_low, m_high;
};

// Corrects the enlargement until shrinking it gives the source again.
void backProject(cv::Mat& large, const cv::Mat& source, const Limits& limits) {
    cv::Mat shrunk, correction;
    for (int i = 0; i < kBackProjections; ++i) {
        cv::resize(large, shrunk, source.size(), 0, 0, cv::INTER_AREA);
        cv::resize(source - shrunk, correction, large.size(), 0, 0, cv::INTER_CUBIC);
        large += correction;
        limits.apply(large);
    }
}

cv::Mat enlarged(const cv::Mat& source) {
    cv::Mat large, smooth;
    cv::resize(source, large, {2 * source.cols, 2 * source.rows}, 0, 0, cv::INTER_LANCZOS4);
    cv::GaussianBlur(large, smooth, {}, 1.2, 1.2, cv::BORDER_REPLICATE);
    large += kSharpen * (large - smooth);
    const Limits limits(source, large.size());
    limits.apply(large);
    backProject(large, source, limits);
    return large;
}

// One tile of the result. photo, pixels: any depth and channels.
void enlargeTile(const cv::Mat& photo, const cv::Rect& tile, cv::Mat& pixels) {
    const cv::Rect wider = cv::Rect(tile.x - kMargin, tile.y - kMargin, tile.width + 2 * kMargin,
                                    tile.height + 2 * kMargin) &
                           cv::Rect({}, photo.size());
    cv::Mat source;
    photo(wider).convertTo(source, CV_32F);
    const cv::Mat large = enlarged(source);
    const cv::Rect inside(2 * (tile.x - wider.x), 2 * (tile.y - wider.y), 2 * tile.width, 2 * tile.height);
    cv::Mat target = pixels({2 * tile.x, 2 * tile.y, inside.width, inside.height});
    large(inside).convertTo(target, target.depth());
}

}  // namespace

image::Image upscale2x(const image::Image& photo, Progress& progress) {
    if (photo.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no picture to enlarge."), {});
    const Size size = photo.size();
    image::Image result({2 * size.width, 2 * size.height}, photo.channels(), photo.depth());
    result.attachments = photo.attachments;
    result.origin = photo.origin;
    const cv::Mat source = matView(photo);
    cv::Mat pixels = mutableMatView(result);
    progress.begin({TINTYPE_NOOP("core", "Enlarging"), {}}, (size.height + kTileSide - 1) / kTileSide);
    for (int top = 0; top < size.height; top += kTileSide) {
        const int height = std::min(kTileSide, size.height - top);
        inParallel((size.width + kTileSide - 1) / kTileSide, progress, [&](int i) {
            const int left = i * kTileSide;
            enlargeTile(source, {left, top, std::min(kTileSide, size.width - left), height}, pixels);
        });
        progress.step();
    }
    return result;
}

}  // namespace tintype::builtin
