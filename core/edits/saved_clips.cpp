#include "core/edits/saved_clips.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/recipe.h"
#include "core/edits/saved_latents.h"

namespace tintype::edits {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

enum class Model { Named, Any };

// What of a recipe decides the latents; empty: it is not the recipe of such a clip.
std::string identityOf(const std::string& recipe, Model model = Model::Named) {
    Json json = Json::parse(recipe, nullptr, false);
    if (!json.is_object() || json.value("tool", Json()) != "animate") return {};
    if (model == Model::Any) json["model"] = Json::object();
    if (!json.contains("model") || !json["model"].is_object()) return {};
    Json parameters = json.value("parameters", Json::object());
    if (!parameters.is_object()) return {};
    for (const char* name : {"fps", "loop", "motion", "decode_chunk"}) parameters.erase(name);
    const Json source = json.value("source", Json());
    return Json{{"parameters", parameters}, {"seed", json.value("seed", Json())}, {"model", json["model"].value("sha256", Json())},
                {"source", source.is_object() ? source.value("sha256", Json()) : Json()}}
        .dump(-1, ' ', true, Json::error_handler_t::replace);
}

}  // namespace

std::optional<SavedClip> savedClipIn(const fs::path& file) {
    const auto heading = readHeading(file);
    if (!heading) return std::nullopt;
    std::error_code error;
    return SavedClip{file, heading->recipe, heading->model, heading->step, heading->steps, heading->frames, heading->clip, fs::last_write_time(file, error)};
}

std::vector<SavedClip> savedClips() {
    std::vector<SavedClip> clips;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(latentsFolder(), error)) {
        if (entry.path().extension() != ".latents") continue;
        if (auto clip = savedClipIn(entry.path())) clips.push_back(std::move(*clip));
    }
    std::sort(clips.begin(), clips.end(), [](const SavedClip& a, const SavedClip& b) { return a.time > b.time; });
    return clips;
}

namespace {

std::optional<SavedClip> keptAs(const std::string& recipe, Model model) {
    const std::string identity = identityOf(recipe, model);
    if (identity.empty()) return std::nullopt;
    for (SavedClip& clip : savedClips())
        if (identityOf(clip.recipe, model) == identity) return std::move(clip);
    return std::nullopt;
}

}  // namespace

std::optional<SavedClip> savedClipOf(const std::string& recipe) { return keptAs(recipe, Model::Named); }

std::optional<SavedClip> savedClipOf(const Request& request) {
    const auto* work = std::get_if<Animate>(&request.work);
    return work ? keptAs(recipeOf(request, {}, work->seed), Model::Any) : std::nullopt;
}

Request decodeAgain(const SavedClip& clip) {
    auto kept = readLatents(clip.file);
    if (!kept) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 holds no clip that can be painted again."), {displayName(clip.file)});
    Request request = requestOf(kept->heading.recipe);
    auto* work = std::get_if<Animate>(&request.work);
    if (!work) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 holds no clip that can be painted again."), {displayName(clip.file)});
    work->latents = clip.file;
    work->photo = std::move(kept->photo);
    work->size = kept->heading.clip;
    request.options.engine = Engine::Model;
    request.options.model = kept->heading.model;
    request.options.precision = kept->heading.precision;
    return request;
}

}  // namespace tintype::edits
