#include "core/vault/installed.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/checkpoint/strict_json.h"
#include "core/vault/import_record.h"
#include "core/vault/recognise.h"
#include "core/vault/trash.h"

namespace tintype::vault {

namespace {

namespace fs = std::filesystem;

std::optional<fs::path> personalFolder() {
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    if (data && *data) return fs::path(data) / "tintype/models";
    if (home && *home) return fs::path(home) / ".local/share/tintype/models";
    return std::nullopt;
}

std::vector<fs::path> entriesOf(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (!entry->path().filename().native().starts_with('.')) entries.push_back(entry->path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

InstalledModel describe(const fs::path& place) {
    InstalledModel installed;
    installed.id = place.filename().native();
    installed.place = place;
    installed.path = place;
    try {
        if (const auto record = readImportRecord(place)) installed.path = place / record->entry;
        const Model model = recognise(installed.path);
        installed.kind = model.kind;
        installed.title = model.title;
        installed.bytes = model.bytes();
        requireUsable(model);
    } catch (const Error& error) {
        installed.problem = error.message();
        if (installed.title.empty()) installed.title = factsOf(ModelKind::Unknown).title;
    }
    return installed;
}

}  // namespace

fs::path ownModelFolder() {
    if (const auto own = personalFolder()) return *own;
    throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "There is no folder for models: neither XDG_DATA_HOME nor HOME is set."), {});
}

std::vector<fs::path> modelFolders() {
    std::vector<fs::path> folders;
    if (const auto own = personalFolder()) folders.push_back(*own);
    if (const char* more = std::getenv("TINTYPE_MODEL_PATH")) {
        std::istringstream list(more);
        for (std::string folder; std::getline(list, folder, ':');)
            if (!folder.empty()) folders.emplace_back(folder);
    }
    folders.emplace_back("/usr/share/tintype/models");
    return folders;
}

std::vector<InstalledModel> installedModels(const std::vector<fs::path>& folders) {
    std::vector<InstalledModel> models;
    for (const fs::path& folder : folders)
        for (const fs::path& entry : entriesOf(folder)) models.push_back(describe(entry));
    return models;
}

std::optional<fs::path> installedModel(ModelKind kind, const std::vector<fs::path>& folders) {
    for (const InstalledModel& model : installedModels(folders))
        if (model.kind == kind && model.problem.empty()) return model.path;
    return std::nullopt;
}

fs::path removeModel(const std::string& id) {
    std::error_code error;
    const fs::path own = ownModelFolder();
    const bool plainName = !id.empty() && fs::path(id) == fs::path(id).filename() && id[0] != '.';
    if (plainName && fs::exists(fs::symlink_status(own / id, error))) return moveToTrash(own / id);
    for (const fs::path& folder : modelFolders())
        if (plainName && fs::exists(folder / id, error))
            throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "The model %1 lies in %2, which is not your own models folder; remove it there by hand."),
                        {id, displayName(folder)});
    throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "There is no installed model \"%1\"."), {id});
}

}  // namespace tintype::vault
