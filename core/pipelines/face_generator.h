// GPEN's network with the picture arithmetic around it: bytes in, bytes out, and a second try in float32 where a smaller type gave
// nothing usable. Used by restore.
#pragma once

#include <ATen/ATen.h>

#include "core/base/progress.h"
#include "core/checkpoint/weights.h"
#include "core/pipelines/networks.h"

namespace tintype::pipelines {

class FaceGenerator {
public:
    // Opens the file. Throws Error(BadModel).
    FaceGenerator(Networks& networks, const std::filesystem::path& model, const checkpoint::Placement& placement);
    void load(Progress& progress, double share);
    int side() const { return m_side; }
    // face: [side, side, 3] uint8 RGB -> the same, restored. Throws Error(BadModel) when the picture is not a picture in float32 either.
    at::Tensor restored(const at::Tensor& face, Progress& progress);

private:
    Networks& m_networks;
    checkpoint::Checkpoint m_file;
    checkpoint::Placement m_placement;
    checkpoint::Weights m_weights;
    int m_side = 0;
};

}  // namespace tintype::pipelines
