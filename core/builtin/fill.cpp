#include "core/builtin/fill.h"

#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/fill_holes.h"
#include "core/builtin/fill_smooth.h"
#include "core/builtin/fill_strategies.h"
#include "core/builtin/mat.h"

namespace tintype::builtin {
namespace {

void checkInput(const image::Image& photo, const image::Mask& hole) {
    if (photo.empty())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no picture to erase from."), {});
    if (hole.null() || hole.size() != photo.size())
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The mask is %1x%2 pixels and the picture %3x%4; they must be the same size."),
                    {std::to_string(hole.size().width), std::to_string(hole.size().height),
                     std::to_string(photo.width()), std::to_string(photo.height())});
    const int masked = cv::countNonZero(matView(hole) > 127);
    if (masked == 0)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "Nothing is masked, so there is nothing to erase."), {});
    if (masked == photo.size().area())
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "Everything is masked, so nothing is left to fill the hole from."), {});
}

// Soft edge pixels hold some of what is to go, so they are filled as well and mixed in by their mask value.
cv::Mat unknownPixels(const cv::Mat& hole) {
    cv::Mat unknown = hole > 0;
    return cv::countNonZero(unknown) < static_cast<int>(unknown.total()) ? unknown : cv::Mat(hole > 127);
}

template <typename T>
void pasteRow(const float* filled, const uchar* here, const uchar* mask, T* pixel, int channels, int width) {
    constexpr float kFull = std::numeric_limits<T>::max();
    for (int x = 0; x < width; ++x, pixel += channels, filled += 3) {
        if (!here[x]) continue;
        const float weight = mask[x] > 127 ? 1.0f : static_cast<float>(mask[x]) / 128.0f;
        for (int c = 0; c < 3; ++c)
            pixel[c] = cv::saturate_cast<T>(pixel[c] + weight * (filled[c] * kFull - pixel[c]));
    }
}

// Writes the filled colours where this hole is; alpha stays.
void paste(const cv::Mat& filled, const Hole& hole, const cv::Mat& mask, cv::Mat& photo) {
    const cv::Mat inside = filled(hole.bounds - hole.context.tl());
    for (int y = 0; y < hole.bounds.height; ++y) {
        const uchar* here = hole.pixels.ptr(y);
        const uchar* weights = mask.ptr(hole.bounds.y + y) + hole.bounds.x;
        uchar* row = photo.ptr(hole.bounds.y + y) + hole.bounds.x * photo.elemSize();
        if (photo.depth() == CV_8U)
            pasteRow(inside.ptr<float>(y), here, weights, row, photo.channels(), hole.bounds.width);
        else
            pasteRow(inside.ptr<float>(y), here, weights, reinterpret_cast<ushort*>(row), photo.channels(),
                     hole.bounds.width);
    }
}

int stepsOf(const std::vector<Hole>& holes) {
    int steps = 0;
    for (const Hole& hole : holes) steps += hole.stroke() ? strokeSteps(hole.radius) : blobSteps(hole.radius);
    return steps;
}

}  // namespace

image::Image fill(const image::Image& photo, const image::Mask& hole, Progress& progress) {
    checkInput(photo, hole);
    const cv::Mat mask = matView(hole);
    cv::Mat unknown = unknownPixels(mask);
    const std::vector<Hole> holes = findHoles(unknown);
    progress.begin({TINTYPE_NOOP("core", "Filling the hole"), {}}, stepsOf(holes));
    image::Image result = photo;
    cv::Mat pixels = mutableMatView(result);
    for (const Hole& piece : holes) {
        const cv::Mat around = toFloat(image::crop(result, fromCv(piece.context)));
        const cv::Mat guess = harmonicFill(around, unknown(piece.context), progress);
        cv::Mat targets = cv::Mat::zeros(guess.size(), CV_8UC1);
        piece.pixels.copyTo(targets(piece.bounds - piece.context.tl()));
        const Gap gap{guess, unknown(piece.context), targets, piece.radius};
        const cv::Mat filled = piece.stroke() ? fillStroke(gap, progress) : fillBlob(gap, progress);
        paste(filled, piece, mask, pixels);
        cv::Mat left = unknown(piece.bounds);
        left.setTo(0, piece.pixels);
    }
    return result;
}

}  // namespace tintype::builtin
