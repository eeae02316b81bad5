#include "core/builtin/mark_edges.h"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace tintype::builtin {

namespace {

constexpr float kHalfLength = 8.0F;      // gradient (values a pixel) at which an edge has half its full length
constexpr double kLeastEnergy = 0.01;    // mean squared length: flat parts of a photo agree with nothing

}  // namespace

cv::Mat edgeField(const cv::Mat& rgb) {
    cv::Mat across, down;
    cv::Sobel(rgb, across, CV_32F, 1, 0, 3, 0.125);
    cv::Sobel(rgb, down, CV_32F, 0, 1, 3, 0.125);
    cv::Mat field(rgb.size(), CV_32FC2);
    for (int y = 0; y < rgb.rows; ++y) {
        const auto* a = across.ptr<cv::Vec3f>(y);
        const auto* d = down.ptr<cv::Vec3f>(y);
        auto* out = field.ptr<cv::Vec2f>(y);
        for (int x = 0; x < rgb.cols; ++x) {
            float even = 0.0F, odd = 0.0F;
            for (int c = 0; c < 3; ++c) {
                even += a[x][c] * a[x][c] - d[x][c] * d[x][c];
                odd += 2.0F * a[x][c] * d[x][c];
            }
            const float squared = std::sqrt(even * even + odd * odd) / 3.0F;
            const float length = std::sqrt(squared);
            const float share = squared > 1e-6F ? length / (length + kHalfLength) / (3.0F * squared) : 0.0F;
            out[x] = {even * share, odd * share};
        }
    }
    return field;
}

EdgeTemplate edgeTemplate(const cv::Mat& rgb, const cv::Mat& inside) {
    const cv::Mat field = edgeField(rgb);
    cv::Mat near;
    cv::dilate(inside, near, cv::Mat::ones(3, 3, CV_8UC1));
    EdgeTemplate result{cv::Mat::zeros(rgb.size(), CV_32FC2), cv::Mat::zeros(rgb.size(), CV_32FC1)};
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            if (!near.at<uchar>(y, x)) continue;
            const cv::Vec2f edge = field.at<cv::Vec2f>(y, x);
            const float length = std::hypot(edge[0], edge[1]);
            // Weak edges under the mask are the background's.
            const float weight = length * length;
            result.weight.at<float>(y, x) = weight;
            if (length > 1e-6F) result.weighted.at<cv::Vec2f>(y, x) = edge * (weight / length);
            result.total += weight;
        }
    return result;
}

cv::Mat agreement(const cv::Mat& field, const EdgeTemplate& edges) {
    if (edges.weight.rows > field.rows || edges.weight.cols > field.cols || edges.total <= 0.0) return {};
    cv::Mat sum, energy;
    std::vector<cv::Mat> parts;
    cv::split(field, parts);
    const cv::Mat squared = parts[0].mul(parts[0]) + parts[1].mul(parts[1]);
    cv::matchTemplate(field, edges.weighted, sum, cv::TM_CCORR);
    cv::matchTemplate(squared, edges.weight, energy, cv::TM_CCORR);
    cv::max(energy, kLeastEnergy * edges.total, energy);
    cv::sqrt(energy * edges.total, energy);
    return sum / energy;
}

}  // namespace tintype::builtin
