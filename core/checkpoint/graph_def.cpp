#include "core/checkpoint/graph_def.h"

#include <algorithm>
#include <bit>

#include "core/checkpoint/graph_tensor.h"
#include "core/checkpoint/refuse.h"
#include "core/checkpoint/wire.h"

namespace tintype::checkpoint {

namespace {

constexpr std::uint64_t kLargestFile = std::uint64_t(2) << 30;  // a protocol buffer cannot be larger
constexpr std::size_t kMostNodes = 100'000;
constexpr std::size_t kMostInputs = 1000;
constexpr std::size_t kMostAttributes = 100;
constexpr std::size_t kMostListed = 1000;
constexpr std::size_t kLongestName = 4096;
constexpr std::uint64_t kMostExpanded = 64'000'000;

class Parser {
public:
    explicit Parser(const MappedFile& file) : m_file(file.path()), m_graph({file.data(), file.size()}, 0, m_file) {}

    std::vector<GraphNode> nodes() {
        std::vector<GraphNode> result;
        for (WireField field; m_graph.next(field);) {
            if (field.number == 2 && !field.bytes.empty()) refuse(m_file, TINTYPE_NOOP("core", "%1: the graph defines functions of its own, which are not read."));
            if (field.number != 1) continue;
            // A SavedModel begins with its version number where a graph has its first node.
            if (field.type == WireType::Varint) refuse(m_file, TINTYPE_NOOP("core", "%1 is not a frozen TensorFlow graph (it may be a SavedModel)."));
            if (result.size() >= kMostNodes) refuse(m_file, TINTYPE_NOOP("core", "%1: the graph has more than %2 operators."), {std::to_string(kMostNodes)});
            result.push_back(node(WireReader(field, m_graph)));
        }
        if (result.empty()) refuse(m_file, TINTYPE_NOOP("core", "%1 is not a frozen TensorFlow graph: it has no operators."));
        return result;
    }

private:
    std::string name(const WireReader& message, const WireField& field) const {
        std::string text = message.text(field);
        if (text.size() > kLongestName) refuse(m_file, TINTYPE_NOOP("core", "%1: a name at byte %2 is longer than %3 bytes."), {std::to_string(field.offset), std::to_string(kLongestName)});
        return text;
    }

    GraphNode node(WireReader message) {
        GraphNode result;
        std::vector<WireField> attributes;
        for (WireField field; message.next(field);) switch (field.number) {
                case 1: result.name = name(message, field); break;
                case 2: result.op = name(message, field); break;
                case 3: addInput(result, name(message, field)); break;
                case 5: attributes.push_back(field); break;
                default: break;
            }
        if (result.name.empty() || result.op.empty()) refuse(m_file, TINTYPE_NOOP("core", "%1: an operator of the graph has no name or no kind."));
        if (attributes.size() > kMostAttributes) refuse(m_file, TINTYPE_NOOP("core", "%1: \"%2\" has more than %3 attributes."), {legible(result.name), std::to_string(kMostAttributes)});
        for (const WireField& field : attributes) addAttribute(result, WireReader(field, message));
        return result;
    }

    void addInput(GraphNode& node, std::string input) const {
        if (input.starts_with('^')) return;
        if (input.ends_with(":0")) input.resize(input.size() - 2);
        if (node.inputs.size() >= kMostInputs) refuse(m_file, TINTYPE_NOOP("core", "%1: \"%2\" has more than %3 inputs."), {legible(node.name), std::to_string(kMostInputs)});
        node.inputs.push_back(std::move(input));
    }

    void addAttribute(GraphNode& node, WireReader entry) {
        std::string key;
        GraphAttribute value;
        for (WireField field; entry.next(field);) {
            if (field.number == 1) key = name(entry, field);
            if (field.number == 2) value = attribute(WireReader(field, entry), node.name);
        }
        if (!node.attributes.emplace(std::move(key), std::move(value)).second)
            refuse(m_file, TINTYPE_NOOP("core", "%1: \"%2\" has an attribute twice."), {legible(node.name)});
    }

    GraphAttribute attribute(WireReader message, const std::string& node) {
        using Kind = GraphAttribute::Kind;
        GraphAttribute value;
        for (WireField field; message.next(field);) switch (field.number) {
                case 1: value.kind = Kind::Integers, value.integers = listed(WireReader(field, message)); break;
                case 2: value.kind = Kind::Text, value.text = name(message, field); break;
                case 3: value.kind = Kind::Integer, value.integer = message.integer(field); break;
                case 4:
                    message.expect(field, WireType::Fixed32);
                    value.kind = Kind::Real, value.real = std::bit_cast<float>(static_cast<std::uint32_t>(field.value));
                    break;
                case 5: value.kind = Kind::Bool, value.integer = message.integer(field) != 0; break;
                case 6: value.kind = Kind::Type, value.integer = message.integer(field); break;
                case 8: value.kind = Kind::Tensor, value.tensor = readGraphTensor(WireReader(field, message), node, m_file, m_expandedLeft); break;
                default: break;
            }
        return value;
    }

    std::vector<std::int64_t> listed(WireReader message) const {
        std::vector<std::uint64_t> values;
        for (WireField field; message.next(field);)
            if (field.number == 3) message.append(field, WireType::Varint, values, kMostListed);
        return {values.begin(), values.end()};
    }

    const std::filesystem::path& m_file;
    WireReader m_graph;
    std::uint64_t m_expandedLeft = kMostExpanded;
};

}  // namespace

const GraphAttribute* GraphNode::attribute(const std::string& key, GraphAttribute::Kind kind) const {
    const auto found = attributes.find(key);
    return found != attributes.end() && found->second.kind == kind ? &found->second : nullptr;
}

GraphDef GraphDef::read(std::shared_ptr<const MappedFile> file) {
    if (file->size() > kLargestFile) refuse(file->path(), TINTYPE_NOOP("core", "%1 is too large for a TensorFlow graph."));
    GraphDef graph;
    graph.m_nodes = Parser(*file).nodes();
    graph.m_file = std::move(file);
    for (std::size_t i = 0; i < graph.m_nodes.size(); ++i)
        if (!graph.m_places.emplace(graph.m_nodes[i].name, i).second)
            refuse(graph.path(), TINTYPE_NOOP("core", "%1: the graph has two operators named \"%2\"."), {legible(graph.m_nodes[i].name)});
    graph.checkInputs();
    graph.checkAcyclic();
    return graph;
}

const GraphNode* GraphDef::find(const std::string& name) const {
    const auto found = m_places.find(name);
    return found == m_places.end() ? nullptr : &m_nodes[found->second];
}

void GraphDef::expectOperators(std::initializer_list<std::string_view> known) const {
    for (const GraphNode& node : m_nodes)
        if (std::find(known.begin(), known.end(), node.op) == known.end())
            refuse(path(), TINTYPE_NOOP("core", "%1: the graph has the operator %2 (\"%3\"), which this network does not have."), {legible(node.op), legible(node.name)});
}

void GraphDef::checkInputs() const {
    for (const GraphNode& node : m_nodes)
        for (const std::string& input : node.inputs) {
            // Operators with several outputs ("name:1") are in no graph that is read here.
            const std::string name = input.substr(0, input.find(':'));
            if (!find(name)) refuse(path(), TINTYPE_NOOP("core", "%1: the input \"%3\" of \"%2\" is not in the graph."), {legible(node.name), legible(input)});
        }
}

// Takes operators away whose inputs are all taken away; what cannot be taken away lies on or behind a loop.
void GraphDef::checkAcyclic() const {
    std::vector<std::size_t> waiting(m_nodes.size());
    std::vector<std::vector<std::size_t>> users(m_nodes.size());
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        waiting[i] = m_nodes[i].inputs.size();
        if (waiting[i] == 0) ready.push_back(i);
        for (const std::string& input : m_nodes[i].inputs) users[m_places.at(input.substr(0, input.find(':')))].push_back(i);
    }
    std::size_t taken = 0;
    for (; !ready.empty(); ++taken) {
        const std::size_t node = ready.back();
        ready.pop_back();
        for (const std::size_t user : users[node])
            if (--waiting[user] == 0) ready.push_back(user);
    }
    if (taken == m_nodes.size()) return;
    const auto looped = std::find_if(waiting.begin(), waiting.end(), [](std::size_t count) { return count > 0; });
    refuse(path(), TINTYPE_NOOP("core", "%1: the graph has a loop at \"%2\"."), {legible(m_nodes[static_cast<std::size_t>(looped - waiting.begin())].name)});
}

}  // namespace tintype::checkpoint
