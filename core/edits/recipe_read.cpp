// Recipes come inside pictures from anywhere, so every value is checked before it is believed.
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/edits/base64.h"
#include "core/edits/limits.h"
#include "core/edits/recipe.h"
#include "core/edits/recipe_words.h"
#include "core/image/read.h"

namespace tintype::edits {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxRecipeBytes = 64u << 20;
constexpr int kMaxDepth = 8;
constexpr std::uint64_t kMaskBudget = 2ull << 30;

[[noreturn]] void refuse(std::string reason) {
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "This is not a usable recipe: %1."), {std::move(reason)});
}

Json parsed(const std::string& text) {
    if (text.size() > kMaxRecipeBytes) refuse("it is larger than 64 MiB");
    // nlohmann has no depth limit of its own and frees deep values recursively.
    const auto shallow = [](int depth, Json::parse_event_t, Json&) {
        if (depth > kMaxDepth) refuse("it is nested too deep");
        return true;
    };
    try {
        return Json::parse(text, shallow);
    } catch (const Json::exception&) {
        refuse("it is not valid JSON");
    }
}

// One JSON object and how its members are taken: absent or null means the usual value.
class Members {
public:
    explicit Members(const Json& object) : m_object(object) {
        if (!object.is_object()) refuse("a part of it is not an object");
    }

    template <typename Number>
    Number number(const char* name, Number usual, Range<Number> range) const {
        const Json* value = find(name);
        if (!value) return usual;
        if (!value->is_number() || (std::is_integral_v<Number> && !value->is_number_integer()))
            refuse(std::string("\"") + name + "\" is not a number of its kind");
        // Compared as double first: an integer that does not fit would wrap.
        const double wide = value->get<double>();
        if (!Range<double>{static_cast<double>(range.low), static_cast<double>(range.high)}.holds(wide))
            refuse(std::string("\"") + name + "\" is outside its range");
        return value->get<Number>();
    }

    std::string text(const char* name, std::size_t limit) const {
        const Json* value = find(name);
        if (!value) return {};
        if (!value->is_string()) refuse(std::string("\"") + name + "\" is not a text");
        if (value->get_ref<const std::string&>().size() > limit) refuse(std::string("\"") + name + "\" is too long");
        return value->get<std::string>();
    }

    bool truth(const char* name, bool usual) const {
        const Json* value = find(name);
        if (!value) return usual;
        if (!value->is_boolean()) refuse(std::string("\"") + name + "\" is neither true nor false");
        return value->get<bool>();
    }

    const Json* find(const char* name) const {
        const auto found = m_object.find(name);
        return found == m_object.end() || found->is_null() ? nullptr : &*found;
    }

private:
    const Json& m_object;
};

Sampler samplerOf(const std::string& name) {
    for (const Sampler sampler : {Sampler::Own, Sampler::EulerAncestral, Sampler::Ddim, Sampler::DpmSolver2M})
        if (name.empty() || name == samplerName(sampler)) return sampler;
    refuse("\"sampler\" is not known");
}

video::Loop loopOf(const std::string& name) {
    for (const video::Loop loop : {video::Loop::None, video::Loop::Boomerang, video::Loop::Crossfade})
        if (name.empty() || name == loopName(loop)) return loop;
    refuse("\"loop\" is not known");
}

Framing framingOf(const std::string& name) {
    for (const Framing framing : {Framing::Crop, Framing::Pad, Framing::BlurredPad})
        if (name.empty() || name == framingName(framing)) return framing;
    refuse("\"framing\" is not known");
}

Rect partOf(const Json& part) {
    constexpr Range<int> kPixels{0, 65535};
    const Members box(part);
    return {box.number("x", 0, kPixels), box.number("y", 0, kPixels), box.number("width", 0, kPixels), box.number("height", 0, kPixels)};
}

int longSide(const Members& members, int usual) {
    const int value = members.number<int>("long_side", usual, {-1, kLongSideRange.high});
    if (value > 0 && !kLongSideRange.holds(value)) refuse("\"long_side\" is outside its range");
    return value;
}

// As it was painted; its size is compared with the photo's when the request runs.
image::Mask maskOf(const Json& recipe) {
    const std::string text = Members(recipe).text("mask", kMaxRecipeBytes);
    if (text.empty()) return {};
    const auto bytes = fromBase64(text);
    if (!bytes) refuse("\"mask\" is not base64");
    const image::Image picture = image::readBytes(*bytes, "mask.png", {kMaskBudget});
    return image::maskFromImage(picture, picture.size());
}

Work instructOf(const Members& members, const Json& recipe) {
    Instruct work;
    work.instruction = members.text("instruction", kMaxInstructionBytes);
    work.english = members.text("english", kMaxInstructionBytes);
    work.steps = members.number("steps", work.steps, kStepsRange);
    work.textGuidance = members.number("text_guidance", work.textGuidance, kTextGuidanceRange);
    work.imageGuidance = members.number("image_guidance", work.imageGuidance, kImageGuidanceRange);
    work.sampler = samplerOf(members.text("sampler", 40));
    work.longSide = longSide(members, work.longSide);
    work.mask = maskOf(recipe);
    return work;
}

builtin::PlacedLayer markOf(const Json& mark) {
    if (!mark.is_object()) refuse("\"mark\" is not an object");
    const Members members(mark);
    const auto bytes = fromBase64(members.text("layer", kMaxRecipeBytes));
    if (!bytes || bytes->empty()) refuse("the mark's \"layer\" is not base64");
    constexpr Range<int> kPixels{0, 65535};
    builtin::PlacedLayer layer{image::readBytes(*bytes, "mark.png", {kMaskBudget}), members.number("x", 0, kPixels), members.number("y", 0, kPixels)};
    if (!layer.pixels.hasAlpha() || layer.pixels.depth() != image::Depth::U16) refuse("the mark's \"layer\" is not 16-bit RGBA");
    layer.pixels.origin = {};
    return layer;
}

Work eraseOf(const Members& members, const Json& recipe) {
    Erase work;
    work.grow = members.number("grow", work.grow, kGrowRange);
    work.feather = members.number("feather", work.feather, kFeatherRange);
    work.crop = members.truth("crop", work.crop);
    work.mask = maskOf(recipe);
    if (const Json* mark = members.find("mark")) work.mark = markOf(*mark);
    return work;
}

Work cartoonOf(const Members& members) {
    Cartoon work;
    work.strength = members.number("strength", work.strength, kCartoonStrengthRange);
    work.longSide = std::max(0, longSide(members, work.longSide));
    return work;
}

void takeFaces(Restore& work, const Json& faces) {
    if (!faces.is_array() || faces.size() > kMaxFaces) refuse("\"faces\" is not a list of boxes");
    constexpr Range<int> kPixels{0, 65535};
    work.faces.emplace();
    for (const Json& face : faces) {
        const Members box(face);
        work.faces->push_back({box.number("x", 0, kPixels), box.number("y", 0, kPixels),
                               box.number("width", 0, kPixels), box.number("height", 0, kPixels)});
        if (!box.find("strength")) continue;
        work.faceStrengths.push_back(box.number("strength", work.strength, kRestoreStrengthRange));
    }
    if (!work.faceStrengths.empty() && work.faceStrengths.size() != work.faces->size())
        refuse("only some faces have a strength");
}

Work restoreOf(const Members& members) {
    Restore work;
    work.strength = members.number("strength", work.strength, kRestoreStrengthRange);
    work.likeness = members.number("likeness", work.likeness, kLikenessRange);
    work.aligned = members.truth("aligned", work.aligned);
    work.upscale = members.number("upscale", work.upscale, kUpscaleRange);
    if (const Json* faces = members.find("faces")) takeFaces(work, *faces);
    return work;
}

Work animateOf(const Members& members) {
    Animate work;
    work.prompt = members.text("prompt", kMaxInstructionBytes);
    work.negative = members.text("negative", kMaxInstructionBytes);
    work.frames = members.number("frames", work.frames, kFramesRange);
    work.motionFps = members.number("motion_fps", work.motionFps, kMotionFpsRange);
    work.fps = members.number("fps", work.fps, kFpsRange);
    work.steps = members.number("steps", work.steps, kStepsRange);
    work.guidance = members.number("guidance", work.guidance, kGuidanceRange);
    work.motion = members.number("motion", work.motion, kMotionRange);
    work.size = {members.number<int>("width", 0, {0, kClipSideRange.high}),
                 members.number<int>("height", 0, {0, kClipSideRange.high})};
    work.loop = loopOf(members.text("loop", 40));
    work.raw = members.truth("raw", work.raw);
    work.framing = framingOf(members.text("framing", 40));
    if (const Json* part = members.find("part")) work.part = partOf(*part);
    return work;
}

Work interpolateOf(const Members& members) {
    if (members.find("fps")) {
        InterpolateClip work;
        work.fps = members.number("fps", work.fps, kFpsRange);
        work.flowScale = members.number("flow_scale", work.flowScale, kFlowScaleRange);
        return work;
    }
    InterpolatePair work;
    work.at = members.number("at", work.at, kAtRange);
    work.flowScale = members.number("flow_scale", work.flowScale, kFlowScaleRange);
    return work;
}

template <typename ClipWork>
void takeClipPart(ClipWork& work, const Members& members) {
    const Json* part = members.find("clip");
    if (!part) return;
    const Members clip(*part);
    work.span.start = clip.number("start", work.span.start, kClipSecondsRange);
    work.span.end = clip.number("end", work.span.end, kClipSecondsRange);
    work.coding.codec = clip.text("codec", 20);
    work.coding.crf = clip.number("crf", work.coding.crf, kCrfRange);
}

Work exportOf(const Members& members) {
    ExportClip work;
    work.speed = members.number("speed", work.speed, kSpeedRange);
    if (members.number("fps", 0.0, {0.0, kFpsRange.high}) > 0.0) work.fps = members.number("fps", work.fps, kFpsRange);
    work.loop = loopOf(members.text("loop", 40));
    work.fade = members.number("fade", work.fade, kFadeRange);
    work.repeats = members.number("repeats", work.repeats, kRepeatsRange);
    work.longSide = std::max(0, longSide(members, work.longSide));
    if (members.find("poster")) work.poster = members.number("poster", 0.0, kClipSecondsRange);
    takeClipPart(work, members);
    return work;
}

Work pictureToolOf(const std::string& tool, const Members& members, const Json& recipe) {
    if (tool == "edit") return instructOf(members, recipe);
    if (tool == "erase") return eraseOf(members, recipe);
    if (tool == "cartoon") return cartoonOf(members);
    if (tool == "restore") return restoreOf(members);
    refuse("its tool is not known to this version");
}

// A picture tool's recipe with a part about a clip is about every frame of it.
Work overClip(const Work& picture, const Members& members) {
    EditClip work;
    std::visit(
        [&]<typename Each>(const Each& each) {
            if constexpr (std::is_constructible_v<PictureTool, Each>) work.tool = each;
        },
        picture);
    takeClipPart(work, members);
    return work;
}

Work workOf(const std::string& tool, const Members& members, const Json& recipe) {
    if (tool == "animate") return animateOf(members);
    if (tool == "interpolate") return interpolateOf(members);
    if (tool == "clip") return exportOf(members);
    const Work picture = pictureToolOf(tool, members, recipe);
    return members.find("clip") ? overClip(picture, members) : picture;
}

std::uint64_t seedOf(const Members& recipe) {
    const Json* seed = recipe.find("seed");
    if (!seed) return 0;
    if (!seed->is_number_unsigned()) refuse("\"seed\" is not a whole number from 0");
    return seed->get<std::uint64_t>();
}

Precision precisionOf(const Members& members) {
    const std::string name = members.text("precision", 20);
    for (const Precision each : {Precision::Auto, Precision::Float32, Precision::Float16, Precision::BFloat16})
        if (name == precisionName(each)) return each;
    refuse("\"precision\" is not one of those there are");
}

}  // namespace

int qualityOf(const std::string& recipe) {
    const Json json = parsed(recipe);
    const Json* output = Members(json).find("output");
    return output ? Members(*output).number<int>("quality", 0, {0, 100}) : 0;
}

Request requestOf(const std::string& recipe) {
    const Json json = parsed(recipe);
    const Members members(json);
    if (members.number<int>("tintype", 0, {0, 1000000}) < 1) refuse("it does not say \"tintype\": 1");
    if (members.number<int>("tintype", 0, {0, 1000000}) > kRecipeVersion) refuse("it was made by a newer version");
    const Json none = Json::object();
    const Json* parameters = members.find("parameters");
    Request request;
    request.work = workOf(members.text("tool", 40), Members(parameters ? *parameters : none), json);
    if (auto* work = std::get_if<Instruct>(&request.work)) work->seed = seedOf(members);
    if (auto* work = std::get_if<Animate>(&request.work)) work->seed = seedOf(members);
    if (auto* work = std::get_if<EditClip>(&request.work))
        if (auto* tool = std::get_if<Instruct>(&work->tool)) tool->seed = seedOf(members);
    const Json* model = members.find("model");
    request.options.precision = precisionOf(model ? Members(*model) : members);
    request.options.engine = model ? Engine::Model : Engine::BuiltIn;
    return request;
}

}  // namespace tintype::edits
