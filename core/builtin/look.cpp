#include "core/builtin/look.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/look_effects.h"
#include "core/builtin/mat.h"
#include "core/builtin/parallel.h"
#include "core/builtin/regions_cv.h"

namespace tintype::builtin {
namespace {

using paint::kBands;

bool blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n.,;!?") == std::string::npos;
}

std::string listed(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "\"" : ", \"") + word + "\"";
    return out;
}

void requireUnderstood(const Understanding& understanding) {
    if (understanding.unknown.empty() && !understanding.clauses.empty()) return;
    if (understanding.removal)
        throw Error(ErrorKind::Unsupported,
                    TINTYPE_NOOP("core",
                                 "The built-in engine does not take things out by words (%1). Choose Erase and brush over what should go."),
                    {listed(understanding.unknown)});
    throw Error(
        ErrorKind::Unsupported,
        TINTYPE_NOOP(
            "core",
            "The built-in engine does not understand %1. It knows brighter, darker, contrast, vivid, muted, "
            "warmer, cooler, black and white, sepia, vintage, cinematic, night, sunset, fog, rain, snow, "
            "stormy sky, autumn, blur the background, sharpen, denoise, \"change ... to <colour>\" and "
            "\"keep ...\". InstructPix2Pix can do the rest once its model is installed."),
        {listed(understanding.unknown)});
}

void requireMaskFits(const image::Image& photo, const image::Mask& mask) {
    if (mask.null()) return;
    if (!(mask.size() == photo.size()))
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The mask is %1 x %2 pixels, the photo %3 x %4."),
                    {std::to_string(mask.size().width), std::to_string(mask.size().height),
                     std::to_string(photo.width()), std::to_string(photo.height())});
    if (mask.bounds().empty())
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The mask is empty: brush over what should change."), {});
}

// A thing that only its name describes must be brushed over.
void requirePlace(const Clause& clause, const image::Mask& mask) {
    if (!mask.null()) return;
    if (!clause.thing.empty() && clause.region.empty())
        throw Error(ErrorKind::Unsupported,
                    TINTYPE_NOOP("core",
                                 "The built-in engine cannot find \"%1\" by itself. Brush over it, or name "
                                 "its colour, and run it again."),
                    {clause.thing});
    if (clause.effect == Effect::Recolour && clause.region.empty())
        throw Error(ErrorKind::Unsupported,
                    TINTYPE_NOOP("core", "Brush over what should become %1, or name it, and run it again."),
                    {clause.toColour});
}

Message missing(const std::string& region) {
    if (region == "sky")
        return {TINTYPE_NOOP("core", "No sky was found in this photo. Brush over the sky and run it again."),
                {}};
    if (region == "faces")
        return {
            TINTYPE_NOOP("core", "No face was found in this photo. Brush over the face and run it again."),
            {}};
    if (region == "foliage")
        return {TINTYPE_NOOP(
                    "core", "No grass or leaves were found in this photo. Brush over them and run it again."),
                {}};
    if (region == "water")
        return {
            TINTYPE_NOOP("core", "No water was found in this photo. Brush over the water and run it again."),
            {}};
    if (isColour(region))
        return {TINTYPE_NOOP(
                    "core",
                    "Nothing %1 was found in this photo. Brush over what should change and run it again."),
                {region}};
    return {TINTYPE_NOOP("core", "No clear subject was found in this photo. Brush over it and run it again."),
            {}};
}

bool found(const cv::Mat& weights) {
    return cv::countNonZero(weights > 0.5f) * 2500.0 > double(weights.total());
}

// The part a word names. With a mask, what cannot be found is what was brushed: an empty matrix.
cv::Mat placeOf(const std::string& region, const std::string& thing, Scene& scene, const cv::Mat& rgb,
                const cv::Mat& mask, const Progress& progress) {
    if (isColour(region)) {
        const cv::Mat weights = colourWeights(scene, rgb, region, thing, progress);
        if (found(mask.empty() ? weights : cv::Mat(weights.mul(mask)))) return weights;
    } else if (scene.has(region)) {
        const cv::Mat weights = scene.region(region);
        if (mask.empty() || found(weights.mul(mask))) return weights;
    }
    if (mask.empty()) throw Error(ErrorKind::Unsupported, missing(region));
    return {};
}

void multiply(cv::Mat& weights, const cv::Mat& by) {
    if (by.empty()) return;
    weights = weights.empty() ? by.clone() : cv::Mat(weights.mul(by));
}

void exclude(cv::Mat& weights, const std::string& kept, Scene& scene, const cv::Mat& rgb,
             Progress& progress) {
    if (!isColour(kept) && !scene.has(kept)) {
        progress.warn(
            {TINTYPE_NOOP("core",
                          "The part to keep was not found in this photo, so nothing was kept from change."),
             {}});
        return;
    }
    multiply(weights, 1.0 - (isColour(kept) ? colourWeights(scene, rgb, kept, {}, progress) : scene.region(kept)));
}

// Deterministic effects differ a little between seeds, so that several variations are a choice.
double variation(std::uint64_t seed) {
    static constexpr double kFactors[] = {1.0, 0.8, 1.22, 0.62};
    return kFactors[seed % 4];
}

float amountOf(const Clause& clause, const LookOptions& options) {
    const double strength = std::clamp(options.strength, 0.0, 2.0);
    const bool stochastic = clause.effect == Effect::Rain || clause.effect == Effect::Snow ||
                            clause.effect == Effect::StormySky || clause.effect == Effect::Fog;
    const bool plain = clause.effect == Effect::Recolour || clause.effect == Effect::BlackAndWhite;
    return static_cast<float>(clause.amount * strength *
                              (stochastic || plain ? 1.0 : variation(options.seed)));
}

void apply(const Clause& clause, Job& job) {
    switch (clause.effect) {
        case Effect::Exposure:
            return applyExposure(job);
        case Effect::Contrast:
            return applyContrast(job);
        case Effect::Saturation:
            return applySaturation(job);
        case Effect::Warmth:
            return applyWarmth(job);
        case Effect::BlackAndWhite:
            return applyBlackAndWhite(job);
        case Effect::Sepia:
            return applySepia(job);
        case Effect::Vintage:
            return applyVintage(job);
        case Effect::Cinematic:
            return applyCinematic(job);
        case Effect::Night:
            return applyNight(job);
        case Effect::Sunset:
            return applySunset(job);
        case Effect::Fog:
            return applyFog(job);
        case Effect::Rain:
            return applyRain(job);
        case Effect::Snow:
            return applySnow(job);
        case Effect::StormySky:
            return applyStormySky(job);
        case Effect::Autumn:
            return applyAutumn(job);
        case Effect::BlurBackground:
            return applyBlurBackground(job);
        case Effect::Blur:
            return applyBlur(job);
        case Effect::Sharpen:
            return applySharpen(job);
        case Effect::Denoise:
            return applyDenoise(job);
        case Effect::Recolour:
            return applyRecolour(job, clause.toColour);
    }
}

Message stageOf(const Clause& clause) {
    Understanding single;
    single.clauses = {clause};
    return describeClauses(single).front();
}

// Rounds to the photo's depth. What no clause touched is the photo's own value to the bit; what was, gets
// half a step of noise, the same in all channels, so that smooth skies do not band.
template <typename Channel>
void store(const cv::Mat& before, const cv::Mat& after, const Progress& progress, image::Image& out) {
    constexpr float kMost = sizeof(Channel) == 1 ? 255.0f : 65535.0f;
    const int channels = out.channels();
    std::uint8_t* data = out.mutableData();
    inRows(after.rows, progress, [&](int y) {
        auto* to = reinterpret_cast<Channel*>(data + out.rowBytes() * std::size_t(y));
        for (int x = 0; x < after.cols; ++x, to += channels) {
            const auto& from = before.at<paint::Colour>(y, x);
            const auto& value = after.at<paint::Colour>(y, x);
            if (from == value) continue;
            const float noise = paint::unit(paint::hash(std::uint32_t(x), std::uint32_t(y), 0x7469)) - 0.5f;
            for (int c = 0; c < 3; ++c)
                to[c] =
                    static_cast<Channel>(std::clamp(value[c] * kMost + 0.5f + 0.98f * noise, 0.0f, kMost));
        }
    });
}

}  // namespace

int passes(Effect effect) {
    switch (effect) {
        case Effect::StormySky:
        case Effect::Fog:
        case Effect::BlurBackground:
        case Effect::Blur:
            return 2;
        case Effect::Rain:
            return 4;
        case Effect::Snow:
            return 5;
        default:
            return 1;
    }
}

image::Image look(const image::Image& photo, const std::string& instruction, const image::Mask& mask,
                  const LookOptions& options, Progress& progress) {
    if (photo.empty())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no photo to edit."), {});
    if (blank(instruction))
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The instruction is empty: write what should change."), {});
    const Understanding understanding = understand(instruction);
    requireUnderstood(understanding);
    requireMaskFits(photo, mask);
    for (const Clause& clause : understanding.clauses) requirePlace(clause, mask);

    Scene scene(photo, mask, progress);
    const cv::Mat before = toFloat(photo), brushed = mask.null() ? cv::Mat() : toWeights(mask);
    progress.check();
    cv::Mat rgb = before.clone();
    const double share = 1.0 / double(understanding.clauses.size());
    for (const Clause& clause : understanding.clauses) {
        progress.begin(stageOf(clause), kBands * passes(clause.effect), share);
        cv::Mat weights = brushed.clone();
        if (!clause.region.empty())
            multiply(weights, placeOf(clause.region, clause.thing, scene, rgb, brushed, progress));
        for (const std::string& kept : clause.keep) exclude(weights, kept, scene, before, progress);
        progress.check();
        Job job{rgb, weights, scene, progress, amountOf(clause, options), options.seed};
        apply(clause, job);
    }
    image::Image out = photo;
    if (photo.depth() == image::Depth::U8)
        store<std::uint8_t>(before, rgb, progress, out);
    else
        store<std::uint16_t>(before, rgb, progress, out);
    return out;
}

}  // namespace tintype::builtin
