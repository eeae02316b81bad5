// Which file of a published model folder's component ("unet", "vae", "text_encoder"...) holds the weights to open.
// Used by the pipelines that load such folders and by the recogniser. Source: the naming rules of the diffusers and
// transformers packages.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace tintype::checkpoint {

// Plain files are published in float32; the variants "fp16" and "bf16" beside them take half the space.
enum class WantedVariant { Plain, Half };

struct ComponentFile {
    std::filesystem::path file;  // one file, or the index of a sharded checkpoint: what Checkpoint::open takes
    std::string variant;         // "" for the plain file, else "fp16"...
};

// safetensors before .bin, one file before shards, the wanted variant before the other: a component that lacks the
// wanted one is opened by the other, so that folders with mixed variants load. None: no weights are there.
std::optional<ComponentFile> findComponentFile(const std::filesystem::path& folder, WantedVariant wanted);

// The same; throws Error(BadModel) naming the folder and what is missing in it.
ComponentFile componentFile(const std::filesystem::path& folder, WantedVariant wanted);

}  // namespace tintype::checkpoint
