#include <algorithm>
#include <iterator>

#include "core/builtin/look.h"

namespace tintype::builtin {
namespace {

struct Text {
    const char* key;
    const char* text;
};

constexpr Text kRegionTexts[] = {
    {"sky", TINTYPE_NOOP("core", "only the sky")},
    {"subject", TINTYPE_NOOP("core", "only the subject")},
    {"background", TINTYPE_NOOP("core", "only the background")},
    {"faces", TINTYPE_NOOP("core", "only faces")},
    {"foliage", TINTYPE_NOOP("core", "only grass and leaves")},
    {"water", TINTYPE_NOOP("core", "only the water")},
    {"red", TINTYPE_NOOP("core", "only what is red")},
    {"dark red", TINTYPE_NOOP("core", "only what is dark red")},
    {"orange", TINTYPE_NOOP("core", "only what is orange")},
    {"yellow", TINTYPE_NOOP("core", "only what is yellow")},
    {"gold", TINTYPE_NOOP("core", "only what is golden")},
    {"green", TINTYPE_NOOP("core", "only what is green")},
    {"dark green", TINTYPE_NOOP("core", "only what is dark green")},
    {"light green", TINTYPE_NOOP("core", "only what is light green")},
    {"teal", TINTYPE_NOOP("core", "only what is teal")},
    {"blue", TINTYPE_NOOP("core", "only what is blue")},
    {"dark blue", TINTYPE_NOOP("core", "only what is dark blue")},
    {"light blue", TINTYPE_NOOP("core", "only what is light blue")},
    {"purple", TINTYPE_NOOP("core", "only what is purple")},
    {"magenta", TINTYPE_NOOP("core", "only what is magenta")},
    {"pink", TINTYPE_NOOP("core", "only what is pink")},
    {"brown", TINTYPE_NOOP("core", "only what is brown")},
    {"beige", TINTYPE_NOOP("core", "only what is beige")},
    {"white", TINTYPE_NOOP("core", "only what is white")},
    {"black", TINTYPE_NOOP("core", "only what is black")},
    {"grey", TINTYPE_NOOP("core", "only what is grey")},
    {"silver", TINTYPE_NOOP("core", "only what is silver")},
};

constexpr Text kKeepTexts[] = {
    {"sky", TINTYPE_NOOP("core", "the sky stays as it is")},
    {"subject", TINTYPE_NOOP("core", "the subject stays as it is")},
    {"background", TINTYPE_NOOP("core", "the background stays as it is")},
    {"faces", TINTYPE_NOOP("core", "faces stay as they are")},
    {"foliage", TINTYPE_NOOP("core", "grass and leaves stay as they are")},
    {"water", TINTYPE_NOOP("core", "the water stays as it is")},
};

constexpr Text kColourTexts[] = {
    {"red", TINTYPE_NOOP("core", "Change the colour to red")},
    {"dark red", TINTYPE_NOOP("core", "Change the colour to dark red")},
    {"orange", TINTYPE_NOOP("core", "Change the colour to orange")},
    {"yellow", TINTYPE_NOOP("core", "Change the colour to yellow")},
    {"gold", TINTYPE_NOOP("core", "Change the colour to gold")},
    {"green", TINTYPE_NOOP("core", "Change the colour to green")},
    {"dark green", TINTYPE_NOOP("core", "Change the colour to dark green")},
    {"light green", TINTYPE_NOOP("core", "Change the colour to light green")},
    {"teal", TINTYPE_NOOP("core", "Change the colour to teal")},
    {"blue", TINTYPE_NOOP("core", "Change the colour to blue")},
    {"dark blue", TINTYPE_NOOP("core", "Change the colour to dark blue")},
    {"light blue", TINTYPE_NOOP("core", "Change the colour to light blue")},
    {"purple", TINTYPE_NOOP("core", "Change the colour to purple")},
    {"magenta", TINTYPE_NOOP("core", "Change the colour to magenta")},
    {"pink", TINTYPE_NOOP("core", "Change the colour to pink")},
    {"brown", TINTYPE_NOOP("core", "Change the colour to brown")},
    {"beige", TINTYPE_NOOP("core", "Change the colour to beige")},
    {"white", TINTYPE_NOOP("core", "Change the colour to white")},
    {"black", TINTYPE_NOOP("core", "Change the colour to black")},
    {"grey", TINTYPE_NOOP("core", "Change the colour to grey")},
    {"silver", TINTYPE_NOOP("core", "Change the colour to silver")},
};

template <std::size_t N>
const char* textOf(const Text (&table)[N], const std::string& key) {
    const auto found =
        std::find_if(std::begin(table), std::end(table), [&](const Text& row) { return key == row.key; });
    return found == std::end(table) ? nullptr : found->text;
}

const char* effectText(const Clause& clause) {
    const bool up = clause.amount >= 0.0;
    switch (clause.effect) {
        case Effect::Exposure:
            return up ? TINTYPE_NOOP("core", "Brighter") : TINTYPE_NOOP("core", "Darker");
        case Effect::Contrast:
            return up ? TINTYPE_NOOP("core", "More contrast") : TINTYPE_NOOP("core", "Less contrast");
        case Effect::Saturation:
            return up ? TINTYPE_NOOP("core", "More vivid") : TINTYPE_NOOP("core", "More muted");
        case Effect::Warmth:
            return up ? TINTYPE_NOOP("core", "Warmer") : TINTYPE_NOOP("core", "Cooler");
        case Effect::BlackAndWhite:
            return TINTYPE_NOOP("core", "Black and white");
        case Effect::Sepia:
            return TINTYPE_NOOP("core", "Sepia");
        case Effect::Vintage:
            return TINTYPE_NOOP("core", "Vintage");
        case Effect::Cinematic:
            return TINTYPE_NOOP("core", "Cinematic");
        case Effect::Night:
            return TINTYPE_NOOP("core", "Night");
        case Effect::Sunset:
            return TINTYPE_NOOP("core", "Sunset");
        case Effect::Fog:
            return TINTYPE_NOOP("core", "Fog");
        case Effect::Rain:
            return TINTYPE_NOOP("core", "Rain");
        case Effect::Snow:
            return TINTYPE_NOOP("core", "Snow");
        case Effect::StormySky:
            return TINTYPE_NOOP("core", "Stormy sky");
        case Effect::Autumn:
            return TINTYPE_NOOP("core", "Autumn");
        case Effect::BlurBackground:
            return TINTYPE_NOOP("core", "Blur the background");
        case Effect::Blur:
            return TINTYPE_NOOP("core", "Blur");
        case Effect::Sharpen:
            return TINTYPE_NOOP("core", "Sharpen");
        case Effect::Denoise:
            return TINTYPE_NOOP("core", "Remove noise");
        case Effect::Recolour:
            break;
    }
    const char* colour = textOf(kColourTexts, clause.toColour);
    return colour ? colour : TINTYPE_NOOP("core", "Change the colour");
}

void addRegion(const Clause& clause, std::vector<Message>& out) {
    if (const char* text = textOf(kRegionTexts, clause.region))
        out.push_back({text, {}});
    else if (!clause.thing.empty())
        out.push_back({TINTYPE_NOOP("core", "only where you brush (%1)"), {clause.thing}});
}

void addKept(const Understanding& understanding, std::vector<Message>& out) {
    if (understanding.clauses.empty()) return;
    for (const std::string& kept : understanding.clauses.front().keep) {
        const char* region = textOf(kKeepTexts, kept);
        if (region)
            out.push_back({region, {}});
        else
            out.push_back({TINTYPE_NOOP("core", "that colour stays as it is (%1)"), {kept}});
    }
}

}  // namespace

std::vector<Message> describeClauses(const Understanding& understanding) {
    std::vector<Message> out;
    for (const Clause& clause : understanding.clauses) {
        out.push_back({effectText(clause), {}});
        addRegion(clause, out);
    }
    addKept(understanding, out);
    for (const std::string& unknown : understanding.unknown)
        out.push_back({TINTYPE_NOOP("core", "not understood: %1"), {unknown}});
    return out;
}

std::string describe(const Understanding& understanding) {
    std::string out;
    for (const Message& part : describeClauses(understanding))
        out += (out.empty() ? "" : "; ") + part.english();
    return out;
}

}  // namespace tintype::builtin
