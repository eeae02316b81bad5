#include "core/edits/chinese_lexicon.h"

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/edits/embedded_words.h"

namespace tintype::edits::chinese {
namespace {

constexpr std::pair<std::string_view, Kind> kKinds[] = {
    {"person", Kind::Person}, {"animal", Kind::Animal}, {"noun", Kind::Noun}, {"scene", Kind::Scene},
    {"style", Kind::Style}, {"colour", Kind::Colour}, {"adjective", Kind::Adjective}, {"verb", Kind::Verb},
    {"pronoun", Kind::Pronoun}, {"take", Kind::Take}, {"give", Kind::Give}, {"let", Kind::Let},
    {"become", Kind::Become}, {"becomeSo", Kind::BecomeSo}, {"look", Kind::Look}, {"like", Kind::Like},
    {"wear", Kind::Wear}, {"add", Kind::Add}, {"place", Kind::Place}, {"remove", Kind::Remove}, {"keep", Kind::Keep},
    {"effect", Kind::Effect}, {"of", Kind::Of}, {"at", Kind::At}, {"where", Kind::Where}, {"more", Kind::More},
    {"bit", Kind::Bit}, {"very", Kind::Very}, {"number", Kind::Number}, {"this", Kind::This}, {"and", Kind::And},
    {"join", Kind::Join}, {"particle", Kind::Particle}, {"styleMark", Kind::StyleMark}};

std::vector<std::string> split(std::string_view text, char mark) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(mark, at), text.size());
        if (end > at) parts.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

bool isLetter(char32_t c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= 0xC0 && c < 0x250); }

class Lexicon {
public:
    Lexicon() {
        std::string section;
        for (const std::string& line : split(embeddedChineseWords(), '\n')) {
            if (line.front() == '#') continue;
            if (line.front() == '[') section = line.substr(1, line.find(']') - 1);
            else read(section, line);
        }
        addMeasured();
        readPresets();
    }

    struct Match {
        const Token* token = nullptr;
        std::size_t length = 0;
    };

    // All words that begin here, in simplified characters.
    const Token* find(std::u32string_view word) const {
        const auto found = m_words.find(std::u32string(word));
        return found == m_words.end() ? nullptr : &found->second;
    }
    std::size_t longest() const { return m_longest; }
    char32_t simplified(char32_t c) const {
        const auto found = m_simple.find(c);
        return found == m_simple.end() ? c : found->second;
    }
    std::string preset(const std::u32string& text) const {
        const auto found = m_presets.find(text);
        return found == m_presets.end() ? std::string() : found->second;
    }

private:
    static std::u32string wide(std::string_view text) {
        const std::vector<char32_t> characters = charactersOf(text);
        return {characters.begin(), characters.end()};
    }

    void add(const std::u32string& word, const Token& token) {
        m_longest = std::max(m_longest, word.size());
        m_words.emplace(word, token);
    }

    void read(const std::string& section, const std::string& line) {
        if (section == "character") {
            for (const std::string& pair : split(line, ' ')) {
                const std::u32string both = wide(pair);
                if (both.size() == 2) m_simple.emplace(both[0], both[1]);
            }
            return;
        }
        const std::size_t equals = line.find('=');
        if (equals == std::string::npos) return;
        const std::vector<std::string> words = split(line.substr(equals + 1), ' ');
        if (section == "measure") {
            for (const std::string& word : words) m_measures.push_back(wide(word));
            return;
        }
        const auto kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& k) { return k.first == section; });
        if (kind == std::end(kKinds)) return;
        std::string english = line.substr(0, equals), variant;
        while (english.ends_with(' ')) english.pop_back();
        if (const std::size_t slash = english.find('/'); slash != std::string::npos) {
            variant = english.substr(slash + 1);
            english.resize(slash);
        }
        for (const std::string& word : words) add(wide(word), {kind->second, english, variant});
    }

    // "one (animal)", "this (long thing)", "add a (flat thing)": a measure word belongs to what stands before it.
    void addMeasured() {
        std::vector<std::pair<std::u32string, Token>> made;
        for (const auto& [word, token] : m_words) {
            const bool counts = token.kind == Kind::Number || token.kind == Kind::This;
            const bool takes = token.kind == Kind::Add || token.kind == Kind::Wear || token.kind == Kind::Become ||
                               token.kind == Kind::Effect || token.kind == Kind::Like;
            if (counts)
                for (const std::u32string& measure : m_measures) made.emplace_back(word + measure, token);
            if (takes)  // the measure words that begin no other word
                for (const char32_t measure : std::u32string_view(U"个只条件张副顶辆朵棵位杯")) made.emplace_back(word + measure, token);
        }
        for (const auto& [word, token] : made) add(word, token);
    }

    void readPresets() {
        const nlohmann::json book = nlohmann::json::parse(embeddedPhrasebook(), nullptr, false);
        if (!book.is_object()) return;
        for (const auto& category : book.value("categories", nlohmann::json::array()))
            for (const auto& entry : category.value("entries", nlohmann::json::array()))
                if (!entry.value("template", false)) m_presets.emplace(wide(entry.value("zh", "")), entry.value("en", ""));
    }

    std::unordered_map<std::u32string, Token> m_words;
    std::map<std::u32string, std::string> m_presets;
    std::unordered_map<char32_t, char32_t> m_simple;
    std::vector<std::u32string> m_measures;
    std::size_t m_longest = 1;
};

const Lexicon& lexicon() {
    static const Lexicon words;
    return words;
}

// The cheapest way to the end from each place.
struct Step {
    int cost = std::numeric_limits<int>::max();
    std::size_t length = 1;
    const Token* token = nullptr;
};

constexpr int kWordCost = 100, kUnknownCost = 1000;

Step bestStep(std::u32string_view text, std::size_t at, const std::vector<Step>& steps) {
    std::size_t run = at;
    while (run < text.size() && isLetter(text[run])) ++run;
    Step best{kUnknownCost + steps[at + 1].cost, 1, nullptr};
    if (run > at) best = {kWordCost + steps[run].cost, run - at, nullptr};
    for (std::size_t length = 1; length <= std::min(lexicon().longest(), text.size() - at); ++length) {
        const Token* token = lexicon().find(text.substr(at, length));
        if (!token) continue;
        // Of as many words, the more uneven ones: a long word is rarely an accident.
        const int cost = kWordCost - static_cast<int>(length * length) + steps[at + length].cost;
        if (cost < best.cost) best = {cost, length, token};
    }
    return best;
}

}  // namespace

bool isChinese(char32_t c) {
    return (c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) || (c >= 0x20000 && c < 0x32000);
}

std::vector<char32_t> charactersOf(std::string_view text) {
    std::vector<char32_t> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const int length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        char32_t value = length == 1 ? lead : lead & (0x7F >> length);
        for (int i = 1; i < length && at + i < text.size(); ++i) value = value << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
        out.push_back(length == 1 && lead >= 0x80 ? 0xFFFD : value);
        at += static_cast<std::size_t>(length);
    }
    return out;
}

std::string textOf(std::span<const char32_t> characters) {
    std::string out;
    for (const char32_t c : characters) {
        if (c < 0x80) {
            out += static_cast<char>(c);
            continue;
        }
        const int tails = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        constexpr unsigned char kLeads[] = {0, 0xC0, 0xE0, 0xF0};
        out += static_cast<char>(kLeads[tails] | (c >> 6 * tails & 0x3F));
        for (int i = tails - 1; i >= 0; --i) out += static_cast<char>(0x80 | (c >> 6 * i & 0x3F));
    }
    return out;
}

std::vector<Token> wordsOf(std::string_view clause) {
    const std::vector<char32_t> typed = charactersOf(clause);
    std::u32string text;
    for (const char32_t c : typed) text += lexicon().simplified(c);
    std::vector<Step> steps(text.size() + 1);
    steps.back().cost = 0;
    for (std::size_t at = text.size(); at-- > 0;) steps[at] = bestStep(text, at, steps);
    std::vector<Token> tokens;
    bool joins = false;  // the last token is unknown and nothing stands between
    for (std::size_t at = 0; at < text.size(); at += steps[at].length) {
        const Step& step = steps[at];
        if (text[at] == U' ' || text[at] == 0x3000 || text[at] == U'\t') {
            joins = false;
            continue;
        }
        if (step.token) {
            tokens.push_back(*step.token);
            joins = false;
            continue;
        }
        const std::string source = textOf(std::span(typed).subspan(at, step.length));
        if (isLetter(text[at])) tokens.push_back({Kind::Foreign, source, {}});
        else if (joins) tokens.back().english += source;
        else tokens.push_back({Kind::Unknown, source, {}});
        joins = tokens.back().kind == Kind::Unknown;
    }
    return tokens;
}

std::string presetFor(std::string_view clause) {
    std::u32string text;
    for (const char32_t c : charactersOf(clause))
        if (c > U' ' && c != 0x3000) text += lexicon().simplified(c);
    return lexicon().preset(text);
}

}  // namespace tintype::edits::chinese
