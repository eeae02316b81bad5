#include "core/builtin/mark.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/mark_frame.h"
#include "core/builtin/mat.h"

namespace tintype::builtin {

namespace {

constexpr int kLeastSide = 6;
constexpr int kLeastMargin = 8;
constexpr double kRim = 1.5;  // pixels beyond the mask that anti-aliasing and JPEG's rounding reach

}  // namespace

Mark learnMark(const image::Image& photo, const image::Mask& mask) {
    const Rect bounds = image::thresholded(mask, 127).bounds();
    if (bounds.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no mark to learn: the mask is empty."), {});
    if (std::min(bounds.width, bounds.height) < kLeastSide)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The marked part is %1x%2 pixels: too small to find it in other photos."),
                    {std::to_string(bounds.width), std::to_string(bounds.height)});
    const Rect place = grow(bounds, std::max(kLeastMargin, std::min(bounds.width, bounds.height) / 4), photo.size());
    return {image::withoutAlpha(image::toDepth8(image::crop(photo, place))), image::thresholded(image::crop(mask, place), 127), place, photo.size()};
}

cv::Mat frameTransform(const MarkPlace& place, double x, double y) {
    // Pixel centres lie at halves.
    const double half = 0.5 * place.scale - 0.5;
    return (cv::Mat_<double>(2, 3) << place.scale, 0, place.x + half - x, 0, place.scale, place.y + half - y);
}

Rect frameRect(const Mark& mark, const MarkPlace& place, Size photo) {
    const int left = static_cast<int>(std::floor(place.x)), top = static_cast<int>(std::floor(place.y));
    const int right = static_cast<int>(std::ceil(place.x + mark.place.width * place.scale));
    const int bottom = static_cast<int>(std::ceil(place.y + mark.place.height * place.scale));
    return intersect({left, top, right - left, bottom - top}, {0, 0, photo.width, photo.height});
}

cv::Mat warpedToPhoto(const cv::Mat& frame, const MarkPlace& place, const Rect& at) {
    cv::Mat result;
    const int how = place.scale < 0.75 ? cv::INTER_AREA : cv::INTER_CUBIC;
    if (how == cv::INTER_AREA) {
        // warpAffine does not average: shrink first, then move by less than a pixel.
        const cv::Size size(std::max(1, cvRound(frame.cols * place.scale)), std::max(1, cvRound(frame.rows * place.scale)));
        cv::Mat small;
        cv::resize(frame, small, size, 0, 0, cv::INTER_AREA);
        MarkPlace rest = place;
        rest.scale = place.scale * frame.cols / size.width;
        cv::warpAffine(small, result, frameTransform(rest, at.x, at.y), {at.width, at.height}, cv::INTER_LINEAR);
        return result;
    }
    cv::warpAffine(frame, result, frameTransform(place, at.x, at.y), {at.width, at.height}, how);
    return result;
}

image::Mask markMask(const Mark& mark, const MarkPlace& place, Size photo) {
    image::Mask result(photo);
    const Rect at = frameRect(mark, place, photo);
    if (at.empty()) return result;
    cv::Mat soft, part;
    const int reach = 2 * static_cast<int>(std::ceil(kRim / std::max(0.1, place.scale))) + 1;
    cv::dilate(matView(mark.mask), soft, cv::getStructuringElement(cv::MORPH_ELLIPSE, {reach, reach}));
    part = warpedToPhoto(soft, place, at) > 64;
    for (int y = 0; y < part.rows; ++y) std::copy_n(part.ptr(y), part.cols, result.mutableRow(at.y + y) + at.x);
    return result;
}

Rect markBox(const Mark& mark, const MarkPlace& place, Size photo) {
    const Rect bounds = mark.mask.bounds();
    const MarkPlace inner{place.x + bounds.x * place.scale, place.y + bounds.y * place.scale, place.scale, place.confidence};
    Mark of;
    of.place = {0, 0, bounds.width, bounds.height};
    return frameRect(of, inner, photo);
}

}  // namespace tintype::builtin
