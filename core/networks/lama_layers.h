// LaMa's layers as they are computed with, batch norms folded in. Made by lama_load.cpp, used by lama.cpp.
#pragma once

#include <vector>

#include "core/networks/lama.h"
#include "core/nn/folded_conv.h"

namespace tintype::networks {

// The global half's own path: 1x1, Fourier unit, 1x1.
struct SpectralTransform {
    nn::FoldedConv reduce;    // global -> c
    nn::FoldedConv spectrum;  // 2c -> 2c on real and imaginary parts in turn; stays float32
    at::Tensor expand;        // c -> global, scaled by the norm of the whole layer
};

// A Fast Fourier Convolution. Channels: first the local ones, then the global ones.
struct FourierConvolution {
    nn::FoldedConv toLocal;        // local + global -> local
    nn::FoldedConv localToGlobal;  // local -> global
    SpectralTransform globalToGlobal;
};

// A transposed 3x3 convolution of stride 2 as four ordinary ones: phase[y][x] gives the outputs of odd or even row
// and column. It computes no zeros, and is fast where the library's own one is not.
struct Doubling {
    at::Tensor phase[2][2];
    at::Tensor bias;
};

struct Lama::Layers {
    checkpoint::Placement placement;
    nn::FoldedConv first;
    std::vector<nn::FoldedConv> halvings;  // the last one gives local and global channels together
    std::vector<FourierConvolution> middle;  // two for each residual block
    std::vector<Doubling> doublings;
    nn::FoldedConv last;

    std::int64_t cell() const { return std::int64_t(1) << halvings.size(); }
    std::uint64_t bytes() const;
};

}  // namespace tintype::networks
