#include "core/builtin/enhance.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/enhance_detail.h"
#include "core/builtin/mat.h"

namespace tintype::builtin {
namespace {

constexpr int kStepsPerRegion = 3;
constexpr int kStripRows = 256;     // a whole photo is enhanced in strips of that many rows
constexpr int kStripMargin = 96;    // with so many more above and below, to hide the joints
constexpr double kFacePart = 0.12;  // a photo without faces: detail as if a face were so much of its long side

// A mask of the whole of `size`: 255 in the middle of the oval, falling to 0 at its rim.
cv::Mat featheredOval(const cv::Size& size) {
    cv::Mat oval(size, CV_32FC1);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const float u = (static_cast<float>(x) + 0.5f) / static_cast<float>(size.width) * 2 - 1;
            const float v = (static_cast<float>(y) + 0.5f) / static_cast<float>(size.height) * 2 - 1;
            const float t = std::clamp((1.0f - std::sqrt(u * u + v * v)) / 0.35f, 0.0f, 1.0f);
            oval.at<float>(y, x) = t * t * (3 - 2 * t);
        }
    return oval;
}

// The face box with its forehead, chin and hair.
Rect headOf(const Rect& face, const Size& photo) {
    return intersect(grow(face, std::max(face.width, face.height) * 3 / 10, photo), {0, 0, photo.width, photo.height});
}

// Mixes `better` into the rows and columns of `photo` from `at` on, pixel by pixel by weight (CV_32FC1) x strength.
void mixInto(image::Image& photo, const cv::Mat& better, const cv::Mat& weight, const Rect& at, double strength) {
    const image::Image before = image::crop(photo, at);
    const cv::Mat old = toFloat(before);
    cv::Mat mixed(old.size(), CV_32FC3);
    for (int y = 0; y < old.rows; ++y)
        for (int x = 0; x < old.cols; ++x) {
            const auto w = static_cast<float>(strength) * weight.at<float>(y, x);
            const auto& from = old.at<cv::Vec3f>(y, x);
            mixed.at<cv::Vec3f>(y, x) = from + w * (better.at<cv::Vec3f>(y, x) - from);
        }
    const image::Image after = fromFloat(mixed, before);
    matView(after).copyTo(mutableMatView(photo)(cvRect(at)));
}

void enhanceFace(image::Image& result, const image::Image& photo, const Rect& face, double strength,
                 Progress& progress) {
    const Rect head = headOf(face, photo.size());
    const cv::Mat lab = toLab(toFloat(image::crop(photo, head)));
    const cv::Mat better = fromLab(enhancedRegion(lab, face.width, progress));
    mixInto(result, better, featheredOval(better.size()), head, strength);
}

image::Image enhanceAll(const image::Image& photo, double strength, Progress& progress) {
    const Size size = photo.size();
    const int strips = (size.height + kStripRows - 1) / kStripRows;
    progress.begin({TINTYPE_NOOP("core", "Enhancing the photo"), {}}, strips * kStepsPerRegion);
    image::Image result = photo;
    for (int top = 0; top < size.height; top += kStripRows) {
        const Rect strip{0, top, size.width, std::min(kStripRows, size.height - top)};
        const Rect wider = grow(strip, kStripMargin, size);
        const cv::Mat lab = toLab(toFloat(image::crop(photo, wider)));
        const cv::Mat better = fromLab(enhancedRegion(lab, kFacePart * size.longSide(), progress));
        const cv::Mat inside = better.rowRange(top - wider.y, top - wider.y + strip.height);
        mixInto(result, inside, cv::Mat(inside.size(), CV_32FC1, cv::Scalar(1)), strip, strength);
    }
    return result;
}

}  // namespace

image::Image enhance(const image::Image& photo, const std::vector<Rect>& faces, double strength,
                     Progress& progress) {
    if (photo.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no picture to restore."), {});
    strength = std::clamp(strength, 0.0, 1.0);
    if (strength == 0) return photo;
    if (faces.empty()) return enhanceAll(photo, strength, progress);
    progress.begin({TINTYPE_NOOP("core", "Restoring faces"), {}}, static_cast<int>(faces.size()) * kStepsPerRegion);
    image::Image result = photo;
    for (const Rect& face : faces) {
        const Rect inside = intersect(face, {0, 0, photo.width(), photo.height()});
        if (!inside.empty()) enhanceFace(result, photo, inside, strength, progress);
    }
    return result;
}

}  // namespace tintype::builtin
