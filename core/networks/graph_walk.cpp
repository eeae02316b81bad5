#include "core/networks/graph_walk.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "core/checkpoint/refuse.h"

namespace tintype::networks {

using checkpoint::ElementType;
using checkpoint::GraphAttribute;
using checkpoint::legible;

namespace {

std::optional<at::ScalarType> scalarType(ElementType type) {
    switch (type) {
        case ElementType::Float32: return at::kFloat;
        case ElementType::Float64: return at::kDouble;
        case ElementType::Float16: return at::kHalf;
        case ElementType::BFloat16: return at::kBFloat16;
        case ElementType::Int32: return at::kInt;
        case ElementType::Int64: return at::kLong;
        default: return std::nullopt;
    }
}

}  // namespace

void GraphWalk::refuse(const Node& node) const {
    checkpoint::refuse(m_graph.path(), TINTYPE_NOOP("core", "%1 is not a cartoon network that is supported: \"%2\" (%3) stands where it has another operator."), {legible(node.name), legible(node.op)});
}

void GraphWalk::refuseAttribute(const Node& node, const char* attribute) const {
    checkpoint::refuse(m_graph.path(), TINTYPE_NOOP("core", "%1: \"%2\" of \"%3\" has a value that is not supported."), {attribute, legible(node.name)});
}

const GraphWalk::Node& GraphWalk::at(const std::string& name) const {
    const Node* node = m_graph.find(name);
    if (!node) checkpoint::refuse(m_graph.path(), TINTYPE_NOOP("core", "%1 is not a cartoon network: the graph has no \"%2\"."), {legible(name)});
    // The graph has no loops, so this ends.
    while (node->op == "Identity" && node->inputs.size() == 1) node = m_graph.find(node->inputs[0]);
    return *node;
}

const GraphWalk::Node& GraphWalk::input(const Node& node, std::size_t i, std::initializer_list<std::string_view> ops) const {
    if (i >= node.inputs.size()) refuse(node);
    const Node& found = at(node.inputs[i]);
    return ops.size() ? expect(found, ops) : found;
}

bool GraphWalk::is(const Node& node, std::initializer_list<std::string_view> ops) const { return std::find(ops.begin(), ops.end(), node.op) != ops.end(); }

const GraphWalk::Node& GraphWalk::expect(const Node& node, std::initializer_list<std::string_view> ops) const {
    if (!is(node, ops)) refuse(node);
    return node;
}

void GraphWalk::expectSame(const Node& found, const Node& wanted) const {
    if (&found != &wanted) refuse(found);
}

const checkpoint::GraphConstant& GraphWalk::constant(const Node& node) const {
    const GraphAttribute* value = expect(node, {"Const"}).attribute("value", GraphAttribute::Kind::Tensor);
    if (!value) refuse(node);
    return value->tensor;
}

at::Tensor GraphWalk::tensor(const Node& node) const {
    const auto& value = constant(node);
    const auto type = scalarType(value.type);
    if (!type) refuse(node);
    const at::Tensor result = at::empty(value.sizes, at::TensorOptions().dtype(*type));
    if (!value.bytes().empty()) std::memcpy(result.data_ptr(), value.bytes().data(), value.bytes().size());
    const at::Tensor exact = result.to(at::kFloat);
    if (!at::isfinite(exact).all().item<bool>())
        checkpoint::refuse(m_graph.path(), TINTYPE_NOOP("core", "%1: the tensor \"%2\" holds values that are not numbers."), {legible(node.name)});
    return exact;
}

double GraphWalk::number(const Node& node) const {
    const at::Tensor value = tensor(node);
    if (value.numel() != 1) refuse(node);
    return value.item<double>();
}

std::int64_t GraphWalk::integer(const Node& node, const char* attribute, std::int64_t fallback) const {
    for (const auto kind : {GraphAttribute::Kind::Integer, GraphAttribute::Kind::Bool})
        if (const auto* value = node.attribute(attribute, kind)) return value->integer;
    return fallback;
}

double GraphWalk::real(const Node& node, const char* attribute, double fallback) const {
    const auto* value = node.attribute(attribute, GraphAttribute::Kind::Real);
    return value ? value->real : fallback;
}

std::string GraphWalk::text(const Node& node, const char* attribute, const char* fallback) const {
    const auto* value = node.attribute(attribute, GraphAttribute::Kind::Text);
    return value ? value->text : fallback;
}

std::int64_t GraphWalk::spatial(const Node& node, const char* attribute) const {
    const auto* value = node.attribute(attribute, GraphAttribute::Kind::Integers);
    if (!value || value->integers.empty()) return 1;
    const auto& n = value->integers;
    if (n.size() != 4 || n[0] != 1 || n[3] != 1 || n[1] != n[2] || n[1] < 1) refuseAttribute(node, attribute);
    return n[1];
}

}  // namespace tintype::networks
