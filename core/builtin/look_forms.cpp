#include "core/builtin/look_forms.h"

#include <algorithm>

namespace tintype::builtin {

Target targetOf(const Word* first, const Word* last) {
    Target target;
    for (const Word* word = first; word != last; ++word) {
        target.named = true;
        if (word->meaning.code == code::kColour) target.region = word->meaning.name;
        if (word->meaning.code == code::kThing) target.thing = word->text;
        if (word->meaning.code != code::kRegion) continue;
        if (target.region.empty() || word->meaning.name != "subject") target.region = word->meaning.name;
        target.people = word->meaning.amount > 0.0;
    }
    return target;
}

bool isSigned(Effect effect) {
    return effect == Effect::Exposure || effect == Effect::Contrast || effect == Effect::Saturation ||
           effect == Effect::Warmth;
}

double scaledAmount(Effect effect, double amount, double degree) {
    if (effect == Effect::BlackAndWhite && degree >= 1.0) return 1.0;
    if (degree < 0.0) return amount < 0.0 ? degree : -degree;
    return std::clamp(amount * degree, -1.0, 1.0);
}

Clause settled(Clause clause) {
    const auto drop = [&](Effect effect, const char* region) {
        if (clause.effect == effect && clause.region == region) clause.region.clear();
    };
    if (clause.effect == Effect::Blur && clause.region == "background")
        clause.effect = Effect::BlurBackground;
    drop(Effect::BlurBackground, "background");
    drop(Effect::StormySky, "sky");
    drop(Effect::Autumn, "foliage");
    return clause;
}

namespace {

Clause clauseOf(Effect effect, double amount, const Target& target) {
    return settled({effect, amount, target.region, {}, target.thing, {}});
}

Clauses one(const Meaning& meaning, double sign, const Segment& segment, const Target& target) {
    const bool weather = meaning.effect == Effect::Rain || meaning.effect == Effect::Snow;
    if (weather && (target.region == "subject" || target.region == "faces" || !target.thing.empty()))
        return {};
    return std::vector{clauseOf(meaning.effect,
                                scaledAmount(meaning.effect, meaning.amount * sign, segment.degree), target)};
}

// "less bright" is darker; "less foggy" would be taking fog away, which this engine cannot.
Clauses adjective(Form& form, int effect, int comparison, const Segment& segment, const Target& target) {
    const Meaning& meaning = form.word(effect).meaning;
    const bool less = form.has(comparison) && form.word(comparison).meaning.code == code::kLess;
    if (less && !isSigned(meaning.effect)) return {};
    return one(meaning, less ? -1.0 : 1.0, segment, target);
}

// "make the sky stormy", "turn day into night", "give it a vintage look", "darker background", "more vivid".
Clauses effectForms(Form& form, const Segment& segment) {
    if (form.is("M*A?(?:(C?[RG]|W)|[ny])?[tki]*A?[tki]*([ml]?)(E)[nWky]*(?:[oit]+(C?[RG]|W))?"))
        return adjective(form, 3, 2, segment, form.target({1, 4}));
    if (form.is("M*(P)[tk]*([ml]?)(E)") && form.word(1).meaning.name == "colour")
        return adjective(form, 3, 2, segment, {});
    if (form.is("M?([ml]?)(E)(C?[RG]|W)n?[ID]?")) return adjective(form, 2, 1, segment, form.target(3));
    return {};
}

bool isWeather(Effect effect) {
    return effect == Effect::Fog || effect == Effect::Rain || effect == Effect::Snow || effect == Effect::StormySky;
}

// "put some fog in the background", "cover it with snow", "replace the sky with a stormy sky".
Clauses weatherForms(Form& form, const Segment& segment) {
    if (form.is("z(E)(?:[oi]+(C?[RG]|W))?") && isWeather(form.word(1).meaning.effect))
        return one(form.word(1).meaning, 1.0, segment, form.target(2));
    if (form.is("A(C?[RG]|W)[wi](E)") && isWeather(form.word(2).meaning.effect))
        return one(form.word(2).meaning, 1.0, segment, form.target(1));
    if (form.is("S(R)w(E)") && form.target(1).region == "sky")
        return one(form.word(2).meaning, 1.0, segment, form.target(1));
    return {};
}

// "too dark", "the sky is too dark": what is wrong is put right.
Clauses complaintForms(Form& form, const Segment& segment) {
    if (!form.is("(C?[RG]|W)?[ik]*j(E)")) return {};
    const Meaning& meaning = form.word(2).meaning;
    return isSigned(meaning.effect) ? one(meaning, -1.0, segment, form.target(1)) : Clauses{};
}

// "brighten the sky", "把天空调亮".
Clauses verbForms(Form& form, const Segment& segment) {
    if (form.is("M?([VE])(C?[RG]|W)?[ID]?(?:[oi]+(C?[RG]|W))?"))
        return one(form.word(1).meaning, 1.0, segment, form.target({2, 3}));
    if (form.is("M?([VE])(P)[ID]?") && form.word(2).meaning.name == "colour")
        return one(form.word(1).meaning, 1.0, segment, {});
    if (form.is("M*(C?[RG]|W)i?t?A?(V)")) return one(form.word(2).meaning, 1.0, segment, form.target(1));
    return {};
}

Clauses property(const Meaning& meaning, char direction, const Segment& segment, const Target& target) {
    const bool down = direction == code::kLower || direction == code::kLess || direction == code::kRemove;
    const bool remove = direction == code::kRemove;
    if (meaning.effect == Effect::Denoise) return down ? one(meaning, 1.0, segment, target) : Clauses{};
    if (meaning.effect == Effect::Sharpen || meaning.effect == Effect::Blur)
        return down ? Clauses{} : one(meaning, 1.0, segment, target);
    if (remove && meaning.effect == Effect::Saturation)
        return std::vector{clauseOf(Effect::BlackAndWhite, 1.0, target)};
    if (remove && meaning.effect != Effect::Warmth) return {};
    return one(meaning, down ? -1.0 : 1.0, segment, target);
}

// "more contrast", "increase the saturation of the sky", "把亮度调高".
Clauses propertyForms(Form& form, const Segment& segment) {
    if (form.is("M*A?(C?[RG]|W)?A?([mlIDXA])[mI]?(C?[RG]|W)?(P)(?:[oiwt]+(C?[RG]|W))?"))
        return property(form.word(4).meaning, form.word(2).meaning.code, segment, form.target({1, 3, 5}));
    if (form.is("M*i?(C?[RG]|W)?i?(P)(?:[oi]+(C?[RG]|W))?[tki]*([mlIDX])"))
        return property(form.word(2).meaning, form.word(4).meaning.code, segment, form.target({1, 3}));
    return {};
}

bool isComparative(const Word& colour) { return colour.meaning.amount > 0.0; }

// "bluer", of a whole photo, is its light: cooler or warmer. Other colours of light this engine does not know.
Clauses tinted(const Word& colour, const Segment& segment, const Target& target) {
    const std::string_view name = colour.meaning.name;
    const double sign = name == "blue" || name == "teal" ? -1.0 : name == "yellow" || name == "orange" ? 1.0 : 0.0;
    if (sign == 0.0) return {};
    return std::vector{clauseOf(Effect::Warmth, scaledAmount(Effect::Warmth, 0.4 * sign, segment.degree), target)};
}

Clauses recoloured(const Target& target, const Word& colour, const Segment& segment) {
    // People are not of one colour; painting a person over is not a colour change.
    if (target.people || target.region == "faces") return {};
    if (isComparative(colour) && target.region.empty() && target.thing.empty()) return tinted(colour, segment, target);
    if (target.region == colour.meaning.name && !isComparative(colour)) return {};
    const double amount = isComparative(colour) ? scaledAmount(Effect::Recolour, colour.meaning.amount, segment.degree) : 1.0;
    return std::vector{
        Clause{Effect::Recolour, amount, target.region, std::string(colour.meaning.name), target.thing, {}}};
}

// "change the blue car to red", "make the dress green", "replace red with blue", "把天空变成橙色".
Clauses colourForms(Form& form, const Segment& segment) {
    // "bluer", "bluer sky", "the sky bluer".
    if (form.is("M?([RGW])?[tk]*(C)") && isComparative(form.word(2))) return recoloured(form.target(1), form.word(2), segment);
    if (form.is("[MA]?(C)([RGW])") && isComparative(form.word(1))) return recoloured(form.target(2), form.word(1), segment);
    if (form.is("[MpP](C?[RG]|W)P?[tk]*(C)W?")) return recoloured(form.target(1), form.word(2), segment);
    if (form.is("[Mp]*(C?[RG]|C|W)P?[tk]*t[tk]*(C)W?")) return recoloured(form.target(1), form.word(2), segment);
    if (form.is("MPo(C?[RG]|C|W)t(C)")) return recoloured(form.target(1), form.word(2), segment);
    if (form.is("M?P?t(C)W?")) return recoloured({}, form.word(1), segment);
    if (form.is("Mf(C)t(C)")) return recoloured(form.target(1), form.word(2), segment);
    if (form.is("MPo([RG])f(C)t(C)") || form.is("M([RG]|W)P?f(C)t(C)")) {
        Target target = form.target(1);
        if (form.word(1).meaning.code == code::kRegion) return {};
        target.region = form.word(2).meaning.name;
        return recoloured(target, form.word(3), segment);
    }
    if (form.is("S(C?[RG]|C)w(C)W?")) return recoloured(form.target(1), form.word(2), segment);
    if (form.is("(?:S(C?[RG])w|M(C?[RG])t)(C)([RG])")) {
        const int from = form.has(1) ? 1 : 2;
        if (form.target(from).thing != form.target(4).thing) return {};
        return form.target(from).thing.empty() && form.target(from).region != form.target(4).region
                   ? Clauses{}
                   : recoloured(form.target(from), form.word(3), segment);
    }
    return {};
}

}  // namespace

Clauses clausesOf(const Segment& segment, const std::string& codes) {
    if (codes.find(code::kUnknown) != std::string::npos) return {};
    Form form(segment, codes);
    for (const auto forms : {effectForms, weatherForms, complaintForms, verbForms, propertyForms, colourForms})
        if (Clauses found = forms(form, segment)) return found;
    return {};
}

}  // namespace tintype::builtin
