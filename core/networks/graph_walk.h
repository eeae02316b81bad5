// Follows a frozen graph from its end to its beginning: each step says which operator must stand there, and what does
// not fit is refused by name. Used by networks that are published as TensorFlow graphs.
#pragma once

#include <ATen/ATen.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/checkpoint/graph_def.h"

namespace tintype::networks {

class GraphWalk {
public:
    using Node = checkpoint::GraphNode;
    explicit GraphWalk(const checkpoint::GraphDef& graph) : m_graph(graph) {}

    const std::vector<Node>& nodes() const { return m_graph.nodes(); }
    // The operator called `name`, or what an Identity of that name hands on. Throws Error(BadModel).
    const Node& at(const std::string& name) const;
    // Input number i of a node, through Identities; it must be one of these operators (none: any).
    const Node& input(const Node& node, std::size_t i, std::initializer_list<std::string_view> ops = {}) const;
    bool is(const Node& node, std::initializer_list<std::string_view> ops) const;
    const Node& expect(const Node& node, std::initializer_list<std::string_view> ops) const;
    // Throws unless both are the same node.
    void expectSame(const Node& found, const Node& wanted) const;

    // A Const's floating-point value as float32, a copy.
    at::Tensor tensor(const Node& node) const;
    double number(const Node& node) const;  // of one element, any type
    std::int64_t integer(const Node& node, const char* attribute, std::int64_t fallback) const;
    double real(const Node& node, const char* attribute, double fallback) const;
    std::string text(const Node& node, const char* attribute, const char* fallback) const;
    // strides or dilations [1, s, s, 1] as s.
    std::int64_t spatial(const Node& node, const char* attribute) const;

    [[noreturn]] void refuse(const Node& node) const;  // "... is not where this network has it"
    [[noreturn]] void refuseAttribute(const Node& node, const char* attribute) const;

private:
    const checkpoint::GraphConstant& constant(const Node& node) const;

    const checkpoint::GraphDef& m_graph;
};

}  // namespace tintype::networks
