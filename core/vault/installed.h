// The models on this machine: a folder each, with what is known of it in a small file. Plain std, so that the program, the
// worker and the networks' module can all ask. Used by `tintype models` and by tools that were given no model.
#pragma once

#include <optional>

#include "core/base/progress.h"
#include "core/vault/model.h"

namespace tintype::vault {

// The person's own folder, $XDG_DATA_HOME/tintype/models: the only one ever written to. Throws Error(Disk) when neither
// XDG_DATA_HOME nor HOME is set.
std::filesystem::path ownModelFolder();

// Where models are looked for: the person's folder, then those of TINTYPE_MODEL_PATH, then the system's.
std::vector<std::filesystem::path> modelFolders();

struct InstalledModel {
    std::string id;                // the folder's or file's name
    std::filesystem::path path;    // what recognise() and the networks open
    std::filesystem::path place;   // the folder or file to remove
    ModelKind kind = ModelKind::Unknown;
    std::string title;
    std::uint64_t bytes = 0;
    Message problem;               // why it cannot be used; empty otherwise
};

// Everything in the folders, in their order, by name within each. Files that were put there by hand are recognised.
std::vector<InstalledModel> installedModels(const std::vector<std::filesystem::path>& folders);

// The first usable one of a kind. None: none is installed.
std::optional<std::filesystem::path> installedModel(ModelKind kind, const std::vector<std::filesystem::path>& folders);

// Copies a model's files (and nothing else of its folder) into a folder of its own below `folder`: shared on disk where the
// file system can, so that a second gigabyte is not taken. One stage, a step a file. Throws Error(BadModel) when it cannot
// be used or is there already, Error(Disk) when there is no room; then nothing is left behind.
InstalledModel importModel(const std::filesystem::path& source, const std::filesystem::path& folder, Progress& progress);

// Moves a model of the person's own folder to the desktop's trash and returns where it is now. Throws Error(BadModel)
// when there is no such model or it lies elsewhere, Error(Disk) when it cannot be moved.
std::filesystem::path removeModel(const std::string& id);

}  // namespace tintype::vault
