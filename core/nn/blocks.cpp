#include "core/nn/blocks.h"

#include <algorithm>
#include <cmath>

#include "core/nn/attention.h"

namespace tintype::nn {

at::Tensor timestepEmbedding(const at::Tensor& t, const TimestepEmbedding& shape) {
    const int half = shape.channels / 2;
    // float32 like the reference: the frequencies are rounded before they meet t.
    const at::Tensor exponent = -std::log(10000.0) * at::arange(half, t.options().dtype(at::kFloat)) / (half - shape.frequencyShift);
    const at::Tensor angle = t.to(at::kFloat).unsqueeze(1) * at::exp(exponent).unsqueeze(0);
    at::Tensor result = shape.cosineFirst ? at::cat({at::cos(angle), at::sin(angle)}, 1) : at::cat({at::sin(angle), at::cos(angle)}, 1);
    return shape.channels % 2 ? at::constant_pad_nd(result, {0, 1}) : result;
}

at::Tensor resnetBlock(const Weights& w, const at::Tensor& x, const at::Tensor& embedding, int groups, double eps) {
    const at::Tensor offset = embedding.defined() ? linear(w["time_emb_proj"], at::silu(embedding)) : at::Tensor();
    const at::Tensor h = normSiluConv({w["norm1"], w["conv1"], groups, eps}, x, offset);
    return normSiluConv({w["norm2"], w["conv2"], groups, eps}, h, {}, w["conv_shortcut"].has("weight") ? conv(w["conv_shortcut"], x) : x);
}

namespace {

at::Tensor attended(const Weights& w, const at::Tensor& x, const at::Tensor& context, int heads, const MemoryPlan& plan) {
    const at::Tensor& source = context.defined() ? context : x;
    return attention(linear(w["to_q"], x), linear(w["to_k"], source), linear(w["to_v"], source), heads, Masking::None, plan.scoreBytes);
}

// x += feedForward(layerNorm(x)), some tokens at a time: what is between the two layers is eight times as wide as x.
void addFeedForward(at::Tensor& x, const Weights& norm, const Weights& w, double eps, std::int64_t rowsAtOnce) {
    const at::Tensor rows = x.view({-1, x.size(-1)});
    const std::int64_t step = std::max<std::int64_t>(1, rowsAtOnce);
    for (std::int64_t first = 0; first < rows.size(0); first += step) {
        at::Tensor part = rows.narrow(0, first, std::min(step, rows.size(0) - first));
        addLinear(part, w["net"][2], gatedLinear(w["net"][0]["proj"], layerNorm(norm, part, eps)));
    }
}

}  // namespace

at::Tensor attentionLayer(const Weights& w, const at::Tensor& x, const at::Tensor& context, int heads, const MemoryPlan& plan) {
    return linear(w["to_out"][0], attended(w, x, context, heads, plan));
}

at::Tensor feedForward(const Weights& w, const at::Tensor& x) { return linear(w["net"][2], gatedLinear(w["net"][0]["proj"], x)); }

at::Tensor transformerBlock(const Weights& w, at::Tensor x, const at::Tensor& context, int heads, const MemoryPlan& plan) {
    constexpr double kEps = 1e-5;
    addLinear(x, w["attn1"]["to_out"][0], attended(w["attn1"], layerNorm(w["norm1"], x, kEps), {}, heads, plan));
    addLinear(x, w["attn2"]["to_out"][0], attended(w["attn2"], layerNorm(w["norm2"], x, kEps), context, heads, plan));
    addFeedForward(x, w["norm3"], w["ff"], kEps, plan.feedForwardRows);
    return x;
}

at::Tensor spatialTransformer(const Weights& w, const at::Tensor& x, const at::Tensor& context, int heads, int groups, const MemoryPlan& plan) {
    // A 1x1 convolution and a linear layer over flattened pixels are the same sum.
    at::Tensor h = linear(w["proj_in"], tokensOf(groupNorm(w["norm"], x, groups, 1e-6))).contiguous();
    for (std::size_t i = 0; w["transformer_blocks"][i].has("norm1.weight"); ++i) h = transformerBlock(w["transformer_blocks"][i], h, context, heads, plan);
    h = pictureOf(linear(w["proj_out"], h), x);
    return h.add_(x);
}

at::Tensor upsample(const Weights& w, const at::Tensor& x, at::IntArrayRef size) { return enlargedConv(w["conv"], x, size); }

}  // namespace tintype::nn
