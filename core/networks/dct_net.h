// DCT-Net: draws a photo as a cartoon. One network draws the whole picture, another of the same kind the faces. Used
// by cartoon. Source: Men et al. 2022, "DCT-Net: Domain-Calibrated Translation for Portrait Stylization"; the
// guided filter after it is from Wang et al. 2020, "Learning to Cartoonize Using White-box Cartoon Representations".
#pragma once

#include <ATen/ATen.h>

#include <memory>

#include "core/base/progress.h"
#include "core/checkpoint/graph_def.h"
#include "core/checkpoint/weights.h"

namespace tintype::networks {

class DctNet {
public:
    struct Layers;

    // A published frozen graph. Its operators are followed from "output_image" back to "input_image": widths, number of
    // blocks, strides, slopes, the resize rule, the filter's radius and epsilon and all constants are taken from it.
    // Throws Error(BadModel) naming the first operator that is not where this network has it.
    static DctNet load(const checkpoint::GraphDef& graph, const checkpoint::Placement& placement);

    // pictures: [n, 3, h, w], BGR in 0..255, any type, on the CPU; h and w multiples of multiple() ->
    // [n, 3, h, w] float32 in 0..255, BGR. The published graph cuts the fractions off to give bytes.
    // Pictures that need more than `tileBytes` are computed in tiles, with the same result. progress: one stage.
    at::Tensor draw(const at::Tensor& pictures, Progress& progress, std::uint64_t tileBytes = kTileBytes) const;

    static constexpr std::uint64_t kTileBytes = std::uint64_t(256) << 20;

    int multiple() const { return 4; }
    std::uint64_t weightBytes() const;
    // Bytes draw() needs beside the weights, its argument and its result.
    std::uint64_t need(std::int64_t height, std::int64_t width, std::uint64_t tileBytes = kTileBytes) const;

private:
    at::Tensor drawWhole(const at::Tensor& pictures) const;
    std::int64_t tileSide(std::int64_t height, std::int64_t width, std::uint64_t tileBytes) const;
    std::uint64_t bytesPerPixel() const;

    std::shared_ptr<const Layers> m_layers;

    friend class DctNetLoader;
};

}  // namespace tintype::networks
