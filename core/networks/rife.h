// RIFE 4.x: the picture between two, at any time, by following motion both ways. Used by interpolate.
// Source: Huang et al. 2022, "Real-Time Intermediate Flow Estimation for Video Frame Interpolation", and the published
// Practical-RIFE versions 4.0 to 4.26, told apart by their tensors.
#pragma once

#include <ATen/ATen.h>

#include <memory>

#include "core/base/progress.h"
#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/weights.h"

namespace tintype::networks {

class Rife {
public:
    // The tensors of `flownet.pkl`, under any prefix; parts that only training uses are left out. Number of blocks, widths
    // and version are read from the tensors. Throws Error(BadModel) for a missing, misshapen or unknown tensor, by its full
    // key. progress: one stage, a step for each tensor.
    static Rife load(checkpoint::Checkpoint checkpoint, const checkpoint::Placement& placement, Progress& progress);

    // How much coarser or finer the motion is looked for: 0.5 for far motion in large pictures, 2 for small ones.
    static constexpr double kUsualScale = 1.0;

    // One source picture with what the network sees in it: needed for the pairs before and after it, computed once.
    struct Frame {
        at::Tensor records;       // [h, w, n] float32 of the padded size: red, green, blue, 0, features
        std::int64_t height = 0;  // of the picture
        std::int64_t width = 0;
    };
    // picture: [1, 3, h, w] RGB in 0..1, float32 on the CPU or the network's device. scale: as in between().
    Frame frame(const at::Tensor& picture, double scale) const;

    // The picture at time t (0..1): [1, 3, h, w] float32 on the network's device. Both frames are of one size and made with
    // this scale, one of 0.25, 0.5, 1, 2, 4. progress: one stage, a step for each block.
    at::Tensor between(const Frame& first, const Frame& second, double t, double scale, Progress& progress) const;

    // Sides are padded to multiples of this many pixels.
    std::int64_t cell(double scale) const;
    // Bytes that two frames and between() need beside the weights.
    std::uint64_t need(std::int64_t height, std::int64_t width, double scale) const;
    std::uint64_t weightBytes() const;

private:
    struct Layers;
    std::shared_ptr<const Layers> m_layers;

    friend struct RifeLoader;
};

}  // namespace tintype::networks
