#include <nlohmann/json.hpp>

#include "core/base/safe_file.h"
#include "core/edits/base64.h"
#include "core/edits/pixels.h"
#include "core/edits/recipe.h"
#include "core/edits/recipe_words.h"
#include "core/image/write.h"

namespace tintype::edits {

namespace {

using Json = nlohmann::ordered_json;

Json facesOf(const Restore& work) {
    if (!work.faces) return nullptr;
    Json faces = Json::array();
    for (std::size_t i = 0; i < work.faces->size(); ++i) {
        const Rect& box = (*work.faces)[i];
        Json face{{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}};
        if (!work.faceStrengths.empty()) face["strength"] = work.faceStrengths[i];
        faces.push_back(face);
    }
    return faces;
}

Json pngOf(const image::Image& picture) {
    image::WriteOptions options;
    options.format = image::Format::Png;
    return toBase64(image::encode(picture, options));
}

struct Parameters {
    Json operator()(const Instruct& work) const {
        Json json{{"instruction", work.instruction}};
        if (!work.english.empty()) json["english"] = work.english;
        json["steps"] = work.steps;
        json["text_guidance"] = work.textGuidance;
        json["image_guidance"] = work.imageGuidance;
        json["sampler"] = samplerName(work.sampler);
        json["long_side"] = work.longSide;
        return json;
    }
    Json operator()(const Erase& work) const {
        Json parameters{{"grow", work.grow}, {"feather", work.feather}, {"crop", work.crop}};
        if (!work.mark.pixels.empty()) parameters["mark"] = {{"x", work.mark.x}, {"y", work.mark.y}, {"layer", pngOf(work.mark.pixels)}};
        return parameters;
    }
    Json operator()(const Cartoon& work) const {
        return {{"strength", work.strength}, {"long_side", work.longSide}};
    }
    Json operator()(const Restore& work) const {
        return {{"strength", work.strength},
                {"faces", facesOf(work)},
                {"likeness", work.likeness},
                {"aligned", work.aligned},
                {"upscale", work.upscale}};
    }
    Json operator()(const Animate& work) const {
        Json json{{"prompt", work.prompt},     {"negative", work.negative},     {"frames", work.frames},
                {"motion_fps", work.motionFps}, {"fps", work.fps},            {"steps", work.steps},
                {"guidance", work.guidance}, {"motion", work.motion},         {"width", work.size.width},
                {"height", work.size.height}, {"loop", loopName(work.loop)},  {"raw", work.raw}};
        if (work.framing != Framing::Crop) json["framing"] = framingName(work.framing);
        if (!work.part.empty()) json["part"] = {{"x", work.part.x}, {"y", work.part.y}, {"width", work.part.width}, {"height", work.part.height}};
        return json;
    }
    Json operator()(const InterpolatePair& work) const { return withFlowScale({{"at", work.at}}, work.flowScale); }
    Json operator()(const InterpolateClip& work) const { return withFlowScale({{"fps", work.fps}}, work.flowScale); }

    Json operator()(const EditClip& work) const {
        Json json = std::visit(*this, work.tool);
        json["clip"] = clipPart(work.span, work.coding);
        return json;
    }
    Json operator()(const ExportClip& work) const {
        Json json{{"speed", work.speed}, {"fps", work.fps}, {"loop", loopName(work.loop)}};
        if (work.loop == video::Loop::Crossfade) json["fade"] = work.fade;
        json["repeats"] = work.repeats;
        json["long_side"] = work.longSide;
        json["poster"] = work.poster ? Json(*work.poster) : Json(nullptr);
        json["clip"] = clipPart(work.span, work.coding);
        return json;
    }

    static Json clipPart(const video::Span& span, const video::Coding& coding) {
        return {{"start", span.start}, {"end", span.end}, {"codec", coding.codec}, {"crf", coding.crf}};
    }

    static Json withFlowScale(Json json, double scale) {
        if (scale > 0) json["flow_scale"] = scale;
        return json;
    }
};

std::string nameOf(const std::filesystem::path& path) { return displayName(path.filename()); }

Json sourceOf(const image::Image& photo) {
    if (photo.empty()) return nullptr;
    return {{"name", nameOf(photo.origin.path)},
            {"sha256", pixelHash(photo)},
            {"width", photo.width()},
            {"height", photo.height()}};
}

struct Source {
    template <typename Work>
    Json operator()(const Work& work) const {
        return sourceOf(work.photo);
    }
    Json operator()(const InterpolatePair& work) const { return sourceOf(work.first); }
    Json operator()(const InterpolateClip& work) const { return named(work.clip); }
    Json operator()(const EditClip& work) const { return named(work.clip); }
    Json operator()(const ExportClip& work) const { return named(work.clip); }

    static Json named(const std::filesystem::path& clip) { return {{"name", nameOf(clip)}}; }
};

Json maskOf(const image::Mask& mask) {
    if (mask.null()) return nullptr;
    return pngOf(image::maskToImage(mask));
}

struct MaskOf {
    template <typename Work>
    Json operator()(const Work&) const {
        return nullptr;
    }
    Json operator()(const Instruct& work) const { return maskOf(work.mask); }
    Json operator()(const Erase& work) const { return maskOf(work.mask); }
    Json operator()(const EditClip& work) const { return std::visit(*this, work.tool); }
};

Json written(const Request& request, const std::string& engineName) {
    Json json{{"tintype", kRecipeVersion},
              {"version", TINTYPE_VERSION},
              {"tool", toolName(toolOf(request))},
              {"engine", engineName},
              {"model", nullptr},
              {"parameters", std::visit(Parameters{}, request.work)},
              {"seed", 0},
              {"source", std::visit(Source{}, request.work)}};
    if (const auto* pair = std::get_if<InterpolatePair>(&request.work)) json["second"] = sourceOf(pair->second);
    json["mask"] = std::visit(MaskOf{}, request.work);
    if (request.options.precision != Precision::Auto) json["precision"] = precisionName(request.options.precision);
    return json;
}

}  // namespace

struct RecipeWriter::State {
    const Request& request;
    std::string engine;
    Json json = nullptr;
};

RecipeWriter::RecipeWriter(const Request& request, std::string engineName)
    : m_state(new State{request, std::move(engineName)}) {}

RecipeWriter::~RecipeWriter() = default;

std::string RecipeWriter::withSeed(std::uint64_t seed, const ModelMark& model) const {
    Json& json = m_state->json;
    if (json.is_null()) json = written(m_state->request, m_state->engine);
    json["seed"] = seed;
    if (!model.name.empty()) json["model"] = {{"name", model.name}, {"sha256", model.sha256}, {"precision", model.precision}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string withParametersOf(const std::string& recipe, const Request& request) {
    Json json = Json::parse(recipe);
    json["parameters"] = std::visit(Parameters{}, request.work);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string withQuality(const std::string& recipe, int quality) {
    if (quality == 0) return recipe;
    Json json = Json::parse(recipe);
    json["output"] = {{"quality", quality}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string paintedAgain(const std::string& recipe, const Animate& work) {
    requestOf(recipe);
    Json json = Json::parse(recipe);
    Json& parameters = json["parameters"];
    parameters["fps"] = work.fps;
    parameters["loop"] = loopName(work.loop);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string recipeOf(const Request& request, const std::string& engineName, std::uint64_t seed) {
    return RecipeWriter(request, engineName).withSeed(seed);
}

}  // namespace tintype::edits
