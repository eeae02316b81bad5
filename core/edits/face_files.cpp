#include "core/edits/face_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/vault/installed.h"
#include "core/vault/recognise.h"

namespace tintype::edits {

namespace {

namespace fs = std::filesystem;
using vault::ModelKind;

constexpr std::size_t kMostNeighbours = 64;  // a folder with more is no folder of models

// A folder that is recognised as one model holds its networks as components.
fs::path componentIn(const vault::Model& model, const char* name) {
    for (const vault::Component& component : model.components)
        if (component.name == name && !component.files.empty()) return component.files.front();
    return {};
}

const char* componentName(ModelKind kind) { return kind == ModelKind::RetinaFace ? "detector" : "parser"; }

std::optional<vault::Model> usable(const fs::path& path) {
    try {
        vault::Model model = vault::recognise(path);
        if (model.usable()) return model;
    } catch (const Error&) {
        // A neighbour that cannot be read is not the one looked for.
    }
    return std::nullopt;
}

std::vector<fs::path> neighbours(const fs::path& model) {
    constexpr std::array kEndings{".pth", ".pt", ".ckpt", ".bin", ".pkl", ".safetensors"};
    std::error_code ignored;
    std::vector<fs::path> files;
    const fs::path folder = fs::is_directory(model, ignored) ? model : fs::absolute(model, ignored).parent_path();
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string ending = entry.path().extension().native();
        const bool mayBe = std::any_of(kEndings.begin(), kEndings.end(), [&](const char* known) { return ending == known; });
        if (mayBe && entry.is_regular_file(ignored) && files.size() < kMostNeighbours) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

fs::path beside(const fs::path& model, ModelKind kind) {
    for (const fs::path& file : neighbours(model))
        if (const auto found = usable(file); found && found->kind == kind) return file;
    return {};
}

// A folder stands for the file in it.
fs::path fileOf(const fs::path& model, const char* component) {
    std::error_code ignored;
    if (!fs::is_directory(model, ignored)) return model;
    const auto whole = usable(model);
    return whole ? componentIn(*whole, component) : fs::path();
}

fs::path installed(ModelKind kind) {
    const std::vector<vault::InstalledModel> models = vault::installedModels(vault::modelFolders());
    for (const vault::InstalledModel& model : models)
        if (model.kind == kind && model.problem.empty()) return fileOf(model.path, componentName(kind));
    // A folder with all three networks is one model.
    std::error_code ignored;
    for (const vault::InstalledModel& model : models) {
        if (model.kind != ModelKind::Gpen || !model.problem.empty() || !fs::is_directory(model.path, ignored)) continue;
        if (const fs::path file = fileOf(model.path, componentName(kind)); !file.empty()) return file;
    }
    return {};
}

fs::path companion(const fs::path& model, ModelKind kind) {
    const fs::path near = beside(model, kind);
    return near.empty() ? installed(kind) : near;
}

}  // namespace

fs::path detectorFor(const fs::path& model) { return companion(model, ModelKind::RetinaFace); }
fs::path parserFor(const fs::path& model) { return companion(model, ModelKind::ParseNet); }

fs::path generatorOf(const fs::path& model) {
    std::error_code ignored;
    if (!fs::is_directory(model, ignored)) return model;
    const fs::path file = componentIn(vault::recognise(model), "generator");
    return file.empty() ? model : file;
}

}  // namespace tintype::edits
