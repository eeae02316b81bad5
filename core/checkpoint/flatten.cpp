#include "core/checkpoint/flatten.h"

#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kMostTensors = 100'000;
constexpr std::size_t kMostVisits = 2'000'000;
constexpr std::size_t kLongestName = 4096;

class Walk {
public:
    Walk(const Locate& locate, const std::filesystem::path& file) : m_locate(locate), m_file(file) {}

    std::map<std::string, StoredTensor> tensors;

    void visit(const Node& node, const std::string& name, int depth) {
        if (depth > kDeepest) refuse(m_file, TINTYPE_NOOP("core", "%1: the dictionaries are nested too deeply at \"%2\"."), {legible(name)});
        // Shared nodes can be reached over exponentially many paths.
        if (++m_visits > kMostVisits) refuse(m_file, TINTYPE_NOOP("core", "%1: the pickle holds too many values."));
        if (node.kind == Node::Kind::Tensor) add(node.tensor, name);
        else if (node.kind == Node::Kind::Dict) visitDict(node, name, depth);
        else if (node.kind == Node::Kind::Object && !node.items.empty() && node.text.starts_with("__torch__."))
            visit(*node.items[0], name, depth + 1);
    }

private:
    void visitDict(const Node& dict, const std::string& name, int depth) {
        for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
            const Node& key = *dict.items[i];
            // Keys that are no texts belong to optimisers and callbacks, never to weights.
            if (key.kind != Node::Kind::Text) continue;
            std::string path = name.empty() ? key.text : name + "." + key.text;
            if (path.size() > kLongestName) refuse(m_file, TINTYPE_NOOP("core", "%1: a tensor's name is longer than %2 bytes."), {std::to_string(kLongestName)});
            visit(*dict.items[i + 1], path, depth + 1);
        }
    }
    void add(const PickledTensor& pickled, const std::string& name) {
        if (tensors.size() >= kMostTensors) refuse(m_file, TINTYPE_NOOP("core", "%1 lists more than %2 tensors."), {std::to_string(kMostTensors)});
        StoredTensor tensor;
        tensor.type = pickled.type;
        tensor.sizes = pickled.sizes;
        tensor.strides = pickled.strides;
        // viewFits() held for the storage, and locate() checks that the storage is whole: no overflow is left.
        tensor.offset = m_locate(pickled.storage, pickled.type) + pickled.offset * elementSize(pickled.type);
        if (!tensors.emplace(name, std::move(tensor)).second) refuse(m_file, TINTYPE_NOOP("core", "%1: the tensor \"%2\" appears twice."), {legible(name)});
    }

    const Locate& m_locate;
    const std::filesystem::path& m_file;
    std::size_t m_visits = 0;
};

}  // namespace

std::map<std::string, StoredTensor> flatten(const Node& root, const Locate& locate, const std::filesystem::path& file) {
    Walk walk(locate, file);
    walk.visit(root, "", 0);
    if (walk.tensors.empty()) refuse(file, TINTYPE_NOOP("core", "%1 holds no tensors."));
    return std::move(walk.tensors);
}

}  // namespace tintype::checkpoint
