#include "core/nn/layout.h"

#include "core/nn/device.h"

namespace tintype::nn {

checkpoint::Layout fastestLayout(at::ScalarType type, const at::Device& device) {
    if (type == at::kFloat) return checkpoint::Layout::Plain;
    if (type == at::kBFloat16 && device.is_cpu() && tilesAvailable()) return checkpoint::Layout::Tiles;
    return checkpoint::Layout::ChannelsLast;
}

}  // namespace tintype::nn
