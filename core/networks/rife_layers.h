// RIFE's layers as they are computed with: scales of residual layers folded in, channels in the order that
// rife_motion.h gives them. Made by rife_load.cpp, used by rife.cpp.
#pragma once

#include <vector>

#include "core/networks/rife.h"
#include "core/networks/rife_motion.h"

namespace tintype::networks {

// A 3x3 convolution and a leaky rectifier.
struct RifeConvolution {
    at::Tensor weight;  // [out, in, 3, 3], or in tile order
    at::Tensor bias;
    at::Tensor leak;       // [out]; undefined: no rectifier
    double evenLeak = 0.0; // where it is the same for all channels; 0: it is not
    int stride = 1;
    int groups = 1;
    bool residual = false; // what goes in is added before the rectifier

    at::Tensor operator()(const at::Tensor& x) const;
    std::uint64_t bytes() const { return weight.nbytes(); }
};

// A transposed 4x4 convolution of stride 2, and the pixel shuffle behind it where there is one, as one 2x2 convolution
// over the zero-padded picture. It computes no zeros and every result once; see Cells for where they lie.
struct RifeCells {
    at::Tensor weight;  // [side * side * pitch, in, 2, 2], or in tile order
    at::Tensor bias;
    int side = 4;             // results each way for one pixel that goes in
    std::int64_t pitch = 8;   // numbers of one result, unused ones at the end

    Cells operator()(const at::Tensor& x) const;
    std::uint64_t bytes() const { return weight.nbytes(); }
};

struct RifeBlock {
    RifeConvolution first;
    RifeConvolution second;
    std::vector<RifeConvolution> middle;
    bool around = false;  // what goes into the middle is added to what comes out of it
    RifeCells last;

    at::Tensor features(const at::Tensor& x) const;
    Cells operator()(const at::Tensor& x) const { return last(features(x)); }
};

struct Rife::Layers {
    checkpoint::Placement placement;
    std::vector<RifeConvolution> encoder;
    RifeCells encoderLast;           // used when there is an encoder
    std::vector<RifeBlock> blocks;
    LevelShape shape;
    std::vector<double> steps;       // pixels for each one that a block sees
    double cellsUp = 1.0;            // 2 where results are half as fine as the block's input
    bool maskAdds = false;           // each block's mask is added to the one before
    bool restarts = false;           // far motion is looked for again, coarser

    std::uint64_t bytes() const;
    Cells encoded(const at::Tensor& picture) const;
};

}  // namespace tintype::networks
