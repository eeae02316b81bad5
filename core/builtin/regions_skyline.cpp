// The line where the land begins, found as the best path from the left edge to the right.
#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "core/builtin/regions_sky_signs.h"

namespace tintype::builtin {
namespace {

// Whether it gets lighter again below: then a darkening was the edge of a cloud, not of the land. light:
// blurred.
cv::Mat lighterBelow(const cv::Mat& light) {
    cv::Mat out(light.size(), CV_8U, cv::Scalar(0));
    const int reach = std::max(8, light.rows * 3 / 10);
    for (int x = 0; x < light.cols; ++x)
        for (int y = 0; y < light.rows; ++y) {
            const float here = light.at<float>(std::min(light.rows - 1, y + 4), x);
            float best = here;
            for (int below = y + 6; below < std::min(light.rows, y + reach); below += 3)
                best = std::max(best, light.at<float>(below, x));
            out.at<std::uint8_t>(y, x) = best > here + 5.0f;
        }
    return out;
}

}  // namespace

std::vector<int> skyline(const cv::Mat& light, const cv::Mat& chroma) {
    constexpr int kJump = 8;
    constexpr float kPrice = 0.25f, kMost = 5.0f, kPassed = 0.06f;
    cv::Mat even;
    cv::blur(light, even, {7, 7});
    const cv::Mat cloudy = lighterBelow(even);
    cv::Mat cost(light.size(), CV_32F, cv::Scalar(0.0)), from(light.size(), CV_8S, cv::Scalar(0));
    for (int x = 0; x < light.cols; ++x) {
        float passed = 0.0f;
        for (int y = 0; y < light.rows; ++y) {
            const float above = light.at<float>(std::max(0, y - 2), x),
                        below = light.at<float>(std::min(light.rows - 1, y + 2), x);
            const float gain = chroma.at<float>(std::min(light.rows - 1, y + 2), x) -
                               chroma.at<float>(std::max(0, y - 2), x);
            const float change = above - below - 0.8f * gain - 1.5f;
            const float edge = cloudy.at<std::uint8_t>(y, x) ? 0.0f : std::clamp(change, 0.0f, kMost);
            float best = 0.0f;
            for (int jump = -kJump; x > 0 && jump <= kJump; ++jump) {
                const int row = y + jump;
                if (row < 0 || row >= light.rows) continue;
                const float value = cost.at<float>(row, x - 1) - kPrice * float(std::abs(jump));
                if (jump != -kJump && value <= best) continue;
                best = value;
                from.at<schar>(y, x) = static_cast<schar>(jump);
            }
            cost.at<float>(y, x) = best + edge - kPassed * passed;
            passed += edge;
        }
    }
    std::vector<int> line(static_cast<std::size_t>(light.cols));
    double strength = 0.0;
    cv::Point end;
    cv::minMaxLoc(cost.col(light.cols - 1), nullptr, &strength, nullptr, &end);
    if (strength < 1.2 * light.cols) return {};
    for (int x = light.cols - 1, y = end.y; x >= 0; y += from.at<schar>(y, x), --x) line[std::size_t(x)] = y;
    return line;
}

}  // namespace tintype::builtin
