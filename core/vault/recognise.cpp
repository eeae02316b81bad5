#include "core/vault/recognise.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/checkpoint/component_files.h"
#include "core/checkpoint/compvis_keys.h"
#include "core/checkpoint/refuse.h"
#include "core/checkpoint/sharded_index.h"
#include "core/vault/diffusers_folder.h"
#include "core/vault/frozen_graph.h"
#include "core/vault/signatures.h"

namespace tintype::vault {

namespace {

namespace fs = std::filesystem;
using checkpoint::TensorFile;

constexpr std::array kEndings{".safetensors", ".ckpt", ".pth", ".pt", ".pkl", ".bin", ".pb"};
constexpr std::size_t kMostFiles = 2000;

// The tensors of the network itself: siblings such as an optimiser's or a second copy's are not counted.
std::vector<TensorFile> only(std::vector<TensorFile> files, const std::string& prefix) {
    for (TensorFile& file : files) std::erase_if(file.tensors, [&](const auto& entry) { return !entry.first.starts_with(prefix); });
    return files;
}

Model recogniseTensors(const fs::path& path) {
    const auto files = checkpoint::readTensorFiles(path);
    if (files.size() == 1 && checkpoint::isCompVis(files[0])) return recogniseCompVis(files[0]);
    const Identity identity = identify(checkpoint::shapesOf(files), path);
    Model model;
    model.path = path;
    model.kind = identity.kind;
    model.title = identity.title;
    model.refusal = identity.refusal;
    model.layout = formatName(files[0].format);
    std::vector<fs::path> paths;
    if (checkpoint::isShardedIndex(path)) paths.push_back(path);
    for (const TensorFile& file : files) paths.push_back(file.file->path());
    model.components.push_back(componentOf(identity.component, std::move(paths), only(files, identity.prefix)));
    return model;
}

Model recogniseFile(const fs::path& path) {
    if (isFrozenGraph(path)) return recogniseFrozenGraph(path);
    return recogniseTensors(path);
}

bool mayBeModel(const fs::path& path) {
    const std::string ending = path.extension().native();
    return std::any_of(kEndings.begin(), kEndings.end(), [&](const char* known) { return ending == known; });
}

// Down to the second level ("big-lama/models/best.ckpt", "train_log/flownet.pkl").
std::vector<fs::path> candidates(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error), end;
    for (std::size_t seen = 0; !error && entry != end && seen < kMostFiles; entry.increment(error), ++seen) {
        if (entry.depth() >= 2) entry.disable_recursion_pending();
        std::error_code ignored;
        if (entry->is_regular_file(ignored) && mayBeModel(entry->path())) found.push_back(entry->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

// A restoration's three networks side by side are one model.
bool joinFaces(std::vector<Model>& models) {
    const auto generator = std::find_if(models.begin(), models.end(), [](const Model& m) { return m.kind == ModelKind::Gpen; });
    if (generator == models.end()) return false;
    Model whole = *generator;
    for (const Model& model : models) {
        if (&model == &*generator) continue;
        if (model.kind != ModelKind::RetinaFace && model.kind != ModelKind::ParseNet) return false;
        whole.components.insert(whole.components.end(), model.components.begin(), model.components.end());
    }
    models.assign(1, std::move(whole));
    return true;
}

[[noreturn]] void refuseSeveral(const fs::path& folder, const std::vector<Model>& models) {
    std::string list;
    for (const Model& model : models) list += (list.empty() ? "" : ", ") + displayName(model.path.filename()) + " (" + model.title + ")";
    checkpoint::refuse(folder, TINTYPE_NOOP("core", "%1 holds several models: %2. Give one of them."), {list});
}

Model recogniseFolder(const fs::path& folder) {
    if (isDiffusersFolder(folder)) return recogniseDiffusersFolder(folder);
    if (const auto component = checkpoint::findComponentFile(folder, checkpoint::WantedVariant::Plain)) return recogniseTensors(component->file);
    const auto files = candidates(folder);
    if (files.empty()) checkpoint::refuse(folder, TINTYPE_NOOP("core", "The folder %1 holds no model file this program knows."));
    if (std::any_of(files.begin(), files.end(), [](const fs::path& file) { return isFrozenGraph(file); })) return recogniseCartoonFolder(folder, files);

    std::vector<Model> models;
    std::optional<Error> first;
    for (const fs::path& file : files) {
        try {
            Model model = recogniseTensors(file);
            if (model.refusal.empty()) models.push_back(std::move(model));
            else if (!first) first.emplace(ErrorKind::BadModel, model.refusal);
        } catch (const Error& error) {
            if (!first) first.emplace(error);
        }
    }
    if (models.empty()) throw *first;
    if (models.size() > 1 && !joinFaces(models)) refuseSeveral(folder, models);
    models.front().path = folder;
    return models.front();
}

}  // namespace

Model recognise(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) checkpoint::refuse(path, TINTYPE_NOOP("core", "The model %1 does not exist."));
    if (status.type() == fs::file_type::none) checkpoint::refuse(path, TINTYPE_NOOP("core", "%1 cannot be opened: %2."), {error.message()});
    return fs::is_directory(status) ? recogniseFolder(path) : recogniseFile(path);
}

void requireUsable(const Model& model) {
    if (!model.refusal.empty()) throw Error(ErrorKind::BadModel, model.refusal);
    if (!model.problems.empty()) throw Error(ErrorKind::BadModel, model.problems.front());
}

}  // namespace tintype::vault
