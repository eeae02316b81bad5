#include "core/builtin/pan_zoom_sample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <opencv2/core/hal/intrin.hpp>
#include <vector>

namespace tintype::builtin {
namespace {

constexpr int kSteps = 2048;         // places between two pixels
constexpr int kOne = 16384;          // a weight of 1
constexpr int kShift = 14;           // the same as a shift
using Taps = std::array<short, 4>;   // of Catmull-Rom, in 1/kOne; their sum is kOne

Taps catmullRom(double f) {
    const double f2 = f * f, f3 = f2 * f;
    const double exact[] = {-0.5 * f3 + f2 - 0.5 * f, 1.5 * f3 - 2.5 * f2 + 1.0, -1.5 * f3 + 2.0 * f2 + 0.5 * f,
                            0.5 * (f3 - f2)};
    Taps taps{};
    int sum = 0;
    for (std::size_t i = 0; i < taps.size(); ++i) {
        taps[i] = static_cast<short>(std::lround(exact[i] * kOne));
        sum += taps[i];
    }
    taps[f < 0.5 ? 1 : 2] = static_cast<short>(taps[f < 0.5 ? 1 : 2] + kOne - sum);
    return taps;
}

using Table = std::array<Taps, kSteps>;

Table weightTable() {
    Table table;
    for (int i = 0; i < kSteps; ++i) table[static_cast<std::size_t>(i)] = catmullRom(static_cast<double>(i) / kSteps);
    return table;
}

cv::v_int16x8 pairOf(short first, short second) {
    return cv::v_reinterpret_as_s16(cv::v_setall_s32(static_cast<int>(static_cast<ushort>(second)) << 16 |
                                                     static_cast<int>(static_cast<ushort>(first))));
}

// Four pixels of four channels weighted and added: four channels.
cv::v_int32x4 across(const short* four, const cv::v_int16x8& outer, const cv::v_int16x8& inner) {
    cv::v_int16x8 even, odd, unused;
    // Pixel pairs interleaved channel by channel, as the product of pairs wants them.
    const cv::v_int16x8 left = cv::v_load(four), right = cv::v_load(four + 8);
    cv::v_zip(left, cv::v_combine_high(left, left), even, unused);
    cv::v_zip(right, cv::v_combine_high(right, right), odd, unused);
    return cv::v_dotprod(even, outer) + cv::v_dotprod(odd, inner);
}

class Sampler {
public:
    Sampler(const cv::Mat& source, const Table& table) : m_source(source), m_table(table) {}

    // The place's first three channels, 8 bits each, and a fourth byte.
    void at(const cv::Vec2f& place, uchar* four) const {
        const float px = std::clamp(place[0], -1.0f, static_cast<float>(m_source.cols));
        const float py = std::clamp(place[1], -1.0f, static_cast<float>(m_source.rows));
        const int fineX = cvFloor(px * kSteps), fineY = cvFloor(py * kSteps);
        const int left = fineX >> kStepBits, top = fineY >> kStepBits;
        const Taps& wx = m_table[static_cast<std::size_t>(fineX & (kSteps - 1))];
        const Taps& wy = m_table[static_cast<std::size_t>(fineY & (kSteps - 1))];
        const cv::v_int16x8 outer = pairOf(wx[0], wx[1]), inner = pairOf(wx[2], wx[3]);
        cv::v_int32x4 rows[4];
        for (int i = 0; i < 4; ++i) rows[i] = row(top - 1 + i, left - 1, outer, inner);
        const cv::v_int16x8 upper = cv::v_rshr_pack<kShift>(rows[0], rows[1]);
        const cv::v_int16x8 lower = cv::v_rshr_pack<kShift>(rows[2], rows[3]);
        cv::v_int16x8 a, b, unused;
        cv::v_zip(upper, cv::v_combine_high(upper, upper), a, unused);
        cv::v_zip(lower, cv::v_combine_high(lower, lower), b, unused);
        const cv::v_int32x4 sum = cv::v_dotprod(a, pairOf(wy[0], wy[1])) + cv::v_dotprod(b, pairOf(wy[2], wy[3]));
        store(sum, four);
    }

private:
    static constexpr int kStepBits = 11;
    static_assert(1 << kStepBits == kSteps);

    cv::v_int32x4 row(int y, int left, const cv::v_int16x8& outer, const cv::v_int16x8& inner) const {
        const short* pixels = m_source.ptr<short>(std::clamp(y, 0, m_source.rows - 1));
        if (left >= 0 && left + 4 <= m_source.cols) return across(pixels + 4 * left, outer, inner);
        short edge[16];
        for (int i = 0; i < 4; ++i)
            std::memcpy(edge + 4 * i, pixels + 4 * std::clamp(left + i, 0, m_source.cols - 1), 4 * sizeof(short));
        return across(edge, outer, inner);
    }

    static void store(const cv::v_int32x4& sum, uchar* four) {
        const cv::v_float32x4 scale = cv::v_setall_f32(255.0f / kSampleWhite / kOne);
        const cv::v_int32x4 value = cv::v_round(cv::v_cvt_f32(sum) * scale);
        const cv::v_int16x8 narrow = cv::v_pack(value, value);
        const cv::v_uint8x16 bytes = cv::v_pack_u(narrow, narrow);
        const unsigned packed = cv::v_reinterpret_as_u32(bytes).get0();
        std::memcpy(four, &packed, 4);
    }

    const cv::Mat& m_source;
    const Table& m_table;
};

}  // namespace

cv::Mat sampled(const cv::Mat& source, const cv::Mat& places) {
    static const Table table = weightTable();
    const Sampler sampler(source, table);
    cv::Mat result(places.size(), CV_8UC3);
    cv::parallel_for_({0, result.rows}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) {
            const cv::Vec2f* place = places.ptr<cv::Vec2f>(y);
            uchar* out = result.ptr<uchar>(y);
            // The fourth byte lands on the next pixel, which is written after it.
            for (int x = 0; x + 1 < result.cols; ++x) sampler.at(place[x], out + 3 * x);
            uchar last[4];
            sampler.at(place[result.cols - 1], last);
            std::memcpy(out + 3 * (result.cols - 1), last, 3);
        }
    });
    return result;
}

cv::Mat softened(const cv::Mat& source, double sigma) {
    // Three taps of that variance; up to a sigma of 0.8 they fall off as a Gaussian does.
    const int side = std::min(kOne / 3, static_cast<int>(std::lround(0.5 * sigma * sigma * kOne)));
    const int count = source.cols * 4;
    cv::Mat result(source.size(), CV_16SC4);
    cv::parallel_for_({0, source.rows}, [&](const cv::Range& rows) {
        std::vector<short> padded(static_cast<std::size_t>(count) + 8);
        for (int y = rows.start; y < rows.end; ++y) {
            const short* here = source.ptr<short>(y);
            const short* above = source.ptr<short>(std::max(0, y - 1));
            const short* below = source.ptr<short>(std::min(source.rows - 1, y + 1));
            short* middle = padded.data() + 4;
            for (int i = 0; i < count; ++i)
                middle[i] = static_cast<short>(here[i] + ((side * (above[i] + below[i] - 2 * here[i]) + kOne / 2) >> kShift));
            std::copy_n(middle, 4, middle - 4);
            std::copy_n(middle + count - 4, 4, middle + count);
            short* out = result.ptr<short>(y);
            for (int i = 0; i < count; ++i)
                out[i] = static_cast<short>(middle[i] + ((side * (middle[i - 4] + middle[i + 4] - 2 * middle[i]) + kOne / 2) >> kShift));
        }
    });
    return result;
}

}  // namespace tintype::builtin
