#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/enhance.h"
#include "core/builtin/mat.h"

namespace tintype::builtin {
namespace {

constexpr int kStripRows = 512;
constexpr int kMargin = 16;       // source rows around a strip, more than all filters reach
constexpr int kBackProjections = 4;
constexpr float kSharpen = 0.25f;

// Keeps every pixel within the range of the source pixels around it: no ringing, no halos.
void limitTo(cv::Mat& large, const cv::Mat& source) {
    cv::Mat lowest, highest, low, high;
    const cv::Mat window = cv::Mat::ones(3, 3, CV_8UC1);
    cv::erode(source, lowest, window);
    cv::dilate(source, highest, window);
    cv::resize(lowest, low, large.size(), 0, 0, cv::INTER_NEAREST);
    cv::resize(highest, high, large.size(), 0, 0, cv::INTER_NEAREST);
    large = cv::max(cv::min(large, high), low);
}

// Corrects the enlargement until shrinking it gives the source again.
void backProject(cv::Mat& large, const cv::Mat& source) {
    cv::Mat shrunk, correction;
    for (int i = 0; i < kBackProjections; ++i) {
        cv::resize(large, shrunk, source.size(), 0, 0, cv::INTER_AREA);
        cv::resize(source - shrunk, correction, large.size(), 0, 0, cv::INTER_CUBIC);
        large += correction;
        limitTo(large, source);
    }
}

cv::Mat enlarged(const cv::Mat& source) {
    cv::Mat large, smooth;
    cv::resize(source, large, {2 * source.cols, 2 * source.rows}, 0, 0, cv::INTER_LANCZOS4);
    cv::GaussianBlur(large, smooth, {}, 1.2, 1.2, cv::BORDER_REPLICATE);
    large += kSharpen * (large - smooth);
    limitTo(large, source);
    backProject(large, source);
    return large;
}

}  // namespace

image::Image upscale2x(const image::Image& photo, Progress& progress) {
    if (photo.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no picture to enlarge."), {});
    const Size size = photo.size();
    image::Image result({2 * size.width, 2 * size.height}, photo.channels(), photo.depth());
    result.attachments = photo.attachments;
    result.origin = photo.origin;
    cv::Mat pixels = mutableMatView(result);
    progress.begin({TINTYPE_NOOP("core", "Enlarging"), {}}, (size.height + kStripRows - 1) / kStripRows);
    for (int top = 0; top < size.height; top += kStripRows) {
        const int bottom = std::min(size.height, top + kStripRows);
        const int from = std::max(0, top - kMargin), to = std::min(size.height, bottom + kMargin);
        cv::Mat source;
        const double full = photo.depth() == image::Depth::U8 ? 255.0 : 65535.0;
        matView(photo).rowRange(from, to).convertTo(source, CV_32F);
        const cv::Mat large = cv::max(cv::min(enlarged(source), full), 0.0);
        large.rowRange(2 * (top - from), 2 * (bottom - from)).convertTo(pixels.rowRange(2 * top, 2 * bottom), pixels.depth());
        progress.step();
    }
    return result;
}

}  // namespace tintype::builtin
