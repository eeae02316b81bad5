#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/interrupt.h"
#include "app/cli/model_report.h"
#include "app/cli/verbs.h"
#include "core/base/safe_file.h"
#include "core/vault/recognise.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

struct BuiltIn {
    const char* tool;
    const char* what;
};

constexpr BuiltIn kBuiltIn[] = {{"edit", "looks and colours by words"},   {"erase", "fill from the surroundings"},
                                {"cartoon", "flat colours and ink lines"}, {"restore", "noise, sharpness, faces and colour"},
                                {"animate", "a camera move over the photo"}, {"interpolate", "frames by optical flow"}};

int list(Reporter& reporter) {
    const auto folders = vault::modelFolders();
    const auto models = vault::installedModels(folders);
    if (reporter.json()) {
        nlohmann::ordered_json event{{"event", "models"}, {"builtin", nlohmann::ordered_json::array()}, {"models", nlohmann::ordered_json::array()},
                                     {"searched", nlohmann::ordered_json::array()}};
        for (const BuiltIn& engine : kBuiltIn) event["builtin"].push_back({{"tool", engine.tool}, {"what", engine.what}});
        for (const auto& model : models) event["models"].push_back(jsonOf(model));
        for (const fs::path& folder : folders) event["searched"].push_back(folder.native());
        printLine(event);
        return kDone;
    }
    reporter.say("Built-in engines, always there:");
    for (const BuiltIn& engine : kBuiltIn) reporter.say(std::string("  ") + engine.tool + ": " + engine.what);
    reporter.say(models.empty() ? "No models are installed; all tools use their built-in engines." : "Installed models:");
    for (const auto& model : models) sayInstalled(reporter, model);
    reporter.say("Looked in:");
    for (const fs::path& folder : folders) reporter.say("  " + displayName(folder));
    return kDone;
}

int inspect(Reporter& reporter, const std::string& subject) {
    const vault::Model model = vault::recognise(subject);
    if (reporter.json()) printLine(jsonOf(model));
    else sayModel(reporter, model);
    vault::requireUsable(model);
    return kDone;
}

int importPath(Reporter& reporter, const std::string& subject) {
    Interrupt interrupt;
    Progress progress(interrupt.token(), [&](const Tick& tick) { reporter.progress(tick); }, [&](const Message& message) { reporter.warning(message); });
    const auto model = vault::importModel(subject, vault::ownModelFolder(), progress);
    auto event = jsonOf(model);
    event["event"] = "imported";
    if (reporter.json()) printLine(event);
    reporter.say(model.title + " is installed as \"" + model.id + "\" in " + displayName(model.place) + ".");
    return kDone;
}

int removeInstalled(Reporter& reporter, const std::string& id) {
    const fs::path now = vault::removeModel(id);
    if (reporter.json()) printLine({{"event", "removed"}, {"id", id}, {"path", now.native()}});
    reporter.say("\"" + id + "\" is in the trash now: " + displayName(now));
    return kDone;
}

// The program opens no connection of its own; it says where the files are.
int download(const std::string& id) {
    const auto kind = vault::kindOf(id);
    if (!kind) throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "There is no model \"%1\" in the catalogue. Known are %2."), {id, vault::catalogueIds()});
    const vault::KindFacts& facts = vault::factsOf(*kind);
    throw Error(ErrorKind::BadModel,
                TINTYPE_NOOP("core", "This version downloads nothing. %1 is published at %2; load it there, then run `tintype models import PATH`."),
                {facts.title, facts.page});
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
        if (action == "inspect") return inspect(reporter, subject);
        if (action == "import") return importPath(reporter, subject);
        if (action == "remove") return removeInstalled(reporter, subject);
        return download(subject);
    });
}

}  // namespace tintype::cli
