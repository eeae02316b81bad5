#include "core/networks/clip_tokenizer.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "core/checkpoint/refuse.h"
#include "core/networks/unicode_text.h"

namespace tintype::networks {

// An id and where in the typed text its last whole character ends.
struct ClipTokenizer::Placed {
    std::int64_t id;
    std::size_t end;
};

namespace {

using Text = std::vector<CodePoint>;
using View = std::span<const CodePoint>;

std::size_t utf8Length(char32_t value) { return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4; }

Text spacesJoined(const Text& text) {
    Text out;
    for (const CodePoint& point : text) {
        const bool space = classOf(point.value) == CharacterClass::Space;
        if (space && !out.empty() && out.back().value == U' ') out.back().end = point.end;
        else out.push_back({space ? U' ' : point.value, point.end});
    }
    return out;
}

Text normalized(View text) { return lowerCase(spacesJoined(normalFormC(Text(text.begin(), text.end())))); }

bool startsWith(View text, std::u32string_view words) {
    if (text.size() < words.size()) return false;
    return std::equal(words.begin(), words.end(), text.begin(), [](char32_t c, const CodePoint& p) { return c == p.value; });
}

std::size_t runOf(View text, CharacterClass kind) {
    const auto end = std::find_if(text.begin(), text.end(), [&](const CodePoint& p) { return classOf(p.value) != kind; });
    return static_cast<std::size_t>(end - text.begin());
}

// 's and its like: the length, or 0.
std::size_t contraction(View text) {
    for (const std::u32string_view ending : {U"'s", U"'t", U"'re", U"'ve", U"'m", U"'ll", U"'d"})
        if (startsWith(text, ending)) return ending.size();
    return 0;
}

// The two literals are words whatever follows them; the byte level then takes them apart at their signs.
bool literal(View text, std::vector<View>& words, std::size_t& length) {
    for (const std::u32string_view name : {U"<|startoftext|>", U"<|endoftext|>"}) {
        if (!startsWith(text, name)) continue;
        length = name.size();
        words.insert(words.end(), {text.first(2), text.subspan(2, length - 4), text.subspan(length - 2, 2)});
        return true;
    }
    return false;
}

std::vector<View> wordsOf(View text) {
    std::vector<View> words;
    while (!text.empty()) {
        const CharacterClass kind = classOf(text.front().value);
        std::size_t length = 0;
        if (kind == CharacterClass::Space) {
            length = 1;
        } else if (!literal(text, words, length)) {
            length = contraction(text);
            if (!length) length = kind == CharacterClass::Number ? 1 : runOf(text, kind);
            words.push_back(text.first(length));
        }
        text = text.subspan(length);
    }
    return words;
}

// A part of the text: an added token, or what lies between two.
struct Part {
    View text;
    const AddedToken* token = nullptr;
};

bool isWordCharacter(const CodePoint& point) {
    const CharacterClass kind = classOf(point.value);
    return kind == CharacterClass::Letter || kind == CharacterClass::Number || point.value == U'_';
}

bool isSpace(const CodePoint& point) { return classOf(point.value) == CharacterClass::Space; }

struct Pattern {
    std::u32string letters;
    const AddedToken* token;
};

enum class Form { AsTyped, Normalized };

// Finds added tokens from left to right, the longest first where several begin at one place.
class Finder {
public:
    Finder(const std::vector<AddedToken>& tokens, Form form) {
        for (const AddedToken& token : tokens) {
            Text content = decodeUtf8(token.content);
            if (form == Form::Normalized) content = normalized(content);
            std::u32string letters;
            for (const CodePoint& point : content) letters += point.value;
            if (!letters.empty()) m_patterns.push_back({std::move(letters), &token});
        }
        std::stable_sort(m_patterns.begin(), m_patterns.end(),
                         [](const Pattern& a, const Pattern& b) { return a.letters.size() > b.letters.size(); });
    }

    std::vector<Part> parts(View text) const {
        std::vector<Part> parts;
        std::size_t done = 0;
        for (std::size_t at = 0; at < text.size();) {
            const Pattern* found = longestAt(text.subspan(at));
            if (!found) {
                ++at;
                continue;
            }
            std::size_t first = at, last = at + found->letters.size();
            at = last;
            if (!allowed(text, first, last, *found->token)) continue;
            if (found->token->stripLeft) while (first > done && isSpace(text[first - 1])) --first;
            if (found->token->stripRight) while (last < text.size() && isSpace(text[last])) ++last;
            if (first > done) parts.push_back({text.subspan(done, first - done)});
            parts.push_back({text.subspan(first, last - first), found->token});
            done = at = last;
        }
        if (done < text.size()) parts.push_back({text.subspan(done)});
        return parts;
    }

private:
    const Pattern* longestAt(View text) const {
        for (const Pattern& pattern : m_patterns)
            if (pattern.letters.front() == text.front().value && startsWith(text, pattern.letters)) return &pattern;
        return nullptr;
    }

    static bool allowed(View text, std::size_t first, std::size_t last, const AddedToken& token) {
        if (!token.singleWord) return true;
        return !(first > 0 && isWordCharacter(text[first - 1])) && !(last < text.size() && isWordCharacter(text[last]));
    }

    std::vector<Pattern> m_patterns;
};

}  // namespace

ClipTokenizer::ClipTokenizer(ClipVocabulary vocabulary) : m_vocabulary(std::move(vocabulary)), m_pairs(m_vocabulary) {
    for (const AddedToken& token : m_vocabulary.added) (token.normalized ? m_normalized : m_asTyped).push_back(token);
    m_begin = m_vocabulary.idOf(m_vocabulary.begin);
    m_end = m_vocabulary.idOf(m_vocabulary.end);
    m_pad = m_vocabulary.idOf(m_vocabulary.pad);
    for (const auto& [token, id] : m_vocabulary.ids) m_largest = std::max(m_largest, id);
    for (const AddedToken& token : m_vocabulary.added) m_largest = std::max(m_largest, token.id);
}

ClipTokenizer ClipTokenizer::open(const std::filesystem::path& folder) { return ClipTokenizer(readClipVocabulary(folder)); }

void ClipTokenizer::spell(Word word, std::vector<Placed>& placed) const {
    std::string bytes;
    for (const CodePoint& point : word) appendUtf8(bytes, point.value);
    std::vector<Piece> pieces;
    m_pairs.split(bytes, pieces);
    std::size_t spelt = 0, whole = 0, end = placed.empty() ? 0 : placed.back().end;  // bytes of the word; of the text
    auto next = word.begin();
    for (const Piece& piece : pieces) {
        if (piece.id < 0)
            checkpoint::refuse(m_vocabulary.file, TINTYPE_NOOP("core", "%1 has no token for \"%2\" and no unknown token."),
                               {checkpoint::legible(bytes)});
        spelt += piece.bytes;
        for (; next != word.end() && whole + utf8Length(next->value) <= spelt; ++next) {
            whole += utf8Length(next->value);
            end = next->end;
        }
        placed.push_back({piece.id, end});
    }
}

std::vector<ClipTokenizer::Placed> ClipTokenizer::place(const std::string& text) const {
    std::vector<Placed> placed;
    const Finder asTyped(m_asTyped, Form::AsTyped), lower(m_normalized, Form::Normalized);
    const Text typed = decodeUtf8(text);
    for (const Part& part : asTyped.parts(typed)) {
        if (part.token) {
            placed.push_back({part.token->id, part.text.back().end});
            continue;
        }
        const Text plain = normalized(part.text);
        for (const Part& inner : lower.parts(plain)) {
            if (inner.token) placed.push_back({inner.token->id, inner.text.back().end});
            else for (const View word : wordsOf(inner.text)) spell(word, placed);
        }
    }
    return placed;
}

Tokens ClipTokenizer::encode(const std::string& text, std::int64_t length) const {
    const std::vector<Placed> placed = place(text);
    const std::size_t room = static_cast<std::size_t>(std::max<std::int64_t>(length, 2)) - 2;
    const std::size_t kept = std::min(placed.size(), room);
    Tokens tokens;
    tokens.cut = kept < placed.size();
    tokens.needed = placed.size() + 2;
    tokens.keptBytes = !tokens.cut ? text.size() : kept ? placed[kept - 1].end : 0;
    tokens.ids.push_back(m_begin);
    for (std::size_t i = 0; i < kept; ++i) tokens.ids.push_back(placed[i].id);
    tokens.ids.push_back(m_end);
    const bool left = m_vocabulary.padSide == PadSide::Left;
    tokens.ids.insert(left ? tokens.ids.begin() : tokens.ids.end(), room - kept, m_pad);
    return tokens;
}

Tokens ClipTokenizer::encode(const std::string& text) const {
    if (!m_vocabulary.maxLength)
        checkpoint::refuse(m_vocabulary.file, TINTYPE_NOOP("core", "%1: the folder does not say how long a text may be (\"model_max_length\")."));
    return encode(text, m_vocabulary.maxLength);
}

}  // namespace tintype::networks
