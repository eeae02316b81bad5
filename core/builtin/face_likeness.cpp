#include "core/builtin/face_likeness.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/builtin/mat.h"
#include "core/builtin/regions.h"

namespace tintype::builtin {

namespace {

constexpr int kSide = 64;

cv::Mat faceOf(const image::Image& picture, const Rect& box) {
    cv::Mat small;
    cv::resize(matView(picture)(cvRect(box)), small, {kSide, kSide}, 0, 0, cv::INTER_AREA);
    if (picture.depth() == image::Depth::U16) small.convertTo(small, CV_8U, 1.0 / 257.0);
    cv::Mat grey;
    cv::cvtColor(small, grey, small.channels() == 4 ? cv::COLOR_RGBA2GRAY : cv::COLOR_RGB2GRAY);
    grey.convertTo(grey, CV_32F);
    return grey;
}

cv::Mat blurred(const cv::Mat& values) {
    cv::Mat result;
    cv::GaussianBlur(values, result, {11, 11}, 1.5);
    return result;
}

double structuralSimilarity(const cv::Mat& a, const cv::Mat& b) {
    constexpr double kC1 = 6.5025;   // (0.01 * 255)^2
    constexpr double kC2 = 58.5225;  // (0.03 * 255)^2
    const cv::Mat meanA = blurred(a);
    const cv::Mat meanB = blurred(b);
    const cv::Mat varianceA = blurred(a.mul(a)) - meanA.mul(meanA);
    const cv::Mat varianceB = blurred(b.mul(b)) - meanB.mul(meanB);
    const cv::Mat covariance = blurred(a.mul(b)) - meanA.mul(meanB);
    const cv::Mat above = (2.0 * meanA.mul(meanB) + kC1).mul(2.0 * covariance + kC2);
    const cv::Mat below = (meanA.mul(meanA) + meanB.mul(meanB) + kC1).mul(varianceA + varianceB + kC2);
    return cv::mean(above / below)[0];
}

}  // namespace

std::optional<double> faceLikeness(const image::Image& before, const image::Image& after, const Progress& progress) {
    std::optional<double> least;
    for (const Face& face : findFaces(before, progress)) {
        const double likeness = std::clamp(structuralSimilarity(faceOf(before, face.box), faceOf(after, face.box)), 0.0, 1.0);
        least = std::min(least.value_or(1.0), likeness);
    }
    return least;
}

}  // namespace tintype::builtin
