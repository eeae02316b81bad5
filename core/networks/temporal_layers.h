// The layers of a clip's network that look along time. A clip is its frames as a batch, [f, c, h, w]; statistics of
// these layers' norms run over all frames. Inside core/networks only. Source: the diffusers package's TemporalConvLayer
// and TransformerTemporalModel.
#pragma once

#include <algorithm>

#include "core/nn/blocks.h"

namespace tintype::networks {

// x: [f, c, h, w] -> the same. Keys conv1 to conv4, each a norm and a convolution over three frames.
at::Tensor temporalConv(const checkpoint::Weights& w, const at::Tensor& x, int groups);

// x: [f, c, h, w] -> the same. Each pixel attends to itself in all frames. Keys as nn::spatialTransformer.
at::Tensor temporalTransformer(const checkpoint::Weights& w, const at::Tensor& x, int heads, int groups, const nn::MemoryPlan& plan);

// make(first, count) -> [count, ...] for frames of a clip, a few at a time, put together.
template <typename Make>
at::Tensor inParts(std::int64_t frames, std::int64_t atOnce, const Make& make) {
    if (atOnce >= frames) return make(0, frames);
    at::Tensor whole;
    for (std::int64_t first = 0; first < frames; first += atOnce) {
        const at::Tensor part = make(first, std::min(atOnce, frames - first));
        if (!whole.defined()) {
            std::vector<std::int64_t> sizes = part.sizes().vec();
            sizes[0] = frames;
            whole = at::empty(sizes, part.options(), part.suggest_memory_format());
        }
        whole.narrow(0, first, part.size(0)).copy_(part);
    }
    return whole;
}

}  // namespace tintype::networks
