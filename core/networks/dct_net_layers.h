// DCT-Net's layers as the graph gives them. Made by dct_net_load.cpp, used by dct_net.cpp.
#pragma once

#include <optional>
#include <vector>

#include "core/networks/dct_net.h"
#include "core/nn/folded_conv.h"

namespace tintype::networks {

// A convolution that pads as TensorFlow's SAME does, and the leaky ReLU behind it.
struct SameConv {
    nn::FoldedConv conv;
    int stride = 1;
    double slope = 1.0;  // 1: no activation

    std::int64_t kernel() const { return conv.weight.size(2); }
};

enum class ResizeRule {
    Legacy,        // sample i lies at i / 2: even samples are copies
    PixelCentres,  // as libtorch without align_corners
    AlignCorners,
};

// The U-Net in the order it is computed in.
struct DctNet::Layers {
    checkpoint::Placement placement;
    SameConv stem;
    std::vector<SameConv> downHalf;     // two, the first with stride 2
    std::vector<SameConv> downQuarter;  // two, the first with stride 2
    std::vector<std::vector<SameConv>> blocks;  // two each; a block adds its input
    SameConv middle;
    std::vector<SameConv> upHalf;  // two, after the resize and the sum with the half-size features
    std::vector<SameConv> upFull;  // two, after the resize and the sum with the stem's
    ResizeRule resize[2] = {ResizeRule::Legacy, ResizeRule::Legacy};

    struct GuidedFilter {
        int radius = 1;
        double epsilon = 0.01;
    };
    std::optional<GuidedFilter> filter;
    // x = picture / divisor - shift; result = (clamp(y, low, high) + lift) * factor
    double divisor = 127.5, shift = 1.0, low = -1.0, high = 1.0, lift = 1.0, factor = 127.5;

    std::int64_t reach() const;  // pixels that an output pixel depends on, on each side
};

}  // namespace tintype::networks
