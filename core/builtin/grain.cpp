#include "core/builtin/grain.h"

#include <opencv2/imgproc.hpp>

#include "core/builtin/fill_grain.h"
#include "core/builtin/mat.h"

namespace tintype::builtin {

image::Image withGrain(const image::Image& filled, const image::Mask& hole, const Progress& progress) {
    const cv::Mat inside = matView(hole) > 0;
    if (cv::countNonZero(inside) == 0 || cv::countNonZero(inside) == static_cast<int>(inside.total())) return filled;
    cv::Mat colours = toFloat(filled);
    matchGrain(colours, inside, inside, 1.0, progress);
    const image::Image grained = fromFloat(colours, filled);
    image::Image result = filled;
    cv::Mat pixels = mutableMatView(result);
    matView(grained).copyTo(pixels, inside);
    return result;
}

}  // namespace tintype::builtin
