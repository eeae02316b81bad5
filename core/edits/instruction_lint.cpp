#include "core/edits/instruction_lint.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <regex>
#include <sstream>

#include "core/edits/chinese.h"

namespace tintype::edits {
namespace {

constexpr std::size_t kMostBytes = 2'000;  // longer texts are only told that they are long
constexpr std::size_t kMostWords = 30;

const char* const kVerbs =
    "make|turn|change|put|add|remove|replace|swap|give|have|let|paint|convert|transform|colou?r|brighten|darken|blur|sharpen|"
    "increase|reduce|decrease|lower|raise|erase|delete|take|set|move|cover|fill|place|dress|show|draw|zoom|crop|rotate|enlarge|shrink|"
    "open|close|apply|render|restore|keep|light|decorate|wrap|surround|insert|bring|create|it's|what|as";

std::regex pattern(const std::string& text) { return std::regex(text, std::regex::icase | std::regex::optimize); }

std::string tidy(const std::string& text) {
    std::istringstream words(text);
    std::string out, word;
    while (words >> word) out += (out.empty() ? "" : " ") + word;
    while (!out.empty() && std::string(",;:").find(out.back()) != std::string::npos) out.pop_back();
    if (!out.empty()) out.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(out.front())));
    return out;
}

bool startsWithVerb(const std::string& text) {
    static const std::regex verb = pattern(std::string("^\\W*(") + kVerbs + ")\\b");
    return std::regex_search(text, verb);
}

std::optional<InstructionHint> politeness(const std::string& text) {
    static const std::regex before = pattern(
        "^\\W*((hi|hello|hey)\\b[,! ]*)?((can|could|would|will) you( please)?( kindly)?|i('d| would) like( you)? to|i want( you)? to|help me( to)?|"
        "please|kindly|i need you to|let's)\\s+(please\\s+)?");
    static const std::regex inside = pattern("[, ]*\\b(please|kindly|thanks|thank you)\\b[.!]*");
    std::string plain = std::regex_replace(text, before, "", std::regex_constants::format_first_only);
    plain = std::regex_replace(plain, inside, "");
    if (plain == text) return std::nullopt;
    while (!plain.empty() && (plain.back() == '?' || plain.back() == ' ')) plain.pop_back();
    return InstructionHint{Flaw::Polite, {TINTYPE_NOOP("core", "Say it without politeness: a plain command works better."), {}}, tidy(plain)};
}

std::optional<InstructionHint> shoulds(const std::string& text) {
    static const std::regex any = pattern("\\b(should|ought to|must|needs? to|has to|have to)\\b");
    if (!std::regex_search(text, any)) return std::nullopt;
    static const std::regex there = pattern("^\\s*there (should|must|has to|needs to|ought to) be (.+)$");
    static const std::regex look = pattern("^\\s*(.+?) (should|must|has to|have to|needs? to|ought to) look (.+)$");
    static const std::regex be = pattern("^\\s*(.+?) (should|must|has to|have to|needs? to|ought to) be (.+)$");
    static const std::regex act = pattern("^\\s*(.+?) (should|must|has to|have to|needs? to|ought to) (.+)$");
    std::smatch found;
    std::string better;
    const auto thing = [](std::string who) {
        static constexpr std::pair<const char*, const char*> kObjects[] = {{"he", "him"}, {"she", "her"}, {"they", "them"}, {"i", "me"}, {"we", "us"}};
        std::string lower = who;
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
        for (const auto& [subject, other] : kObjects)
            if (lower == subject) return std::string(other);
        if (lower.starts_with("the ") || lower == "it") return lower.substr(0, 3) + who.substr(lower == "it" ? 2 : 3);
        return who;
    };
    if (std::regex_match(text, found, there)) better = "Add " + found[2].str();
    else if (std::regex_match(text, found, look)) better = "Make " + thing(found[1]) + " look " + found[3].str();
    else if (std::regex_match(text, found, be)) better = "Make " + thing(found[1]) + " " + found[3].str();
    else if (std::regex_match(text, found, act)) better = "Make " + thing(found[1]) + " " + found[3].str();
    return InstructionHint{Flaw::Should, {TINTYPE_NOOP("core", "Say what to do, not what should be."), {}}, tidy(better)};
}

// "no hat", "without a hat": the model sees the hat. What can be said as a removal is.
std::optional<InstructionHint> negation(const std::string& text) {
    static const std::regex any = pattern("\\b(no|not|don'?t|do not|never|without|isn'?t|doesn'?t|avoid)\\b");
    if (!std::regex_search(text, any)) return std::nullopt;
    static const std::regex keep = pattern("^\\W*(don'?t|do not|never) (change|touch|alter|modify|edit) (.+)$");
    static const std::regex lone = pattern("^\\W*(no|without)( any| an| a| the)? (.+)$");
    static const std::regex made = pattern("^\\W*(make|show|have|turn) (it|him|her|them|the [a-z]+) (without|with no|have no|not have)( any| an| a| the)? (.+)$");
    std::smatch found;
    std::string better;
    const auto from = [](const std::string& who) { return who == "it" ? std::string() : " from " + who; };
    if (std::regex_match(text, found, keep)) better = "Keep " + found[3].str();
    else if (std::regex_match(text, found, made)) better = "Remove the " + found[5].str() + from(found[2]);
    else if (std::regex_match(text, found, lone)) better = "Remove the " + found[3].str();
    return InstructionHint{Flaw::Negation,
                           {TINTYPE_NOOP("core", "The model does not understand \"no\" and \"not\". Say what is to be there instead, or \"remove\" it."), {}},
                           tidy(better)};
}

std::optional<InstructionHint> twoEdits(const std::string& text) {
    static const std::regex next = pattern(std::string("(\\s*[,;.]\\s*|\\s+)(and then|and also|and|then|also|plus|while|;|)\\s*\\b(") + kVerbs + ")\\s");
    std::smatch found;
    auto from = text.cbegin();
    while (std::regex_search(from, text.cend(), found, next)) {
        const std::string mark = found[1].str() + found[2].str();
        const bool joins = mark.find_first_not_of(" ") != std::string::npos;
        const bool keeps = found[3].str() == "keep" || found[3].str() == "as" || found[3].str() == "what";
        const std::string first(text.cbegin(), found[0].first);
        if (joins && !keeps && startsWithVerb(first) && first.find_first_not_of(' ') != std::string::npos) {
            const std::string rest(found[3].first, text.cend());
            return InstructionHint{Flaw::TwoEdits,
                                   {TINTYPE_NOOP("core", "Two edits in one: run the first, then \"%1\" on its result."), {tidy(rest)}},
                                   tidy(first)};
        }
        from = found[0].second;
    }
    return std::nullopt;
}

std::optional<InstructionHint> addTo(const std::string& text) {
    static const std::regex add = pattern("^\\W*add (.+?) (to|onto|on|on top of) (him|her|them|it|me|(the|his|her|their|its|my|a|an) .+)$");
    std::smatch found;
    if (!std::regex_match(text, found, add)) return std::nullopt;
    return InstructionHint{Flaw::AddTo, {TINTYPE_NOOP("core", "\"Put ... on ...\" works better than \"add ... to ...\"."), {}},
                           tidy("Put " + found[1].str() + " on " + found[3].str())};
}

std::optional<InstructionHint> noVerb(const std::string& text) {
    if (startsWithVerb(text)) return std::nullopt;
    static const std::regex anyVerb = pattern(std::string("\\b(") + kVerbs + "|is|are|was|were|becomes?|looks?|wears?|should|must|ought|needs?|has|no|not|without)\\b");
    if (std::regex_search(text, anyVerb)) return std::nullopt;
    std::string lower = text;
    std::transform(lower.begin(), lower.begin() + 1, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    static const std::regex quality = pattern("^[\\w-]+(er|y|ful|ish|ic|ed|al|red|blue|green|black|white|and white)$|^(black and white|old|young|vintage|retro|modern|warm|cold|dark|red|blue|green|pink|purple)$");
    const bool isQuality = std::regex_match(lower, quality);
    return InstructionHint{Flaw::NoVerb, {TINTYPE_NOOP("core", "There is no verb: say what to do with the photo."), {}},
                           tidy((isQuality ? "Make it look " : "Make it look like ") + lower)};
}

std::size_t wordCount(const std::string& text) {
    std::istringstream words(text);
    std::size_t count = 0;
    for (std::string word; words >> word;) ++count;
    return count;
}

using Check = std::optional<InstructionHint> (*)(const std::string&);
constexpr Check kChecks[] = {politeness, shoulds, negation, twoEdits, addTo, noVerb};

}  // namespace

std::vector<InstructionHint> lint(const std::string& instruction) {
    std::vector<InstructionHint> hints;
    std::string text = instruction.size() > kMostBytes ? std::string() : instruction;
    const bool blank = std::all_of(instruction.begin(), instruction.end(), [](unsigned char c) { return std::isspace(c); });
    if (blank || hasChinese(instruction)) return hints;
    if (!text.empty())
        for (const Check check : kChecks)
            if (auto hint = check(text)) {
                if (hint->flaw == Flaw::Polite) text = hint->rewrite;  // the others look at what was meant
                hints.push_back(std::move(*hint));
            }
    if (text.empty() || wordCount(text) > kMostWords)
        hints.push_back({Flaw::Long, {TINTYPE_NOOP("core", "This is long: the model reads some 50 words, and a short command works better."), {}}, {}});
    return hints;
}

std::string rewritten(const std::string& instruction) {
    std::string text = instruction;
    // Each flaw is looked for in what the mending of the one before left.
    for (const Check check : kChecks) {
        if (text.size() > kMostBytes || hasChinese(text) || text.find_first_not_of(" \t\n") == std::string::npos) return text;
        const auto hint = check(text);
        if (hint && !hint->rewrite.empty()) text = hint->rewrite;
    }
    return text;
}

}  // namespace tintype::edits
