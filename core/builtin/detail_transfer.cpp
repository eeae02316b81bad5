#include "core/builtin/detail_transfer.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "core/builtin/mat.h"

namespace tintype::builtin {

namespace {

constexpr int kRadius = 4;        // of the window, in pixels of the small copy
constexpr double kEps = 2.0e-4;   // variance (of 0..1) below which a window has no detail to speak of
constexpr int kStrip = 256;       // rows of the photo at a time

// The change of one channel: photo * gain + offset.
struct Change {
    cv::Mat gain;
    cv::Mat offset;
};

cv::Mat windowMean(const cv::Mat& values) {
    cv::Mat result;
    cv::boxFilter(values, result, CV_32F, {2 * kRadius + 1, 2 * kRadius + 1}, {-1, -1}, true, cv::BORDER_REFLECT_101);
    return result;
}

Change changeOf(const cv::Mat& before, const cv::Mat& after) {
    const cv::Mat difference = after - before;
    const cv::Mat meanBefore = windowMean(before);
    const cv::Mat meanDifference = windowMean(difference);
    const cv::Mat variance = windowMean(before.mul(before)) - meanBefore.mul(meanBefore);
    const cv::Mat covariance = windowMean(before.mul(difference)) - meanBefore.mul(meanDifference);
    cv::Mat gain = covariance / (variance + kEps);
    gain = cv::max(cv::min(gain, 1.0), -1.0);
    Change change;
    change.gain = windowMean(gain);
    // What the linear function leaves over is small-scale and goes with the offset.
    change.offset = difference - change.gain.mul(before);
    return change;
}

// The rows [first, first + rows) of `values` enlarged to `size`.
cv::Mat enlarged(const cv::Mat& values, Size size, int first, int rows) {
    const double x = static_cast<double>(values.cols) / size.width;
    const double y = static_cast<double>(values.rows) / size.height;
    const cv::Matx23d map(x, 0.0, 0.5 * x - 0.5, 0.0, y, (first + 0.5) * y - 0.5);
    cv::Mat strip;
    cv::warpAffine(values, strip, map, {size.width, rows}, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    return strip;
}

std::array<cv::Mat, 3> channelsOf(const image::Image& picture) {
    cv::Mat floats;
    matView(picture).convertTo(floats, CV_32F, 1.0 / 255.0);
    std::array<cv::Mat, 3> channels;
    for (int c = 0; c < 3; ++c) cv::extractChannel(floats, channels[static_cast<std::size_t>(c)], c);
    return channels;
}

}  // namespace

image::Image transferDetail(const image::Image& photo, const image::Image& before, const image::Image& after, Progress& progress) {
    const auto from = channelsOf(before);
    const auto to = channelsOf(after);
    std::array<Change, 3> changes;
    for (std::size_t c = 0; c < 3; ++c) changes[c] = changeOf(from[c], to[c]);
    image::Image result = photo;
    result.mutableData();
    const int strips = (photo.height() + kStrip - 1) / kStrip;
    progress.begin({TINTYPE_NOOP("core", "Bringing the change to full size"), {}}, strips, 1.0);
    for (int first = 0; first < photo.height(); first += kStrip) {
        const int rows = std::min(kStrip, photo.height() - first);
        cv::Mat strip = mutableMatView(result).rowRange(first, first + rows);
        for (int c = 0; c < 3; ++c) {
            cv::Mat values;
            cv::extractChannel(strip, values, c);
            values.convertTo(values, CV_32F, 1.0 / 255.0);
            const Change& change = changes[static_cast<std::size_t>(c)];
            values = values + values.mul(enlarged(change.gain, photo.size(), first, rows)) + enlarged(change.offset, photo.size(), first, rows);
            values.convertTo(values, CV_8U, 255.0);
            cv::insertChannel(values, strip, c);
        }
        progress.step();
    }
    return result;
}

}  // namespace tintype::builtin
