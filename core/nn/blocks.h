// Blocks the diffusion networks share. Source: the diffusers package's resnet, attention and embedding modules.
#pragma once

#include "core/nn/memory_plan.h"
#include "core/nn/ops.h"

namespace tintype::nn {

// t: one number a sample -> [n, channels], sines and cosines of falling frequency, float32.
struct TimestepEmbedding {
    int channels = 320;
    bool cosineFirst = true;
    double frequencyShift = 0.0;
};
at::Tensor timestepEmbedding(const at::Tensor& t, const TimestepEmbedding& shape);

// x: [n, c, h, w]; embedding: [n, e] or undefined. Keys norm1 conv1 (time_emb_proj) norm2 conv2 (conv_shortcut).
at::Tensor resnetBlock(const Weights& w, const at::Tensor& x, const at::Tensor& embedding, int groups, double eps);

// x: [n, t, c]; context: [n, s, d] or undefined for self-attention. Keys to_q to_k to_v to_out.0.
at::Tensor attentionLayer(const Weights& w, const at::Tensor& x, const at::Tensor& context, int heads, const MemoryPlan& plan = {});
// x: [n, t, c]. Keys net.0.proj net.2; the gated GELU.
at::Tensor feedForward(const Weights& w, const at::Tensor& x);
// x: [n, t, c], contiguous; becomes the result. Keys norm1 attn1 norm2 attn2 norm3 ff.
at::Tensor transformerBlock(const Weights& w, at::Tensor x, const at::Tensor& context, int heads, const MemoryPlan& plan = {});
// x: [n, c, h, w]: norm, proj_in, transformer_blocks.*, proj_out, plus x.
at::Tensor spatialTransformer(const Weights& w, const at::Tensor& x, const at::Tensor& context, int heads, int groups, const MemoryPlan& plan = {});

// Nearest neighbour to `size` (h, w), then "conv".
at::Tensor upsample(const Weights& w, const at::Tensor& x, at::IntArrayRef size);

}  // namespace tintype::nn
