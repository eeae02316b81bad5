// What a file or folder was recognised as: plain values for `tintype models`, the recipes and the window.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/vault/model_kind.h"

namespace tintype::vault {

// One network of a model.
struct Component {
    std::string name;                               // "unet"
    std::vector<std::filesystem::path> files;
    std::int64_t tensors = 0;
    std::int64_t parameters = 0;                    // elements of floating-point tensors
    std::uint64_t bytes = 0;                        // of all its tensors
    std::map<std::string, std::int64_t> precision;  // parameters a type: {"float16": 859532484}
};

struct Model {
    std::filesystem::path path;
    ModelKind kind = ModelKind::Unknown;
    std::string title;               // "GPEN 512", "RIFE 4.25, 4.26"
    std::string layout;              // "diffusers folder", "safetensors"...
    std::vector<Component> components;
    std::vector<std::filesystem::path> companions;  // configurations, word lists: files it needs that hold no tensors
    std::vector<std::filesystem::path> variants;    // the same weights in another precision
    std::vector<Message> problems;   // what is missing or damaged; each names a file
    std::vector<Message> notes;      // worth knowing, no reason not to use it
    Message refusal;                 // why no tool here runs such a model; empty when one does

    bool usable() const { return problems.empty() && refusal.empty(); }
    std::int64_t parameters() const;
    std::int64_t tensors() const;
    std::uint64_t bytes() const;
    std::string precision() const;   // "float32", or "mixed (float16, float32)"
};

}  // namespace tintype::vault
