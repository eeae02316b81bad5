#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/verbs.h"
#include "core/base/safe_file.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

// Where installed models are looked for: the person's folder, then TINTYPE_MODEL_PATH, then the system's.
std::vector<fs::path> modelFolders() {
    std::vector<fs::path> folders;
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    if (data && *data) folders.push_back(fs::path(data) / "tintype/models");
    else if (home && *home) folders.push_back(fs::path(home) / ".local/share/tintype/models");
    if (const char* more = std::getenv("TINTYPE_MODEL_PATH")) {
        std::istringstream list(more);
        for (std::string folder; std::getline(list, folder, ':');)
            if (!folder.empty()) folders.emplace_back(folder);
    }
    folders.emplace_back("/usr/share/tintype/models");
    return folders;
}

std::vector<fs::path> modelsIn(const fs::path& folder) {
    std::vector<fs::path> models;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) models.push_back(entry.path());
    return models;
}

void listAsJson() {
    nlohmann::ordered_json event{{"event", "models"}};
    event["models"] = nlohmann::ordered_json::array();
    event["searched"] = nlohmann::ordered_json::array();
    for (const fs::path& folder : modelFolders()) {
        event["searched"].push_back(folder.native());
        for (const fs::path& model : modelsIn(folder))
            event["models"].push_back({{"path", model.native()}, {"usable", false}});
    }
    std::cout << event.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
}

int list(Reporter& reporter) {
    if (reporter.json()) {
        listAsJson();
        return kDone;
    }
    int found = 0;
    for (const fs::path& folder : modelFolders()) {
        for (const fs::path& model : modelsIn(folder)) {
            reporter.say(displayName(model) + "  (cannot be run by this version)");
            ++found;
        }
    }
    if (found == 0) reporter.say("No models are installed; all tools use their built-in engines.");
    reporter.say("Looked in:");
    for (const fs::path& folder : modelFolders()) reporter.say("  " + displayName(folder));
    return kDone;
}

void checkExists(const fs::path& path) {
    std::error_code error;
    if (fs::exists(path, error)) return;
    throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "The model %1 does not exist."), {displayName(path)});
}

}  // namespace

int modelsVerb(const Arguments& arguments) {
    CLI::App app("Lists, inspects, imports, downloads or removes model files.", "tintype models");
    Common common;
    std::string action;
    std::string subject;
    app.add_option("ACTION", action, "list | inspect PATH | import PATH | download ID | remove ID")
        ->required()
        ->check(CLI::IsMember({"list", "inspect", "import", "download", "remove"}))
        ->type_name("ACTION");
    app.add_option("SUBJECT", subject, "The path or the name of a model")->type_name("PATH|ID");
    addSpeech(app, common);
    if (const auto status = parse(app, arguments)) return *status;
    if ((action == "list") != subject.empty())
        return usageError(app.get_name(), action == "list" ? "list takes nothing more" : action + " needs a PATH or ID",
                          arguments);
    Reporter reporter("models", common);
    return guarded(reporter, {}, [&]() -> int {
        if (action == "list") return list(reporter);
        if (action == "inspect" || action == "import") {
            checkExists(subject);
            throw Error(ErrorKind::BadModel,
                        TINTYPE_NOOP("core", "%1 cannot be used: this version runs the built-in engines only, not "
                                             "yet model files."),
                        {displayName(subject)});
        }
        throw Error(ErrorKind::BadModel,
                    TINTYPE_NOOP("core", "There is no model \"%1\": this version knows no models yet."), {subject});
    });
}

}  // namespace tintype::cli
