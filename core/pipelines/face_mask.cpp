#include "core/pipelines/face_mask.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/networks/parse_net.h"
#include "core/nn/resample.h"

namespace tintype::pipelines {

namespace {

using networks::kParsedSide;
constexpr int kBorder = 26;
constexpr int kRadius = 50;
constexpr double kSigma = 4.0;

std::array<double, 2 * kRadius + 1> gaussian() {
    std::array<double, 2 * kRadius + 1> taps{};
    double sum = 0.0;
    for (int i = -kRadius; i <= kRadius; ++i) sum += taps[static_cast<std::size_t>(i + kRadius)] = std::exp(-i * i / (2 * kSigma * kSigma));
    for (double& tap : taps) tap /= sum;
    return taps;
}

// Index i of a row that is mirrored at its ends without repeating them.
std::int64_t mirrored(std::int64_t i, std::int64_t size) { return i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i; }

// mask: [h, w] float64, blurred down its columns.
at::Tensor blurredColumns(const at::Tensor& mask) {
    static const auto kTaps = gaussian();
    const std::int64_t height = mask.size(0), width = mask.size(1);
    at::Tensor result = at::zeros_like(mask);
    const double* in = mask.data_ptr<double>();
    double* out = result.data_ptr<double>();
    at::parallel_for(0, height, 8, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t y = begin; y < end; ++y)
            for (int i = -kRadius; i <= kRadius; ++i) {
                const double tap = kTaps[static_cast<std::size_t>(i + kRadius)];
                const double* row = in + mirrored(y + i, height) * width;
                for (std::int64_t x = 0; x < width; ++x) out[y * width + x] += tap * row[x];
            }
    });
    return result;
}

at::Tensor blurred(const at::Tensor& mask) { return blurredColumns(blurredColumns(mask).t().contiguous()).t().contiguous(); }

// mask: [512, 512] float64 of 0 and 1.
at::Tensor feathered(const at::Tensor& mask, int side) {
    return nn::resized(blurred(blurred(mask)).to(at::kFloat).unsqueeze(2).contiguous(), side, side);
}

}  // namespace

at::Tensor parsedMask(const checkpoint::Weights& parser, const at::Tensor& face) {
    const at::Tensor sized = nn::resized(face, kParsedSide, kParsedSide);
    const at::Tensor picture = (sized.to(at::kDouble) / 255.0 * 2.0 - 1.0).to(at::kFloat).permute({2, 0, 1}).unsqueeze(0);
    const at::Tensor part = networks::parseFace(parser, picture).argmax(1).squeeze(0).cpu();
    at::Tensor mask = at::zeros({kParsedSide, kParsedSide}, at::kDouble);
    const auto inner = [](const at::Tensor& t) { return t.slice(0, kBorder, kParsedSide - kBorder).slice(1, kBorder, kParsedSide - kBorder); };
    // 0 background, 14 hat, 18 cloth.
    inner(mask).copy_(inner(part.ne(0).logical_and(part.ne(14)).logical_and(part.ne(18))));
    return feathered(mask, static_cast<int>(face.size(0)));
}

at::Tensor rectangleMask(int side) {
    at::Tensor mask = at::zeros({kParsedSide, kParsedSide}, at::kDouble);
    mask.slice(0, kBorder, kParsedSide - kBorder + 1).slice(1, kBorder, kParsedSide - kBorder + 1).fill_(1.0);
    return feathered(mask, side);
}

at::Tensor softened(const at::Tensor& face) {
    const auto shifted = [](const at::Tensor& t, std::int64_t dim) {
        const std::int64_t last = t.size(dim) - 1;
        const at::Tensor before = at::cat({t.narrow(dim, 1, 1), t.narrow(dim, 0, last)}, dim);
        const at::Tensor after = at::cat({t.narrow(dim, 1, last), t.narrow(dim, last - 1, 1)}, dim);
        return before + 2 * t + after;
    };
    return (shifted(shifted(face.to(at::kFloat), 0), 1) / 16.0).round().to(at::kByte);
}

}  // namespace tintype::pipelines
