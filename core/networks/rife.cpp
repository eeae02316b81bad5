#include "core/networks/rife.h"

#include <algorithm>
#include <cmath>

#include "core/networks/rife_layers.h"
#include "core/nn/tiles.h"

namespace tintype::networks {

namespace {

constexpr double kFar = 32.0;  // pixels: the first versions look for longer motion at twice the size

std::int64_t roundedUp(std::int64_t n, std::int64_t unit) { return (n + unit - 1) / unit * unit; }

}  // namespace

at::Tensor RifeConvolution::operator()(const at::Tensor& x) const {
    const at::Tensor input = x.to(weight.scalar_type());
    if (nn::tiles::ordered(weight))
        return nn::tiles::conv3x3(input, weight, {stride, {1, 1}, {}, {}}, {bias, residual ? input : at::Tensor(), nn::tiles::Activation::None, leak});
    at::Tensor y = at::conv2d(input, weight, bias, stride, 1, 1, groups);
    if (residual) y.add_(input);
    if (evenLeak > 0) return at::leaky_relu_(y, evenLeak);
    if (!leak.defined()) return y;
    // The library's own has no kernel for every half precision.
    return at::clamp_min(y, 0).add_(at::clamp_max(y, 0).mul_(leak.view({1, -1, 1, 1})));
}

Cells RifeCells::operator()(const at::Tensor& x) const {
    const at::Tensor input = x.to(weight.scalar_type());
    const at::Tensor y = nn::tiles::ordered(weight) ? nn::tiles::conv2x2(input, weight, {bias, {}}) : at::conv2d(input, weight, bias, 1, 1);
    return {y.to(at::kFloat).permute({0, 2, 3, 1}).contiguous().squeeze(0), side, pitch};
}

at::Tensor RifeBlock::features(const at::Tensor& x) const {
    const at::Tensor entering = second(first(x));
    at::Tensor y = entering;
    for (const RifeConvolution& layer : middle) y = layer(y);
    return around ? y.add_(entering) : y;
}

Cells Rife::Layers::encoded(const at::Tensor& picture) const {
    at::Tensor y = picture;
    for (const RifeConvolution& layer : encoder) y = layer(y);
    return encoderLast(y);
}

std::uint64_t Rife::Layers::bytes() const {
    std::uint64_t sum = encoder.empty() ? 0 : encoderLast.bytes();
    for (const RifeConvolution& layer : encoder) sum += layer.bytes();
    for (const RifeBlock& block : blocks) {
        sum += block.first.bytes() + block.second.bytes() + block.last.bytes();
        for (const RifeConvolution& layer : block.middle) sum += layer.bytes();
    }
    return sum;
}

std::uint64_t Rife::weightBytes() const { return m_layers->bytes(); }

std::int64_t Rife::cell(double scale) const {
    // Blocks halve their input twice.
    const std::int64_t unit = 4 * static_cast<std::int64_t>(m_layers->steps.front());
    return std::max(unit, static_cast<std::int64_t>(static_cast<double>(unit) / scale));
}

std::uint64_t Rife::need(std::int64_t height, std::int64_t width, double scale) const {
    const LevelShape& shape = m_layers->shape;
    const std::int64_t unit = cell(scale);
    const double pixels = static_cast<double>(roundedUp(height, unit) * roundedUp(width, unit));
    const RifeBlock& last = m_layers->blocks.back();
    const double number = m_layers->placement.type == at::kFloat ? 4 : 2;
    // The input, a quarter of it after the first layer, and float results; the padding's copies stay small.
    const double seen = (static_cast<double>(shape.channels) + 0.5 * static_cast<double>(last.first.bias.size(0))) * number + 4.0 * static_cast<double>(last.last.pitch);
    const double step = m_layers->steps.back() / scale;
    return static_cast<std::uint64_t>(pixels * (8.0 * static_cast<double>(shape.record) + 4 * LevelShape::kMotion + 24 + 2 * seen / (step * step)));
}

Rife::Frame Rife::frame(const at::Tensor& picture, double scale) const {
    TORCH_CHECK(picture.dim() == 4 && picture.size(0) == 1 && picture.size(1) == 3, "Rife::frame: one RGB picture is needed");
    const std::int64_t unit = cell(scale), height = picture.size(2), width = picture.size(3);
    const at::Tensor padded = at::constant_pad_nd(picture.to(m_layers->placement.device, at::kFloat), {0, roundedUp(width, unit) - width, 0, roundedUp(height, unit) - height});
    if (m_layers->encoder.empty()) return {recordsOf(padded, nullptr, m_layers->shape.record), height, width};
    const Cells features = m_layers->encoded(padded.contiguous(at::MemoryFormat::ChannelsLast));
    return {recordsOf(padded, &features, m_layers->shape.record), height, width};
}

namespace {

// The longest step either way that a block adds, along one axis, in full-size pixels.
bool goesFar(const Cells& result, const at::Tensor& records, double up, double step) {
    at::Tensor added = noMotion(records);
    follow(added, result, up, step, Mask::Replace);
    const auto longest = [&added](int from) { return added.narrow(2, from, 2).abs().max().item<double>(); };
    return longest(0) > kFar && longest(2) > kFar;
}

}  // namespace

at::Tensor Rife::between(const Frame& first, const Frame& second, double t, double scale, Progress& progress) const {
    const Layers& layers = *m_layers;
    TORCH_CHECK(first.records.sizes() == second.records.sizes() && first.records.size(0) % cell(scale) == 0 && first.records.size(1) % cell(scale) == 0,
                "Rife::between: the frames differ, or were made with another scale");
    std::vector<double> steps = layers.steps;
    for (double& step : steps) step /= scale;
    at::Tensor motion = noMotion(first.records);
    Cells result;
    const auto seen = [&](std::size_t i) {
        progress.check();
        const LevelInput input{first.records, second.records, i > 0 ? &motion : nullptr, i > 0 ? &result : nullptr, i > 0 ? layers.cellsUp * steps[i - 1] : 1.0, t, steps[i]};
        return layers.blocks[i](levelInput(input, layers.shape, layers.placement.type));
    };
    const auto take = [&](std::size_t i, Cells next) {
        result = std::move(next);
        const double up = layers.cellsUp * steps[i];
        follow(motion, result, up, up, i > 0 && layers.maskAdds ? Mask::Add : Mask::Replace);
    };
    for (std::size_t i = 0; i < layers.blocks.size(); ++i) {
        Cells next = seen(i);
        const std::int64_t coarser = 2 * cell(scale);
        if (layers.restarts && i == 1 && first.records.size(0) % coarser == 0 && first.records.size(1) % coarser == 0 &&
            goesFar(next, first.records, layers.cellsUp * steps[1], layers.cellsUp * steps[1])) {
            for (double& step : steps) step *= 2;
            motion.zero_();
            take(0, seen(0));
            next = seen(1);
        }
        take(i, std::move(next));
    }
    return mixed(first.records, second.records, motion, first.height, first.width);
}

}  // namespace tintype::networks
