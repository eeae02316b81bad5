#include "core/builtin/pan_zoom_sample.h"

#include <algorithm>
#include <array>
#include <opencv2/core/hal/intrin.hpp>

namespace tintype::builtin {
namespace {

using Pixel = cv::v_float32x4;  // one pixel, four channels
using Taps = std::array<float, 4>;

Taps catmullRom(float f) {
    const float f2 = f * f, f3 = f2 * f;
    return {-0.5f * f3 + f2 - 0.5f * f, 1.5f * f3 - 2.5f * f2 + 1.0f, -1.5f * f3 + 2.0f * f2 + 0.5f * f, 0.5f * (f3 - f2)};
}

Pixel load(const ushort* pixel) { return cv::v_cvt_f32(cv::v_reinterpret_as_s32(cv::v_load_expand(pixel))); }

Pixel across(const ushort* row, const std::array<int, 4>& columns, const Taps& taps) {
    Pixel sum = load(row + columns[0]) * cv::v_setall_f32(taps[0]);
    for (std::size_t i = 1; i < 4; ++i) sum = cv::v_muladd(load(row + columns[i]), cv::v_setall_f32(taps[i]), sum);
    return sum;
}

class Sampler {
public:
    explicit Sampler(const cv::Mat& source) : m_source(source) {}

    Pixel at(const cv::Vec2f& place) const {
        const float px = std::clamp(place[0], -1.0f, static_cast<float>(m_source.cols));
        const float py = std::clamp(place[1], -1.0f, static_cast<float>(m_source.rows));
        const int left = cvFloor(px), top = cvFloor(py);
        const Taps wx = catmullRom(px - left), wy = catmullRom(py - top);
        const std::array<int, 4> columns = columnsFrom(left - 1);
        Pixel sum = cv::v_setzero_f32();
        for (int i = 0; i < 4; ++i) {
            const int row = std::clamp(top - 1 + i, 0, m_source.rows - 1);
            sum = cv::v_muladd(across(m_source.ptr<ushort>(row), columns, wx), cv::v_setall_f32(wy[static_cast<std::size_t>(i)]), sum);
        }
        return sum;
    }

private:
    std::array<int, 4> columnsFrom(int first) const {
        std::array<int, 4> columns;
        for (int i = 0; i < 4; ++i) columns[static_cast<std::size_t>(i)] = 4 * std::clamp(first + i, 0, m_source.cols - 1);
        return columns;
    }

    const cv::Mat& m_source;
};

void store(const Pixel& pixel, uchar* rgb) {
    float value[4];
    cv::v_store(value, pixel * cv::v_setall_f32(1.0f / 257.0f) + cv::v_setall_f32(0.5f));
    for (int c = 0; c < 3; ++c) rgb[c] = static_cast<uchar>(std::clamp(value[c], 0.0f, 255.0f));
}

}  // namespace

cv::Mat sampled(const cv::Mat& source, const cv::Mat& places) {
    const Sampler sampler(source);
    cv::Mat result(places.size(), CV_8UC3);
    cv::parallel_for_({0, result.rows}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) {
            const cv::Vec2f* place = places.ptr<cv::Vec2f>(y);
            uchar* out = result.ptr<uchar>(y);
            for (int x = 0; x < result.cols; ++x) store(sampler.at(place[x]), out + 3 * x);
        }
    });
    return result;
}

}  // namespace tintype::builtin
