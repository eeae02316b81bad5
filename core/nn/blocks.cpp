#include "core/nn/blocks.h"

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
    at::Tensor h = conv(w["conv1"], silu(groupNorm(w["norm1"], x, groups, eps)), 1, 1);
    if (embedding.defined()) h = h + linear(w["time_emb_proj"], silu(embedding)).unsqueeze(-1).unsqueeze(-1);
    h = conv(w["conv2"], silu(groupNorm(w["norm2"], h, groups, eps)), 1, 1);
    return h.add_(w["conv_shortcut"].has("weight") ? conv(w["conv_shortcut"], x) : x);
}

at::Tensor attentionLayer(const Weights& w, const at::Tensor& x, const at::Tensor& context, int heads) {
    const at::Tensor& source = context.defined() ? context : x;
    return linear(w["to_out"][0], attention(linear(w["to_q"], x), linear(w["to_k"], source), linear(w["to_v"], source), heads));
}

at::Tensor feedForward(const Weights& w, const at::Tensor& x) {
    const auto halves = linear(w["net"][0]["proj"], x).chunk(2, -1);
    return linear(w["net"][2], halves[0] * gelu(halves[1]));
}

at::Tensor transformerBlock(const Weights& w, const at::Tensor& x, const at::Tensor& context, int heads) {
    constexpr double kEps = 1e-5;
    at::Tensor h = x + attentionLayer(w["attn1"], layerNorm(w["norm1"], x, kEps), {}, heads);
    h = h + attentionLayer(w["attn2"], layerNorm(w["norm2"], h, kEps), context, heads);
    return h + feedForward(w["ff"], layerNorm(w["norm3"], h, kEps));
}

at::Tensor spatialTransformer(const Weights& w, const at::Tensor& x, const at::Tensor& context, int heads, int groups) {
    const auto rows = x.size(2);
    const auto columns = x.size(3);
    // A 1x1 convolution and a linear layer over flattened pixels are the same sum.
    at::Tensor h = groupNorm(w["norm"], x, groups, 1e-6).flatten(2).transpose(1, 2);
    h = linear(w["proj_in"], h);
    for (std::size_t i = 0; w["transformer_blocks"][i].has("norm1.weight"); ++i) h = transformerBlock(w["transformer_blocks"][i], h, context, heads);
    h = linear(w["proj_out"], h).transpose(1, 2).reshape({x.size(0), -1, rows, columns});
    return h + x;
}

at::Tensor upsample(const Weights& w, const at::Tensor& x, at::IntArrayRef size) {
    return conv(w["conv"], at::upsample_nearest2d(x, size), 1, 1);
}

}  // namespace tintype::nn
