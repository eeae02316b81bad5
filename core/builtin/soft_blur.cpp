#include "core/builtin/soft_blur.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace tintype::builtin {
namespace {

constexpr double kLeastSigma = 2.2;  // of the blur on the small copy: below it the enlargement would show
constexpr int kMostFactor = 8;

}  // namespace

int blurFactor(double sigma) {
    int factor = 1;
    while (factor < kMostFactor && sigma / (2 * factor) >= kLeastSigma) factor *= 2;
    return factor;
}

cv::Mat shrunkBy(const cv::Mat& picture, int factor) {
    if (factor == 1) return picture;
    const int width = (picture.cols + factor - 1) / factor, height = (picture.rows + factor - 1) / factor;
    const int right = width * factor - picture.cols, below = height * factor - picture.rows;
    cv::Mat whole = picture, small;
    if (right > 0 || below > 0)
        cv::copyMakeBorder(picture, whole, 0, below, 0, right, cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
    cv::resize(whole, small, {width, height}, 0, 0, cv::INTER_AREA);
    return small;
}

cv::Mat blurredShrunk(const cv::Mat& small, double sigma, int factor) {
    // Shrinking by area and enlarging between pixels blur too: their variance is part of what is asked for.
    const double square = static_cast<double>(factor) * factor;
    const double own = factor == 1 ? 0.0 : (square - 1.0) / 12.0 + (square - 1.0) / 6.0;
    const double rest = std::sqrt(std::max(0.01, (sigma * sigma - own) / square));
    cv::Mat blurred;
    cv::GaussianBlur(small, blurred, {}, rest, rest, cv::BORDER_REFLECT_101);
    return blurred;
}

cv::Mat enlargedPart(const cv::Mat& small, int factor, const cv::Rect& where) {
    if (factor == 1) return small(where);
    // One pixel around it takes part in the interpolation.
    const cv::Rect inner(where.x / factor, where.y / factor, (where.width + factor - 1) / factor,
                         (where.height + factor - 1) / factor);
    const cv::Rect outer(inner.x - 1, inner.y - 1, inner.width + 2, inner.height + 2);
    const cv::Rect inside = outer & cv::Rect({}, small.size());
    cv::Mat framed, large;
    cv::copyMakeBorder(small(inside), framed, inside.y - outer.y, outer.br().y - inside.br().y, inside.x - outer.x,
                       outer.br().x - inside.br().x, cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
    cv::resize(framed, large, framed.size() * factor, 0, 0, cv::INTER_LINEAR);
    return large({factor, factor, where.width, where.height});
}

cv::Mat softBlur(const cv::Mat& plane, double sigma) {
    const int factor = blurFactor(sigma);
    const cv::Mat blurred = blurredShrunk(shrunkBy(plane, factor), sigma, factor);
    return enlargedPart(blurred, factor, {{}, plane.size()});
}

}  // namespace tintype::builtin
