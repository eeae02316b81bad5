#include "core/memory/layer_work.h"

#include <algorithm>

namespace tintype::memory {

namespace {

// The bounds that core/nn keeps to.
constexpr double kStrip = 12 << 20;      // tiles::conv3x3's padded copy
constexpr double kScores = 64 << 20;     // MemoryPlan::scoreBytes
constexpr double kRows = 1024;           // MemoryPlan::feedForwardRows
// Shapes do not tell how many heads there are; they hardly matter here.
constexpr std::int64_t kHeads = 8;

std::int64_t roundedUp(std::int64_t n, std::int64_t unit) { return (n + unit - 1) / unit * unit; }

}  // namespace

double LayerWork::bytes(std::int64_t channels) const { return static_cast<double>(channels * m_grid.pixels() * m_numbers.bytes); }

std::int64_t LayerWork::size(const std::string& name, std::size_t axis) const {
    const auto found = m_shapes.find(name);
    return found == m_shapes.end() || axis >= found->second.size() ? 0 : found->second[axis];
}

bool LayerWork::tiled(const std::string& layer) const {
    return m_numbers.kernels == Kernels::Tiles && outputs(layer) % 16 == 0 && inputs(layer) % 32 == 0;
}

double LayerWork::weight(const std::string& layer) const {
    double numbers = 1;
    const auto found = m_shapes.find(layer + ".weight");
    if (found == m_shapes.end()) return 0;
    for (const std::int64_t side : found->second) numbers *= static_cast<double>(side);
    return numbers * static_cast<double>(m_numbers.bytes);
}

double LayerWork::convBurst(const std::string& layer) const {
    const double in = bytes(inputs(layer)), out = bytes(outputs(layer));
    if (tiled(layer)) return out + std::min(in, kStrip);
    // The library's own arrangement of input, weight and result; then the result is brought back.
    if (m_numbers.kernels == Kernels::Plain) return std::max(in + out + weight(layer), 2 * out);
    return out + weight(layer);
}

void LayerWork::conv(const std::string& layer) { m_trace.burst(convBurst(layer)); }

void LayerWork::enlargedConv(const std::string& layer) {
    m_trace.burst((tiled(layer) ? 0.0 : bytes(inputs(layer))) + convBurst(layer));
}

void LayerWork::normSiluConv(const std::string& layer) {
    const double in = bytes(inputs(layer));
    if (tiled(layer)) return m_trace.burst(convBurst(layer));
    // Half precision is normed in float32: a wide copy, a wide result, and that in half precision.
    if (m_numbers.half()) m_trace.burst(5 * in);
    m_trace.burst(in + convBurst(layer));
}

std::int64_t LayerWork::resnet(const std::string& name) {
    const std::int64_t out = outputs(name + ".conv1");
    const bool shortcut = has(name + ".conv_shortcut.weight");
    normSiluConv(name + ".conv1");
    m_trace.add(bytes(out));
    if (shortcut) {
        conv(name + ".conv_shortcut");
        m_trace.add(bytes(out));
    }
    normSiluConv(name + ".conv2");
    m_trace.drop((shortcut ? 2 : 1) * bytes(out));
    m_trace.burst(bytes(out));
    return out;
}

void LayerWork::attention(std::int64_t channels, std::int64_t keys, std::int64_t heads) {
    const double one = bytes(channels);
    const double key = static_cast<double>(keys * m_grid.samples * channels * m_numbers.bytes);
    const double projected = 2 * one + 2 * key;  // the normed input, q, k and v
    if (m_numbers.kernels == Kernels::Tiles) {
        const std::int64_t size = std::max<std::int64_t>(1, channels / heads);
        const double padding = static_cast<double>(roundedUp(size, 32)) / static_cast<double>(size);
        return m_trace.burst(projected + one + 2 * key * padding);
    }
    const double all = static_cast<double>(m_grid.pixels() * keys * heads * m_numbers.bytes);
    const double row = static_cast<double>(m_grid.samples * keys * heads * m_numbers.bytes);
    // Queries scaled, keys and values by heads, the result by heads and by tokens; scores and what softmax makes of them.
    m_trace.burst(projected + 3 * one + 2 * key + 2 * std::max(row, std::min(all, kScores)));
}

void LayerWork::middleAttention(std::int64_t channels) {
    m_trace.add(bytes(channels));
    attention(channels, m_grid.rows * m_grid.columns, 1);
    m_trace.drop(bytes(channels));
}

void LayerWork::transformer(const std::string& name) {
    const std::int64_t channels = outputs(name + ".norm");
    const double one = bytes(channels);
    m_trace.burst((m_numbers.half() && m_numbers.kernels != Kernels::Tiles ? 5 : 3) * one);
    m_trace.add(one);
    attention(channels, m_grid.rows * m_grid.columns, kHeads);
    const double inner = static_cast<double>(outputs(name + ".transformer_blocks.0.ff.net.0.proj")) * static_cast<double>(m_numbers.bytes);
    m_trace.burst(one + 2 * std::min(kRows, static_cast<double>(m_grid.pixels())) * inner);
    m_trace.burst(2 * one);
    m_trace.drop(one);
}

void LayerWork::temporalConv(std::int64_t channels) {
    const double one = bytes(channels);
    // The stage before, its norm (half precision is normed in float32), and the library's own arrangement of both sides.
    m_trace.burst((m_numbers.half() ? 6 : 5) * one);
}

void LayerWork::temporalTransformer(std::int64_t channels, double tokensAtOnce) {
    const double one = bytes(channels);
    const double part = std::min(one, tokensAtOnce * static_cast<double>(channels * m_numbers.bytes));
    m_trace.burst((m_numbers.half() ? 5 : 2) * one);
    m_trace.burst(one + 8 * part);
    m_trace.burst(3 * one);
}

}  // namespace tintype::memory
