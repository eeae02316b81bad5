#include "core/builtin/look_particles.h"

#include <opencv2/imgproc.hpp>

#include "core/base/size.h"
#include "core/builtin/look_paint.h"

namespace tintype::builtin {
namespace {

using namespace paint;

constexpr int kSide = 1800;  // drawn at this long side at most: drops and flakes are soft

struct Layer {
    float count;     // for a 3:2 picture at amount 1
    float length;    // of a streak, as a part of the long side
    float width;     // of a streak, or radius of a flake
    float strength;  // coverage in its middle
    float soft;      // 0 a sharp disc .. 1 a soft dot
};

cv::Size layerSize(cv::Size size) {
    const Size fit =
        fitLongSide({size.width, size.height}, std::min(kSide, std::max(size.width, size.height)));
    return {fit.width, fit.height};
}

// Screens `value` over what is there, so that crossing drops do not burn out.
void cover(cv::Mat& out, int x, int y, float value) {
    if (x < 0 || y < 0 || x >= out.cols || y >= out.rows || value <= 0.0f) return;
    float& there = out.at<float>(y, x);
    there = 1.0f - (1.0f - there) * (1.0f - std::min(0.98f, value));
}

// A fading line with a soft cross-section.
void streak(cv::Mat& out, float x, float y, float slope, float length, float width, float strength) {
    const int from = cvFloor(y), to = cvCeil(y + length), reach = cvCeil(2.0f * width) + 1;
    // Thinner than a pixel: as faint as it is thin.
    const float drawn = std::max(0.5f, width), faint = strength * std::min(1.0f, width / 0.5f);
    for (int py = std::max(0, from); py < std::min(out.rows, to); ++py) {
        const float along = (float(py) + 0.5f - y) / length;
        if (along <= 0.0f || along >= 1.0f) continue;
        const float taper = std::sin(along * 3.14159f), centre = x + slope * along * length;
        const int middle = cvRound(centre);
        for (int px = middle - reach; px <= middle + reach; ++px) {
            const float side = (float(px) - centre) / drawn;
            cover(out, px, py, faint * taper * std::exp(-side * side));
        }
    }
}

// A flake, drawn out a little along its fall; near ones are discs out of focus.
void flake(cv::Mat& out, float x, float y, float radius, float slope, float trail, float strength,
           float soft) {
    const float drawn = std::max(0.6f, radius), faint = strength * std::min(1.0f, radius * radius / 0.36f);
    const int reach = cvCeil(2.2f * drawn + trail) + 1;
    for (int py = cvRound(y) - reach; py <= cvRound(y) + reach; ++py)
        for (int px = cvRound(x) - reach; px <= cvRound(x) + reach; ++px) {
            const float t = std::clamp((float(py) - y) / std::max(1.0f, trail), -0.5f, 0.5f) * trail;
            const float distance = std::hypot(float(px) - x - slope * t, float(py) - y - t) / drawn;
            const float dot = std::exp(-1.3f * distance * distance),
                        disc = 1.0f - smooth(0.72f, 1.12f, distance);
            cover(out, px, py, faint * mix(disc, dot, soft));
        }
}

cv::Mat atSize(const cv::Mat& small, cv::Size size) {
    if (small.size() == size) return small;
    cv::Mat out;
    cv::resize(small, out, size, 0, 0, cv::INTER_LINEAR);
    return out;
}

int countOf(const Layer& layer, cv::Size size, float amount) {
    const float side = float(std::max(size.width, size.height));
    const float area = float(size.width) * float(size.height) / (side * side * 0.667f);
    return std::max(1, cvRound(layer.count * amount * area));
}

// Splits the work so that a stop is seen.
template <typename Draw>
void inBands(int count, Progress& progress, const Draw& draw) {
    for (int band = 0, done = 0; band < kBands / 3; ++band) {
        for (; done < count * (band + 1) / (kBands / 3); ++done) draw();
        progress.step();
    }
}

}  // namespace

cv::Mat rainLayer(cv::Size size, float amount, std::uint64_t seed, Progress& progress) {
    static constexpr Layer kLayers[] = {{4200, 0.022f, 0.00022f, 0.16f, 0},
                                        {1500, 0.045f, 0.00040f, 0.24f, 0},
                                        {190, 0.095f, 0.00095f, 0.26f, 0}};
    cv::Mat out = cv::Mat::zeros(layerSize(size), CV_32F);
    const float side = float(std::max(out.cols, out.rows));
    Dice dice(seed + 101);
    const float wind = dice.between(-0.16f, 0.16f) + (dice.unit() < 0.5f ? -0.05f : 0.05f);
    for (const Layer& layer : kLayers)
        inBands(countOf(layer, out.size(), amount), progress, [&] {
            const float length = layer.length * side * dice.between(0.6f, 1.3f);
            const float x = dice.between(-0.15f, 1.15f) * float(out.cols),
                        y = dice.between(-0.1f, 1.0f) * float(out.rows);
            streak(out, x, y, wind + dice.between(-0.012f, 0.012f), length,
                   layer.width * side * dice.between(0.7f, 1.3f), layer.strength * dice.between(0.5f, 1.2f));
        });
    return atSize(out, size);
}

cv::Mat snowLayer(cv::Size size, float amount, std::uint64_t seed, Progress& progress) {
    static constexpr Layer kLayers[] = {{3600, 0.0006f, 0.00055f, 0.55f, 1.0f},
                                        {900, 0.0024f, 0.0014f, 0.80f, 0.85f},
                                        {130, 0.008f, 0.0048f, 0.55f, 0.45f}};
    cv::Mat out = cv::Mat::zeros(layerSize(size), CV_32F);
    const float side = float(std::max(out.cols, out.rows));
    Dice dice(seed + 202);
    const float wind = dice.between(-0.7f, 0.7f);
    for (const Layer& layer : kLayers)
        inBands(countOf(layer, out.size(), amount), progress, [&] {
            const float x = dice.between(-0.02f, 1.02f) * float(out.cols),
                        y = dice.between(-0.02f, 1.02f) * float(out.rows);
            const float radius = layer.width * side * dice.between(0.55f, 1.7f);
            flake(out, x, y, radius, wind + dice.between(-0.3f, 0.3f),
                  layer.length * side * dice.between(0.5f, 1.4f), layer.strength * dice.between(0.45f, 1.1f),
                  layer.soft);
        });
    return atSize(out, size);
}

}  // namespace tintype::builtin
