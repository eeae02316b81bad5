// Which published network a set of tensors is, by names and shapes only. Used by the recogniser.
#pragma once

#include "core/checkpoint/config_from_shapes.h"
#include "core/vault/model.h"

namespace tintype::vault {

struct Identity {
    ModelKind kind = ModelKind::Unknown;
    std::string title;
    std::string component;  // "generator": how its network is called among the model's components
    std::string prefix;     // before the network's own names: "module.", "g_ema."
    Message refusal;        // `file` is its %1
};

// `file` is named in the refusal.
Identity identify(const checkpoint::Shapes& shapes, const std::filesystem::path& file);

// The same for a U-Net in diffusers' spelling, as part of a folder or of a single file.
Identity identifyUnet(const checkpoint::Shapes& shapes, const std::filesystem::path& file);

}  // namespace tintype::vault
