#include "core/builtin/wavelets.h"

#include <algorithm>
#include <vector>

namespace tintype::builtin {
namespace {

constexpr float kShares[] = {0.889f, 0.2f, 0.086f, 0.041f, 0.02f};  // of white noise, by level
constexpr float kMiddle = 6 / 16.0f, kNear = 4 / 16.0f, kFar = 1 / 16.0f;

const float* rowAt(const cv::Mat& plane, int y) { return plane.ptr<float>(std::clamp(y, 0, plane.rows - 1)); }

// One row smoothed downwards, with its ends repeated `pad` times on both sides.
void smoothDown(const cv::Mat& plane, int y, int gap, int pad, float* to) {
    const float *a = rowAt(plane, y - 2 * gap), *b = rowAt(plane, y - gap), *c = rowAt(plane, y),
                *d = rowAt(plane, y + gap), *e = rowAt(plane, y + 2 * gap);
    float* inner = to + pad;
    for (int x = 0; x < plane.cols; ++x)
        inner[x] = kMiddle * c[x] + kNear * (b[x] + d[x]) + kFar * (a[x] + e[x]);
    std::fill(to, inner, inner[0]);
    std::fill(inner + plane.cols, inner + plane.cols + pad, inner[plane.cols - 1]);
}

void smoothAcross(const float* padded, int gap, int width, float* to) {
    const float *c = padded + 2 * gap, *b = c - gap, *a = b - gap, *d = c + gap, *e = d + gap;
    for (int x = 0; x < width; ++x) to[x] = kMiddle * c[x] + kNear * (b[x] + d[x]) + kFar * (a[x] + e[x]);
}

// Adds the part of each detail that is not noise: small ones vanish, large ones stay whole.
void keepLarge(const float* before, const float* smooth, float threshold, int width, float* kept) {
    const float least = threshold * threshold;
    for (int x = 0; x < width; ++x) {
        const float detail = before[x] - smooth[x], square = detail * detail;
        kept[x] += detail * std::max(0.0f, square - least) / std::max(square, 1e-20f);
    }
}

}  // namespace

void shrinkDetail(cv::Mat& plane, double threshold, int levels) {
    cv::Mat rest = plane, kept = cv::Mat::zeros(plane.size(), CV_32FC1);
    for (int level = 0; level < levels; ++level) {
        const int gap = 1 << level;
        const float limit = kShares[level] * static_cast<float>(threshold);
        cv::Mat smooth(plane.size(), CV_32FC1);
        std::vector<float> padded(static_cast<std::size_t>(plane.cols + 4 * gap));
        for (int y = 0; y < plane.rows; ++y) {
            smoothDown(rest, y, gap, 2 * gap, padded.data());
            smoothAcross(padded.data(), gap, plane.cols, smooth.ptr<float>(y));
            keepLarge(rest.ptr<float>(y), smooth.ptr<float>(y), limit, plane.cols, kept.ptr<float>(y));
        }
        rest = smooth;
    }
    plane = rest + kept;
}

}  // namespace tintype::builtin
