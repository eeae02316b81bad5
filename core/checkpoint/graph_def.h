// Reader of TensorFlow's frozen graphs (GraphDef, *.pb): operators, their attributes and constants, as data. Nothing
// is run. Used by the cartoon network and the recogniser.
// Source: TensorFlow's graph.proto, node_def.proto, attr_value.proto, tensor.proto.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/checkpoint/element_type.h"
#include "core/checkpoint/mapped_file.h"

namespace tintype::checkpoint {

// A tensor in the graph. bytes(): row-major, little-endian, exactly the shape's elements; not aligned.
struct GraphConstant {
    ElementType type = ElementType::Float32;
    std::vector<std::int64_t> sizes;
    std::span<const std::uint8_t> stored;  // of the file
    std::vector<std::uint8_t> expanded;    // where the file lists single values instead

    std::int64_t elements() const;
    std::span<const std::uint8_t> bytes() const { return expanded.empty() ? stored : std::span<const std::uint8_t>(expanded); }
};

struct GraphAttribute {
    enum class Kind { Text, Integer, Real, Bool, Type, Integers, Tensor, Other };

    Kind kind = Kind::Other;
    std::string text;
    std::int64_t integer = 0;  // Integer, Bool; Type: TensorFlow's number
    double real = 0.0;
    std::vector<std::int64_t> integers;
    GraphConstant tensor;
};

struct GraphNode {
    std::string name;
    std::string op;
    std::vector<std::string> inputs;  // names of nodes; their first output. Control inputs are left out
    std::map<std::string, GraphAttribute> attributes;

    const GraphAttribute* attribute(const std::string& key, GraphAttribute::Kind kind) const;
};

class GraphDef {
public:
    // Throws Error(BadModel) naming the file and the byte, node or rule at fault.
    static GraphDef read(std::shared_ptr<const MappedFile> file);

    const std::filesystem::path& path() const { return m_file->path(); }
    const std::vector<GraphNode>& nodes() const { return m_nodes; }
    const GraphNode* find(const std::string& name) const;
    // Throws Error(BadModel) naming the first node whose operator is not among these.
    void expectOperators(std::initializer_list<std::string_view> known) const;

private:
    void checkInputs() const;
    void checkAcyclic() const;

    std::shared_ptr<const MappedFile> m_file;
    std::vector<GraphNode> m_nodes;
    std::unordered_map<std::string, std::size_t> m_places;
};

}  // namespace tintype::checkpoint
