#include "core/builtin/fill_spectral.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/builtin/parallel.h"

namespace tintype::builtin {
namespace {

constexpr int kWindow = 32;               // side of the window that is analysed
constexpr int kBlock = 4;               // side of the block in its middle that is filled
constexpr double kDecay = 0.65;          // weight of a pixel falls by this with every pixel of distance
constexpr float kStep = 0.45f;            // a part of each found wave, as the windowed waves overlap
constexpr int kLightRounds = 64;
const int kColourRounds = 24;
constexpr double kLeastKnown = 1.0;       // sum of weights
constexpr double kSlopeDoubt = 0.5;       // keeps slopes small where few pixels tell of them
constexpr int kArea = kWindow * kWindow;
using Complex = std::complex<float>;
using Window = std::array<float, kArea>;

// Spatial weights around the block's centre, before unknown pixels are taken out.
const Window& decay() {
    static const Window weights = [] {
        Window result;
        const double centre = (kWindow - 1) / 2.0;
        for (int y = 0; y < kWindow; ++y)
            for (int x = 0; x < kWindow; ++x)
                result[static_cast<std::size_t>(y * kWindow + x)] =
                    static_cast<float>(std::pow(kDecay, std::hypot(x - centre, y - centre)));
        return result;
    }();
    return weights;
}

// Photos hold more energy in slow waves: prefer them.
const Window& preference() {
    static const Window weights = [] {
        Window result;
        for (int y = 0; y < kWindow; ++y)
            for (int x = 0; x < kWindow; ++x) {
                const double fy = std::min(y, kWindow - y), fx = std::min(x, kWindow - x);
                const double slow = 1.0 - std::hypot(fx, fy) * std::sqrt(2.0) / kWindow;
                result[static_cast<std::size_t>(y * kWindow + x)] = static_cast<float>(std::max(0.0, slow * slow));
            }
        return result;
    }();
    return weights;
}

// The brightness plane value + slopeX x + slopeY y that fits the weighted pixels best; level where they tell little.
struct BrightnessPlane {
    double value, slopeX, slopeY, centreX, centreY;

    double at(int x, int y) const { return value + slopeX * (x - centreX) + slopeY * (y - centreY); }
};

template <typename Visit>
void everyWeighted(const Window& weights, Visit visit) {
    for (int i = 0; i < kArea; ++i)
        if (weights[static_cast<std::size_t>(i)] > 0) visit(i % kWindow, i / kWindow, static_cast<std::size_t>(i));
}

BrightnessPlane fittedPlane(const Window& values, const Window& weights) {
    double total = 0, xx = kSlopeDoubt, xy = 0, yy = kSlopeDoubt, xv = 0, yv = 0;
    BrightnessPlane plane{};
    everyWeighted(weights, [&](int x, int y, std::size_t i) {
        total += weights[i];
        plane.value += weights[i] * values[i];
        plane.centreX += weights[i] * x;
        plane.centreY += weights[i] * y;
    });
    plane.value /= total, plane.centreX /= total, plane.centreY /= total;
    everyWeighted(weights, [&](int x, int y, std::size_t i) {
        const double dx = x - plane.centreX, dy = y - plane.centreY, dv = values[i] - plane.value;
        xx += weights[i] * dx * dx, xy += weights[i] * dx * dy, yy += weights[i] * dy * dy;
        xv += weights[i] * dx * dv, yv += weights[i] * dy * dv;
    });
    const double determinant = xx * yy - xy * xy;
    plane.slopeX = (xv * yy - yv * xy) / determinant;
    plane.slopeY = (yv * xx - xv * xy) / determinant;
    return plane;
}

cv::Mat_<Complex> spectrumOf(const Window& values) {
    cv::Mat spectrum;
    cv::dft(cv::Mat(kWindow, kWindow, CV_32FC1, const_cast<float*>(values.data())), spectrum, cv::DFT_COMPLEX_OUTPUT);
    return spectrum;
}

// The weights' spectrum, twice in each direction, so that shifts need no modulo.
std::vector<Complex> doubled(const cv::Mat_<Complex>& spectrum) {
    std::vector<Complex> result(4 * kArea);
    for (int y = 0; y < 2 * kWindow; ++y)
        for (int x = 0; x < 2 * kWindow; ++x)
            result[static_cast<std::size_t>(y * 2 * kWindow + x)] = spectrum(y % kWindow, x % kWindow);
    return result;
}

int strongest(const std::vector<Complex>& residual) {
    int best = 0;
    float most = -1;
    for (int i = 0; i < kArea / 2 + kWindow; ++i) {
        const float energy = std::norm(residual[static_cast<std::size_t>(i)]) * preference()[static_cast<std::size_t>(i)];
        if (energy > most) most = energy, best = i;
    }
    return best;
}

// residual -= amount * weights' spectrum shifted to wave (wx, wy)
void subtractWave(std::vector<Complex>& residual, const std::vector<Complex>& weights, int wx, int wy, Complex amount) {
    const float re = amount.real(), im = amount.imag();
    for (int y = 0; y <= kWindow / 2 + 1; ++y) {
        const auto* from = reinterpret_cast<const float*>(
            &weights[static_cast<std::size_t>((y + kWindow - wy) * 2 * kWindow + kWindow - wx)]);
        auto* to = reinterpret_cast<float*>(&residual[static_cast<std::size_t>(y * kWindow)]);
        for (int x = 0; x < kWindow; ++x) {
            to[2 * x] -= re * from[2 * x] - im * from[2 * x + 1];
            to[2 * x + 1] -= re * from[2 * x + 1] + im * from[2 * x];
        }
    }
}

// Replaces `values` by the sum of the waves that explain its weighted pixels.
void extrapolate(Window& values, const Window& weights, const std::vector<Complex>& weightSpectrum, int rounds) {
    const BrightnessPlane plane = fittedPlane(values, weights);
    Window weighted;
    for (int i = 0; i < kArea; ++i) {
        const auto k = static_cast<std::size_t>(i);
        const double flat = plane.at(i % kWindow, i / kWindow);
        weighted[k] = static_cast<float>((values[k] - flat) * weights[k]);
        values[k] = static_cast<float>(flat);
    }
    const cv::Mat_<Complex> spectrum = spectrumOf(weighted);
    std::vector<Complex> residual(spectrum.begin(), spectrum.end());
    cv::Mat_<Complex> model(kWindow, kWindow, Complex(0, 0));
    const float total = weightSpectrum[0].real();
    for (int round = 0; round < rounds; ++round) {
        const int wave = strongest(residual), wx = wave % kWindow, wy = wave / kWindow;
        const Complex amount = kStep * residual[static_cast<std::size_t>(wave)] / total;
        if (std::norm(amount) < 1e-9f) break;
        const int mx = (kWindow - wx) % kWindow, my = (kWindow - wy) % kWindow;
        model(wy, wx) += amount;
        subtractWave(residual, weightSpectrum, wx, wy, amount);
        if (mx == wx && my == wy) continue;
        model(my, mx) += std::conj(amount);
        subtractWave(residual, weightSpectrum, mx, my, std::conj(amount));
    }
    cv::Mat waves;
    cv::dft(model, waves, cv::DFT_INVERSE | cv::DFT_REAL_OUTPUT);
    for (int i = 0; i < kArea; ++i) values[static_cast<std::size_t>(i)] += waves.at<float>(i / kWindow, i % kWindow);
}

// lumaChroma and unknown are framed by kWindow pixels; `corner` is the window's corner there.
bool extrapolateBlock(const cv::Mat& lumaChroma, const cv::Mat& unknown, cv::Point corner, std::array<Window, 3>& values) {
    Window weights;
    double total = 0;
    for (int y = 0; y < kWindow; ++y)
        for (int x = 0; x < kWindow; ++x) {
            const auto i = static_cast<std::size_t>(y * kWindow + x);
            weights[i] = unknown.at<uchar>(corner.y + y, corner.x + x) ? 0.0f : decay()[i];
            total += weights[i];
            const auto& pixel = lumaChroma.at<cv::Vec3f>(corner.y + y, corner.x + x);
            for (std::size_t c = 0; c < 3; ++c) values[c][i] = pixel[static_cast<int>(c)];
        }
    if (total < kLeastKnown) return false;
    const std::vector<Complex> spectrum = doubled(spectrumOf(weights));
    for (std::size_t c = 0; c < 3; ++c) extrapolate(values[c], weights, spectrum, c == 0 ? kLightRounds : kColourRounds);
    return true;
}

std::vector<cv::Point> blocksOf(const cv::Mat& targets) {
    std::vector<cv::Point> blocks;
    for (int y = 0; y < targets.rows; y += kBlock)
        for (int x = 0; x < targets.cols; x += kBlock) {
            const cv::Rect block = cv::Rect(x, y, kBlock, kBlock) & cv::Rect({}, targets.size());
            if (cv::countNonZero(targets(block)) > 0) blocks.emplace_back(x, y);
        }
    return blocks;
}

}  // namespace

cv::Mat spectralFill(const cv::Mat& picture, const cv::Mat& unknown, const cv::Mat& targets,
                     const Progress& progress) {
    cv::Mat lumaChroma, framed, framedUnknown;
    cv::cvtColor(picture, lumaChroma, cv::COLOR_RGB2YCrCb);
    lumaChroma *= 255.0;
    const int border = kWindow;
    cv::copyMakeBorder(lumaChroma, framed, border, border, border, border, cv::BORDER_REPLICATE);
    cv::copyMakeBorder(unknown, framedUnknown, border, border, border, border, cv::BORDER_CONSTANT, cv::Scalar(255));
    cv::Mat result = lumaChroma.clone();
    const std::vector<cv::Point> blocks = blocksOf(targets);
    inParallel(static_cast<int>(blocks.size()), progress, [&](int i) {
        std::array<Window, 3> values;
        const cv::Point block = blocks[static_cast<std::size_t>(i)];
        const int before = (kWindow - kBlock) / 2;
        const cv::Point corner = block + cv::Point(border - before, border - before);
        if (!extrapolateBlock(framed, framedUnknown, corner, values)) return;
        for (int y = 0; y < std::min(kBlock, result.rows - block.y); ++y)
            for (int x = 0; x < std::min(kBlock, result.cols - block.x); ++x) {
                if (!targets.at<uchar>(block.y + y, block.x + x)) continue;
                const auto k = static_cast<std::size_t>((before + y) * kWindow + before + x);
                result.at<cv::Vec3f>(block.y + y, block.x + x) = {values[0][k], values[1][k], values[2][k]};
            }
    });
    result *= 1.0 / 255.0;
    cv::cvtColor(result, result, cv::COLOR_YCrCb2RGB);
    return result;
}

}  // namespace tintype::builtin
