#include "core/vault/frozen_graph.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/checkpoint/graph_def.h"
#include "core/vault/cartoon_style.h"

namespace tintype::vault {

namespace {

namespace fs = std::filesystem;

Component componentOf(const checkpoint::GraphDef& graph, const fs::path& path) {
    Component component{"graph", {path}, 0, 0, 0, {}};
    for (const checkpoint::GraphNode& node : graph.nodes()) {
        const auto* value = node.attribute("value", checkpoint::GraphAttribute::Kind::Tensor);
        if (node.op != "Const" || !value) continue;
        ++component.tensors;
        component.bytes += value->tensor.bytes().size();
        // Numbers of the graph itself, such as strides and limits, are no parameters.
        if (!checkpoint::isFloatingPoint(value->tensor.type) || value->tensor.elements() < 2) continue;
        component.parameters += value->tensor.elements();
        component.precision[checkpoint::nameOf(value->tensor.type)] += value->tensor.elements();
    }
    return component;
}

bool isBackground(const fs::path& file) {
    const std::string stem = file.stem().native();
    return stem.ends_with("_bg") || stem.find("background") != std::string::npos;
}

}  // namespace

bool isFrozenGraph(const fs::path& path) {
    // Field 1 of a graph is a node, field 1 of a node its name: 0a, a length, 0a, a short length. No other format begins so.
    const auto file = checkpoint::MappedFile::open(path);
    if (file->size() < 16 || file->data()[0] != 0x0a || file->data()[8] == '{') return false;
    std::uint64_t place = 1;
    while (place < 11 && file->data()[place] & 0x80) ++place;
    return file->data()[place + 1] == 0x0a && file->data()[place + 2] > 0 && file->data()[place + 2] < 0x80;
}

Model recogniseFrozenGraph(const fs::path& path) {
    const auto graph = checkpoint::GraphDef::read(checkpoint::MappedFile::open(path));
    Model model;
    model.path = path;
    model.layout = "TensorFlow frozen graph";
    Component network = componentOf(graph, path);
    if (graph.find("input_image") && graph.find("output_image") && graph.find("generator/Conv/weights")) {
        model.kind = ModelKind::DctNet;
        network.name = isBackground(path) ? "background" : "head";
        model.title = "DCT-Net, one of its two graphs";
        model.refusal = {TINTYPE_NOOP("core", "%1 is one of DCT-Net's two graphs; give the folder that holds both."), {displayName(path)}};
    } else if (graph.find("tower_0/images")) {
        model.kind = ModelKind::PeppaFaces;
        model.title = factsOf(model.kind).title;
        model.refusal = {TINTYPE_NOOP("core", "%1 is a face network of the cartoon's first authors, which is not needed: faces are found by RetinaFace or the built-in detector."), {displayName(path)}};
    } else {
        model.title = "A TensorFlow graph of an unknown kind";
        model.refusal = {TINTYPE_NOOP("core", "%1 is a TensorFlow graph this program does not know."), {displayName(path)}};
    }
    model.components.push_back(std::move(network));
    return model;
}

Model recogniseCartoonFolder(const fs::path& folder, const std::vector<fs::path>& files) {
    Model model;
    model.path = folder;
    model.kind = ModelKind::DctNet;
    model.title = "DCT-Net";
    model.layout = "TensorFlow frozen graphs";
    Message refusal;
    for (const fs::path& file : files) {
        if (!isFrozenGraph(file)) continue;
        try {
            const Model graph = recogniseFrozenGraph(file);
            if (graph.kind == ModelKind::DctNet) model.components.push_back(graph.components.front());
            else if (graph.kind != ModelKind::PeppaFaces) refusal = graph.refusal;
        } catch (const Error& error) {
            refusal = error.message();  // the published folders hold graphs with loops too, which are not needed
        }
    }
    if (model.components.empty()) {
        model.kind = ModelKind::Unknown;
        model.title = factsOf(ModelKind::Unknown).title;
        model.refusal = refusal.empty() ? Message{TINTYPE_NOOP("core", "The folder %1 holds no graph that any tool here runs."), {displayName(folder)}} : refusal;
        return model;
    }
    for (const char* name : {"head", "background"}) {
        const auto is = [name](const Component& component) { return component.name == name; };
        if (std::none_of(model.components.begin(), model.components.end(), is))
            model.problems.push_back({TINTYPE_NOOP("core", "The model is incomplete: the folder %1 lacks DCT-Net's %2 graph."), {displayName(folder), name}});
    }
    if (const std::string style = cartoonStyleOf(folder); !style.empty()) model.title += " (" + style + ")";
    std::error_code error;
    if (fs::exists(folder / "alpha.jpg", error)) model.companions.push_back(folder / "alpha.jpg");
    return model;
}

}  // namespace tintype::vault
