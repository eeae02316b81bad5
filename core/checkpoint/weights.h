// A network's parameters under a dotted prefix, ready to compute with: the precision, device and memory layout are
// applied once, when they are loaded. What every network function takes as its first argument.
#pragma once

#include <ATen/ATen.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/progress.h"
#include "core/checkpoint/checkpoint.h"

namespace tintype::checkpoint {

// Of weights with 4 dimensions: row-major, channels last, or (for 2 dimensions too) in tile order where they fit, the
// rest channels last. Tile order is bfloat16 on the CPU only, and is understood by core/nn's layers alone.
enum class Layout { Plain, ChannelsLast, Tiles };

struct Placement {
    at::ScalarType type = at::kFloat;
    at::Device device = at::kCPU;
    Layout layout = Layout::Plain;
};

class Weights {
public:
    Weights() = default;
    // Converts every floating-point tensor; integer ones keep their type. progress steps once a tensor.
    // Float32 on the CPU in plain layout stays a view of the mapped file.
    static Weights load(const Checkpoint& checkpoint, const Placement& placement, Progress& progress);

    // The same, but each tensor is read when it is asked for, and again after forget(): for a network larger than memory.
    static Weights streamed(const Checkpoint& checkpoint, const Placement& placement);
    // Gives back the memory of the tensors under this prefix, where they are streamed; else nothing.
    void forget() const;

    // The child under `name`: w["conv1"]. It need not exist until a tensor of it is asked for.
    Weights operator[](const std::string& name) const;
    Weights operator[](std::size_t index) const { return (*this)[std::to_string(index)]; }
    // The tensor `name` under this prefix. Throws Error(BadModel) with the full key.
    const at::Tensor& tensor(const std::string& name) const;
    // The same, undefined when there is none: for biases and optional shortcuts.
    at::Tensor optional(const std::string& name) const;
    bool has(const std::string& name) const;
    // Throws Error(BadModel) naming the key, the expected and the found shape. -1 stands for any size.
    void expect(const std::string& name, const std::vector<std::int64_t>& sizes) const;

    // Throws Error(BadModel) naming the first tensor that holds NaN or infinity.
    void expectFinite() const;

    const std::string& prefix() const { return m_prefix; }
    const std::filesystem::path& path() const;  // the file, for messages
    const Placement& placement() const;
    std::uint64_t bytes() const;                // of all tensors that are loaded
    std::vector<std::string> unread() const;    // full names never asked for

private:
    struct Store;
    std::shared_ptr<Store> m_store;
    std::string m_prefix;  // "" or "a.b."
};

}  // namespace tintype::checkpoint
