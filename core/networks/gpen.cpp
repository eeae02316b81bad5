#include "core/networks/gpen.h"

#include <cmath>
#include <utility>
#include <vector>

#include "core/checkpoint/refuse.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;
constexpr double kSlope = 0.2;
constexpr double kGain = 1.4142135623730951;
constexpr int kMaxLevels = 11;  // 4096 pixels

const at::Tensor& sized(const Weights& w, const std::string& name, const std::vector<std::int64_t>& sizes) {
    w.expect(name, sizes);
    return w.tensor(name);
}

at::Tensor leaky(at::Tensor x) { return at::leaky_relu_(x, kSlope); }

double fanInScale(const at::Tensor& weight) { return 1.0 / std::sqrt(static_cast<double>(weight[0].numel())); }

// x: [1, c, h, w]; the stored 4x4 kernel over every channel by itself. Folding channels into the batch instead, as published, needs
// twice the memory.
at::Tensor blur(const Weights& w, const at::Tensor& x, int padding, const at::Tensor& bias = {}) {
    const at::Tensor kernel = sized(w, "kernel", {4, 4}).flip({0, 1});
    return at::conv2d(x, kernel.expand({x.size(1), 1, 4, 4}).contiguous(), bias, 1, padding, 1, x.size(1));
}

// x: [n, in] float32 -> [n, out] float32. Few numbers that everything depends on: never in half precision. rate: the learning-rate
// factor the weights were stored under.
at::Tensor equalLinear(const Weights& w, const at::Tensor& x, double rate) {
    const at::Tensor weight = sized(w, "weight", {-1, x.size(1)}).to(at::kFloat);
    const at::Tensor bias = sized(w, "bias", {weight.size(0)}).to(at::kFloat);
    return at::linear(x, weight * (rate / std::sqrt(static_cast<double>(x.size(1)))), bias * rate);
}

at::Tensor activatedLinear(const Weights& w, const at::Tensor& x, double rate) {
    return leaky(equalLinear(w, x, rate)).mul_(kGain);
}

// x: [1, 3, s, s] or [1, c, r, r] -> the stage's features, half as large after the first stage. The activation's factor sqrt(2) goes
// into weights and biases here and below, which saves a pass over the picture.
at::Tensor encoderStage(const Weights& stage, const at::Tensor& x, int index) {
    const bool first = index == 0;
    const Weights conv = stage[first ? 0 : 1];
    const std::int64_t side = first ? 1 : 3;
    const at::Tensor& weight = sized(conv, "weight", {-1, x.size(1), side, side});
    const at::Tensor bias = sized(stage[first ? 1 : 2], "bias", {weight.size(0)}) * kGain;
    const at::Tensor in = first ? x : blur(stage[0], x, 2);
    return leaky(at::conv2d(in, weight * (fanInScale(weight) * kGain), bias, first ? 1 : 2));
}

std::vector<at::Tensor> encoded(const Weights& w, at::Tensor x) {
    std::vector<at::Tensor> features;
    for (int i = 0; w["ecd" + std::to_string(i)][0].has(i == 0 ? "0.weight" : "1.weight"); ++i)
        features.push_back(x = encoderStage(w["ecd" + std::to_string(i)][0], x, i));
    return features;
}

// bottom: [1, c, 4, 4], the encoder's last features -> [1, style]
at::Tensor styleOf(const Weights& w, const at::Tensor& bottom) {
    at::Tensor style = activatedLinear(w["final_linear"][0], bottom.to(at::kFloat).contiguous().flatten(1), 1.0);
    style = style * at::rsqrt(style.square().mean(1, true) + 1e-8);
    const Weights layers = w["generator"]["style"];
    for (std::size_t i = 1; layers[i].has("weight"); ++i) style = activatedLinear(layers[i], style, 0.01);
    return style;
}

// x: what the layer convolves. style: [1, s] -> [out, in, k, k]. Sums of squares overflow or vanish in half precision: float32.
enum class Demodulation { Off, On };
at::Tensor modulatedWeight(const Weights& w, const at::Tensor& x, const at::Tensor& style, Demodulation demodulation) {
    const at::Tensor& stored = sized(w, "weight", {1, -1, x.size(1), -1, -1});
    w["modulation"].expect("weight", {x.size(1), -1});
    const at::Tensor scale = equalLinear(w["modulation"], style, 1.0) * fanInScale(stored[0]);
    at::Tensor weight = stored[0].to(at::kFloat) * scale.view({1, -1, 1, 1});
    if (demodulation == Demodulation::On) {
        const at::Tensor sums = at::norm(weight, 2, {1, 2, 3}, true).square_().add_(1e-8);
        weight.mul_(sums.rsqrt_().mul_(kGain));
    }
    return weight.to(stored.scalar_type()).contiguous(x.suggest_memory_format());
}

// The rows or columns of a 3x3 kernel that meet a pixel of the doubled grid: the outer two at even places, the inner one at odd ones.
at::Tensor taps(const at::Tensor& weight, std::int64_t dim, int parity) {
    if (parity == 1) return weight.narrow(dim, 1, 1);
    return at::cat({weight.narrow(dim, 2, 1), weight.narrow(dim, 0, 1)}, dim);
}

// x: [1, in, h, w], weight: [out, in, 3, 3] -> [1, out, 2h + 1, 2w + 1], the transposed convolution of stride 2 as four ordinary ones: no
// multiplications with zeros, and libtorch 1.13 has no transposed one for bfloat16.
at::Tensor doubled(const at::Tensor& x, const at::Tensor& weight) {
    at::Tensor out = at::empty({1, weight.size(0), 2 * x.size(2) + 1, 2 * x.size(3) + 1}, x.options().memory_format(x.suggest_memory_format()));
    for (const int row : {0, 1})
        for (const int column : {0, 1}) {
            const at::Tensor part = taps(taps(weight, 2, row), 3, column).contiguous(x.suggest_memory_format());
            out.slice(2, row, {}, 2).slice(3, column, {}, 2).copy_(at::conv2d(x, part, {}, 1, {1 - row, 1 - column}));
        }
    return out;
}

enum class Size { Same, Double };
at::Tensor convolved(const Weights& conv, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, Size size) {
    if (size == Size::Same) return at::conv2d(x, weight, bias, 1, weight.size(2) / 2);
    conv.expect("weight", {1, -1, -1, 3, 3});
    return blur(conv["blur"], doubled(x, weight), 1, bias);
}

// x: [1, in, h, w] -> [1, out + c, r, r], the convolved picture and behind it the encoder's features [1, c, r, r]. Both halves are
// written where they belong, which saves a copy of the largest tensor.
at::Tensor styledConv(const Weights& w, const at::Tensor& x, const at::Tensor& style, const at::Tensor& features, Size size) {
    const at::Tensor weight = modulatedWeight(w["conv"], x, style, Demodulation::On);
    const std::int64_t out = weight.size(0);
    const std::int64_t behind = features.size(1);
    const at::Tensor bias = sized(w["activate"], "bias", {out + behind}) * kGain;
    at::Tensor both = at::empty({1, out + behind, features.size(2), features.size(3)}, x.options().memory_format(x.suggest_memory_format()));
    at::Tensor front = both.narrow(1, 0, out);
    at::leaky_relu_out(front, convolved(w["conv"], x, weight, bias.narrow(0, 0, out), size), kSlope);
    at::Tensor back = both.narrow(1, out, behind);
    const at::Tensor gain = sized(w["noise"], "weight", {1}) * kGain;
    at::addcmul_out(back, bias.narrow(0, out, behind).view({1, -1, 1, 1}), features, gain);
    leaky(back);
    return both;
}

// x: [1, c, r, r]; picture: [1, 3, r / 2, r / 2] or undefined -> [1, 3, r, r], float32: it is summed over all sizes.
at::Tensor toPicture(const Weights& w, const at::Tensor& x, const at::Tensor& style, const at::Tensor& picture) {
    w["conv"].expect("weight", {1, 3, -1, 1, 1});
    const at::Tensor bias = sized(w, "bias", {1, 3, 1, 1}).flatten();
    at::Tensor own = at::conv2d(x, modulatedWeight(w["conv"], x, style, Demodulation::Off), bias);
    if (!picture.defined()) return own.to(at::kFloat).contiguous();
    // Zeros between the pixels, then the kernel: one transposed convolution.
    const at::Tensor kernel = sized(w["upsample"], "kernel", {4, 4}).to(at::kFloat).expand({3, 1, 4, 4}).contiguous();
    return at::conv_transpose2d(picture, kernel, {}, 2, 1, 0, 3).add_(own);
}

at::Tensor restoredFace(const Weights& w, const at::Tensor& face) {
    std::vector<at::Tensor> features = encoded(w, face);
    const at::Tensor style = styleOf(w, features.back());
    const Weights decoder = w["generator"];
    at::Tensor x = sized(decoder["input"], "input", {1, features.back().size(1), 4, 4}).contiguous(face.suggest_memory_format());
    x = styledConv(decoder["conv1"], x, style, features.back(), Size::Same);
    at::Tensor picture = toPicture(decoder["to_rgb1"], x, style, {});
    for (std::size_t i = 0; features.size() > 1; ++i) {
        features.pop_back();
        x = styledConv(decoder["convs"][2 * i], x, style, features.back(), Size::Double);
        x = styledConv(decoder["convs"][2 * i + 1], x, style, features.back(), Size::Same);
        picture = toPicture(decoder["to_rgbs"][i], x, style, picture);
    }
    return picture;
}

}  // namespace

int gpenSide(const Weights& w) {
    int stages = 0;
    while (w["ecd" + std::to_string(stages)][0].has(stages == 0 ? "0.weight" : "1.weight")) ++stages;
    w["ecd0"][0].expect("0.weight", {-1, 3, 1, 1});
    int sizes = 1;
    while (w["generator"]["to_rgbs"][static_cast<std::size_t>(sizes - 1)].has("conv.weight")) ++sizes;
    if (stages != sizes || stages < 2 || stages > kMaxLevels - 1)
        checkpoint::refuse(w.path(), TINTYPE_NOOP("core", "%1: the face network has %2 encoder stages and %3 decoder stages, which do not belong together."),
                           {std::to_string(stages), std::to_string(sizes)});
    return 2 << stages;
}

at::Tensor gpen(const Weights& w, const at::Tensor& faces) {
    const int side = gpenSide(w);
    TORCH_CHECK(faces.dim() == 4 && faces.size(1) == 3 && faces.size(2) == side && faces.size(3) == side, "faces of another size");
    const auto format = w.placement().layout == checkpoint::Layout::ChannelsLast ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
    std::vector<at::Tensor> results;
    for (const at::Tensor& face : faces.split(1))
        results.push_back(restoredFace(w, face.to(w.placement().device, w.placement().type).contiguous(format)));
    return results.size() == 1 ? results.front() : at::cat(results);
}

std::optional<std::string> renameGpenKey(const std::string& name) {
    std::string key = name;
    for (const char* prefix : {"g_ema.", "module."})
        if (key.rfind(prefix, 0) == 0) key = key.substr(std::string(prefix).size());
    const bool generator = key.rfind("ecd", 0) == 0 || key.rfind("final_linear.", 0) == 0 || key.rfind("generator.", 0) == 0;
    return generator ? std::optional(key) : std::nullopt;
}

}  // namespace tintype::networks
