// LaMa: fills holes in a picture, seeing the whole of it at once through Fourier convolutions. Used by erase.
// Source: Suvorov et al. 2022, "Resolution-robust Large Mask Inpainting with Fourier Convolutions".
#pragma once

#include <ATen/ATen.h>

#include <memory>
#include <vector>

#include "core/base/progress.h"
#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/weights.h"

namespace tintype::networks {

class Lama {
public:
    // The generator's tensors, under any prefix; blocks and widths are read from the tensors. Batch norms are folded.
    // Throws Error(BadModel) for a missing, misshapen or unknown tensor of the generator, by its full key.
    // progress: one stage, a step for each part.
    static Lama load(checkpoint::Checkpoint checkpoint, const checkpoint::Placement& placement, Progress& progress);

    // picture: [n, 3, h, w] RGB in 0..1; mask: [n, 1, h, w], 1 in the hole and 0 outside; both float32 on the CPU
    // or the network's device -> [n, 3, h, w] float32, the network's picture everywhere (not only in the hole).
    // h and w are multiples of cell() and at least 2 cells. progress: one stage.
    // Everything but the middle is computed in strips that need about `stripBytes`: the result is the same.
    at::Tensor predict(const at::Tensor& picture, const at::Tensor& mask, Progress& progress, std::uint64_t stripBytes = kStripBytes) const;

    static constexpr std::uint64_t kStripBytes = std::uint64_t(64) << 20;

    // Pixels that one position in the middle stands for: 8 in the published files.
    int cell() const;
    // Bytes predict() needs beside the weights and its arguments.
    std::uint64_t need(std::int64_t height, std::int64_t width, std::uint64_t stripBytes = kStripBytes) const;
    std::uint64_t weightBytes() const;

private:
    struct Layers;
    struct Strip;
    std::int64_t stripCells(std::int64_t width, std::uint64_t stripBytes) const;
    at::Tensor encode(const at::Tensor& picture, const at::Tensor& mask, const std::vector<Strip>& strips, Progress& progress) const;
    at::Tensor decode(const at::Tensor& features, const std::vector<Strip>& strips, Progress& progress) const;

    std::shared_ptr<const Layers> m_layers;

    friend struct LamaLoader;
};

}  // namespace tintype::networks
