#include "core/networks/temporal_layers.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;

// The frames [f, c, h, w] as one picture [1, c, f, h * w]; a view where channels lie together, else a copy.
at::Tensor asClip(const at::Tensor& x) {
    const std::int64_t pixels = x.size(2) * x.size(3);
    if (x.suggest_memory_format() == at::MemoryFormat::ChannelsLast)
        return x.permute({0, 2, 3, 1}).reshape({1, x.size(0), pixels, x.size(1)}).permute({0, 3, 1, 2});
    return x.transpose(0, 1).reshape({1, x.size(1), x.size(0), pixels});
}

// The way back, in the layout of `like`.
at::Tensor asFrames(const at::Tensor& clip, const at::Tensor& like) {
    return clip[0].transpose(0, 1).reshape({like.size(0), clip.size(1), like.size(2), like.size(3)}).contiguous(like.suggest_memory_format());
}

// The same sum as the published 3-dimensional convolution of 3x1x1.
at::Tensor stage(const Weights& w, const char* conv, const at::Tensor& clip, int groups) {
    at::Tensor h = nn::groupNorm(w["0"], clip, groups, 1e-5);
    at::silu_(h);
    return at::conv2d(h, w[conv].tensor("weight").squeeze(-1), w[conv].optional("bias"), {1, 1}, {1, 0});
}

}  // namespace

at::Tensor temporalConv(const Weights& w, const at::Tensor& x, int groups) {
    at::Tensor clip = asClip(x);
    clip = stage(w["conv1"], "2", clip, groups);
    for (const char* name : {"conv2", "conv3", "conv4"}) clip = stage(w[name], "3", clip, groups);
    return asFrames(clip, x).add_(x);
}

at::Tensor temporalTransformer(const Weights& w, const at::Tensor& x, int heads, int groups, const nn::MemoryPlan& plan) {
    const at::Tensor clip = nn::groupNorm(w["norm"], asClip(x), groups, 1e-6);
    const at::Tensor pixels = clip[0].permute({2, 1, 0});  // [h * w, f, c]: each result takes its input's place
    const std::int64_t atOnce = std::max<std::int64_t>(1, plan.tokensAtOnce / x.size(0));
    for (std::int64_t first = 0; first < pixels.size(0); first += atOnce) {
        at::Tensor part = pixels.narrow(0, first, std::min(atOnce, pixels.size(0) - first));
        at::Tensor h = nn::linear(w["proj_in"], part.contiguous()).contiguous();
        for (std::size_t i = 0; w["transformer_blocks"][i].has("norm1.weight"); ++i) h = nn::transformerBlock(w["transformer_blocks"][i], h, {}, heads, plan);
        part.copy_(nn::linear(w["proj_out"], h));
    }
    return asFrames(clip, x).add_(x);
}

}  // namespace tintype::networks
