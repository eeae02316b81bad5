#include "core/edits/chinese.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include "core/edits/chinese_phrase.h"

namespace tintype::edits {
namespace {

using namespace chinese;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kMostBytes = 20'000;

std::size_t find(Tokens tokens, Kind kind) {
    const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const Token& t) { return t.kind == kind; });
    return found == tokens.end() ? kNone : static_cast<std::size_t>(found - tokens.begin());
}

bool has(Tokens tokens, Kind kind) { return find(tokens, kind) != kNone; }

enum class Start { Bare, Led };  // Led: 把, 让, 给 stood before

// A verb inside "戴帽子的女人" belongs to the thing, not to the sentence.
bool insideThing(Tokens tokens, std::size_t at, Start start) {
    const Kind kind = tokens[at].kind;
    if (kind != Kind::Wear && kind != Kind::Verb && kind != Kind::Add) return false;
    if (!has(tokens.subspan(at), Kind::Of)) return false;
    if (at == 0) return start == Start::Led;
    const Kind before = tokens[at - 1].kind;
    return before == Kind::Of || before == Kind::Where || before == Kind::Number || before == Kind::This || before == Kind::Give;
}

std::size_t mainVerb(Tokens tokens, Start start) {
    for (const Kind kind : {Kind::Look, Kind::Become, Kind::BecomeSo, Kind::Place, Kind::Remove, Kind::Keep, Kind::Effect, Kind::Wear,
                            Kind::Add, Kind::Verb, Kind::Like})
        for (std::size_t at = 0; at < tokens.size(); ++at)
            if (tokens[at].kind == kind && !insideThing(tokens, at, start)) return at;
    return kNone;
}

bool isPhoto(Tokens x) {
    if (x.empty()) return true;
    const Phrase phrase = parsePhrase(x);
    return phrase.head == "photo" || phrase.head == "picture" || phrase.head.empty() || phrase.head == "everything";
}

std::string object(Tokens x) {
    return thing(x, Article::Definite);
}

// "a bit brighter", "very red"; the tokens are a quality.
std::string quality(Tokens tokens) {
    const Phrase phrase = parsePhrase(tokens);
    const bool compared = has(tokens, Kind::More) || has(tokens, Kind::Bit);
    return std::string(has(tokens, Kind::Bit) ? "a bit " : "") + (compared ? phrase.comparative : phrase.adjectives);
}

std::string makeSo(Tokens x, Tokens y) {
    const Phrase phrase = parsePhrase(y);
    const bool compared = has(y, Kind::More) || has(y, Kind::Bit);
    if (compared) return "make " + object(x) + " " + quality(y);
    if (phrase.kind == Kind::Colour) return "change " + (x.empty() ? std::string("the color") : object(x)) + " to " + quality(y);
    const bool gradual = !phrase.comparative.starts_with("more ") && y.size() == 1 && parsePhrase(x).kind != Kind::Person &&
                         parsePhrase(x).kind != Kind::Pronoun;
    if (gradual) return "make " + object(x) + " " + phrase.comparative;
    return "make " + object(x) + " look " + quality(y);
}

std::string appearance(Tokens x, Tokens y) {
    const Phrase phrase = parsePhrase(y);
    if (phrase.isQuality()) {
        const bool compared = has(y, Kind::More) || has(y, Kind::Bit);
        return "make " + object(x) + " look " + (compared ? quality(y) : phrase.adjectives);
    }
    const std::string what = thing(y, Article::Indefinite);
    return "make " + object(x) + " look like " + what + (has(y, Kind::StyleMark) && phrase.kind != Kind::Style ? " style" : "");
}

std::string become(Tokens x, Tokens y) {
    const Phrase phrase = parsePhrase(y);
    if (has(y, Kind::StyleMark) || phrase.kind == Kind::Style) return appearance(x, y);
    if (phrase.isQuality()) return makeSo(x, y);
    if (phrase.kind == Kind::Scene && isPhoto(x)) return appearance(x, y);
    // All the flowers become roses, not one rose.
    const bool many = !x.empty() && parsePhrase(x).plural && phrase.article == "a" && phrase.determiner.empty() && phrase.adjectives.empty();
    return "change " + object(x) + " to " + (many ? pluralOf(phrase.head) : thing(y, Article::Indefinite));
}

std::string put(Tokens what, Tokens where, const char* preposition) {
    return "put " + thing(what, Article::Indefinite) + " " + place(where, preposition);
}

std::string add(Tokens x, Tokens y) {
    const std::string what = parsePhrase(y).head;
    for (const char* degree : {"contrast", "brightness", "saturation", "sharpness"})
        if (what == degree) return "increase the " + what;
    return isPhoto(x) ? "add " + thing(y, Article::Indefinite) : put(y, x, "on");
}

std::string remove(Tokens x, Tokens y) {
    if (y.empty()) return "remove " + object(x.first(std::min(find(x, Kind::At), x.size())));
    return "remove " + object(y) + (isPhoto(x) ? "" : " " + place(x, "from"));
}

// "blur the background", "change the clothes to red clothes".
std::string affect(Tokens x, const Token& verb, Tokens y) {
    std::string text = verb.english;
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    const Phrase phrase = parsePhrase(y);
    if (text == "change" && x.empty() && !phrase.adjectives.empty() && !phrase.head.empty())
        return "change the " + phrase.head + " to " + thing(y, Article::Indefinite);
    text.append(" ").append(object(x.empty() ? y : x));
    return text + (has(y, Kind::Bit) ? " a bit" : has(y, Kind::Very) ? " a lot" : "");
}

// x: what it is done to; y: what comes after the verb.
std::string act(Tokens x, const Token& verb, Tokens y) {
    switch (verb.kind) {
    case Kind::Look:
    case Kind::Like:
        if (!y.empty() && (y.front().kind == Kind::Become || y.front().kind == Kind::Like || y.front().kind == Kind::BecomeSo)) y = y.subspan(1);
        return appearance(x, y);
    case Kind::Become: return become(x, y);
    case Kind::BecomeSo: return parsePhrase(y).isQuality() ? makeSo(x, y) : become(x, y);
    case Kind::Wear: return "put " + thing(y, Article::Indefinite) + " on " + (x.empty() ? "the person" : thing(x, Article::Definite));
    case Kind::Add: return add(x, y);
    case Kind::Place: return "put " + object(x) + " " + place(y, "on");
    case Kind::Remove: return remove(x, y);
    case Kind::Keep: return "keep " + object(x.empty() ? y : x) + (has(x, Kind::Noun) || x.empty() ? "" : " the same");
    case Kind::Effect: return affect(x, verb, y);
    case Kind::Verb: {
        const bool weather = verb.english.starts_with("rain") || verb.english.starts_with("snow");
        return "make " + (weather ? std::string("it") : object(x)) + " " + verb.english;
    }
    default: return thing(y, Article::Definite);
    }
}

// Where a quality begins at the sentence's end: "照片更亮一点".
std::size_t qualityAtEnd(Tokens tokens) {
    std::size_t at = tokens.size();
    while (at > 0) {
        const Kind kind = tokens[at - 1].kind;
        if (kind != Kind::Adjective && kind != Kind::Colour && kind != Kind::More && kind != Kind::Bit && kind != Kind::Very) break;
        --at;
    }
    return at;
}

std::string withoutVerb(Tokens tokens) {
    const std::size_t at = qualityAtEnd(tokens);
    const bool quality = at < tokens.size() && parsePhrase(tokens.subspan(at)).isQuality();
    if (quality && (at == 0 || tokens[at - 1].kind != Kind::Of)) {
        if (at == 0 && tokens.size() == 1 && tokens[0].kind == Kind::Adjective) return "make it look " + tokens[0].english;
        return makeSo(tokens.first(at), tokens.subspan(at));
    }
    if (tokens.empty()) return {};
    return become({}, tokens);
}

std::string makeDo(Tokens x, const Token& unknown, Tokens y) {
    std::string text = "make " + object(x);
    text.append(" ").append(marked(unknown));
    return y.empty() ? text : text.append(" ").append(thing(y, Article::Indefinite));
}

std::string sentence(Tokens tokens) {
    const bool led = !tokens.empty() && (tokens[0].kind == Kind::Take || tokens[0].kind == Kind::Let || tokens[0].kind == Kind::Give ||
                                         tokens[0].kind == Kind::At);
    const bool lets = led && tokens[0].kind == Kind::Let;
    const bool gives = led && tokens[0].kind == Kind::Give;
    const std::size_t at = mainVerb(led && !gives ? tokens.subspan(1) : tokens, led ? Start::Led : Start::Bare);
    if (led && !gives) tokens = tokens.subspan(1);
    if (at == kNone) {
        // "给她化妆": what is given stands last.
        if (gives && tokens.size() > 2 && tokens.back().kind == Kind::Noun)
            return put(tokens.last(1), tokens.subspan(1, tokens.size() - 2), "on");
        // "让女孩抱着熊": an unknown word between two things is most likely what is done.
        const std::size_t unknown = find(tokens, Kind::Unknown);
        if (lets && unknown != kNone && unknown > 0)
            return makeDo(tokens.first(unknown), tokens[unknown], tokens.subspan(unknown + 1));
        return withoutVerb(gives ? tokens.subspan(1) : tokens);
    }
    Tokens x = tokens.first(at);
    const Tokens y = tokens.subspan(at + 1);
    if (gives) x = x.empty() ? x : x.subspan(1);
    while (!x.empty() && (x.front().kind == Kind::Take || x.front().kind == Kind::Let || x.front().kind == Kind::At)) x = x.subspan(1);
    return act(x, tokens[at], y);
}

std::vector<Token> withoutParticles(std::vector<Token> tokens) {
    std::erase_if(tokens, [](const Token& t) { return t.kind == Kind::Particle; });
    return tokens;
}

// One sentence may hold several edits, joined by 然后, 并, 但.
std::string clause(const std::string& text) {
    if (const std::string preset = presetFor(text); !preset.empty()) {
        std::string lower = preset;
        lower.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(lower.front())));
        return lower;
    }
    const std::vector<Token> tokens = withoutParticles(wordsOf(text));
    std::string out;
    for (Tokens left = tokens; !left.empty();) {
        const std::size_t join = find(left, Kind::Join);
        const Tokens part = join == kNone ? left : left.first(join);
        if (!part.empty()) out += sentence(part);
        if (join == kNone) break;
        left = left.subspan(join + 1);
        if (!left.empty()) out += (out.empty() ? "" : " ") + tokens[static_cast<std::size_t>(&left.front() - tokens.data()) - 1].english + " ";
    }
    return out;
}

bool separates(const std::vector<char32_t>& text, std::size_t at) {
    const char32_t c = text[at];
    if (c == U'.' || c == U',') return at + 1 == text.size() || text[at + 1] == U' ' || isChinese(text[at + 1]);
    return c == U'，' || c == U'。' || c == U'；' || c == U'！' || c == U'？' || c == U';' || c == U'!' || c == U'?' || c == U'\n' || c == U'：';
}

std::vector<std::string> clausesOf(const std::string& text) {
    const std::vector<char32_t> characters = charactersOf(text);
    std::vector<std::string> clauses;
    std::vector<char32_t> one;
    for (std::size_t at = 0; at <= characters.size(); ++at) {
        if (at < characters.size() && !separates(characters, at)) {
            if (characters[at] >= U' ') one.push_back(characters[at]);  // the program's own marks are below
            continue;
        }
        if (std::any_of(one.begin(), one.end(), [](char32_t c) { return c > U' ' && c != 0x3000; })) clauses.push_back(textOf(one));
        one.clear();
    }
    return clauses;
}

std::vector<TranslatedPart> partsOf(const std::string& marked) {
    std::vector<TranslatedPart> parts;
    std::string one;
    const auto flush = [&](bool known) {
        if (!one.empty()) parts.push_back({one, known});
        one.clear();
    };
    for (const char c : marked) {
        if (c == kUnknownBegin) flush(true);
        else if (c == kUnknownEnd) flush(false);
        else one += c;
    }
    flush(true);
    return parts;
}

}  // namespace

std::string Translation::english() const {
    std::string text;
    for (const TranslatedPart& part : parts) text += part.text;
    return text;
}

bool Translation::complete() const {
    return std::all_of(parts.begin(), parts.end(), [](const TranslatedPart& part) { return part.known; });
}

std::vector<std::string> Translation::unknown() const {
    std::vector<std::string> texts;
    for (const TranslatedPart& part : parts)
        if (!part.known) texts.push_back(part.text);
    return texts;
}

bool hasChinese(const std::string& text) {
    const std::vector<char32_t> characters = charactersOf(text);
    return std::any_of(characters.begin(), characters.end(), isChinese);
}

Translation toEnglish(const std::string& instruction) {
    if (!hasChinese(instruction) || instruction.size() > kMostBytes) return {{{instruction, !hasChinese(instruction)}}};
    std::string text;
    if (const std::string preset = presetFor(instruction); !preset.empty()) return {{{preset, true}}};
    for (const std::string& one : clausesOf(instruction)) {
        const std::string english = hasChinese(one) ? clause(one) : one;
        if (english.empty()) continue;
        const bool linked = english.starts_with("but ") || english.starts_with("and ");
        text += (text.empty() ? "" : linked ? " " : ", ") + english;
    }
    if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return {partsOf(text)};
}

}  // namespace tintype::edits
