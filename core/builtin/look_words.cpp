#include "core/builtin/look_words.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <utility>

#include "core/builtin/look_lexicon.h"

namespace tintype::builtin {
namespace {

using Glyphs = std::vector<std::string>;  // one UTF-8 character each

// Traditional characters of the vocabulary and their simplified forms, in pairs.
constexpr std::string_view kTraditional =
    "變变藍蓝紅红綠绿黃黄雲云陰阴對对飽饱調调溫温電电復复懷怀舊旧風风暈晕霧雾臉脸顏颜換换將将讓让請请點点顆颗"
    "銳锐鮮鲜豔艳現现給给強强"
    "減减輕轻葉叶樹树車车襯衬頭头髮发後后這这張张圖图畫画幫帮別别動动過过為为來来間间淺浅單单褲裤貓猫鳥鸟馬马"
    "體体場场氣气雷雷觀观"
    "條条個个層层鐘钟僅仅護护與与並并時时樣样邊边視视濃浓飄飘兒儿話话無无誰谁環环廣广蒼苍橘橘銀银";

std::size_t glyphLength(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

Glyphs glyphsOf(std::string_view text) {
    Glyphs out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length =
            std::min(glyphLength(static_cast<unsigned char>(text[at])), text.size() - at);
        out.emplace_back(text.substr(at, length));
        at += length;
    }
    return out;
}

char32_t pointOf(const std::string& glyph) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(glyph[i]); };
    if (glyph.size() == 1) return byte(0);
    if (glyph.size() == 2) return char32_t(byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    if (glyph.size() == 3)
        return char32_t(byte(0) & 0x0F) << 12 | char32_t(byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    return char32_t(byte(0) & 0x07) << 18 | char32_t(byte(1) & 0x3F) << 12 | char32_t(byte(2) & 0x3F) << 6 |
           (byte(3) & 0x3F);
}

const std::unordered_map<std::string, std::string>& simplifiedForms() {
    static const auto forms = [] {
        std::unordered_map<std::string, std::string> map;
        const Glyphs pairs = glyphsOf(kTraditional);
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) map.emplace(pairs[i], pairs[i + 1]);
        return map;
    }();
    return forms;
}

// Lower case, half width, simplified; curly quotes straight, hyphens as spaces.
std::string plain(const std::string& glyph) {
    const char32_t point = pointOf(glyph);
    if (point >= 'A' && point <= 'Z') return std::string(1, static_cast<char>(point + 32));
    if (point >= 0xFF01 && point <= 0xFF5E) return plain(std::string(1, static_cast<char>(point - 0xFEE0)));
    if (point == 0x2018 || point == 0x2019 || point == '`') return "'";
    if (point == '-' || point == '_' || point == 0x3000 || point == 0xA0 ||
        (point >= 0x2010 && point <= 0x2015))
        return " ";
    if (point == '"' || point == 0x201C || point == 0x201D || point == '(' || point == ')' || point < 32)
        return " ";
    const auto form = simplifiedForms().find(glyph);
    return form == simplifiedForms().end() ? glyph : form->second;
}

char separatorOf(const std::string& glyph) {
    if (glyph == ",") return code::kComma;
    if (glyph == "、") return code::kAnd;
    if (glyph == "." || glyph == ";" || glyph == "!" || glyph == ":" || glyph == "。" || glyph == "?" ||
        glyph == "~")
        return code::kStop;
    return 0;
}

bool isWide(const std::string& glyph) {
    return pointOf(glyph) >= 0x2E80;
}

bool isDigit(const std::string& glyph) {
    return glyph.size() == 1 && glyph[0] >= '0' && glyph[0] <= '9';
}

// A stretch of the sentence: an English word, one wide character, or a separator.
struct Piece {
    std::string plain, written;
    bool wide = false;
    char separator = 0;
};

std::vector<Piece> piecesOf(const std::string& sentence) {
    std::vector<Piece> out;
    bool open = false;  // the last piece is an English word still growing
    const Glyphs glyphs = glyphsOf(sentence);
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const std::string& written = glyphs[i];
        const bool minus = !open && (written == "-" || written == "−") && i + 1 < glyphs.size() && isDigit(glyphs[i + 1]);
        const std::string glyph = minus ? "-" : plain(written);
        const bool decimal = open && glyph == "." && i > 0 && isDigit(glyphs[i - 1]) && i + 1 < glyphs.size() && isDigit(glyphs[i + 1]);
        const char separator = decimal ? '\0' : separatorOf(glyph);
        const bool wide = !separator && isWide(glyph);
        if (glyph == " " || separator || wide) {
            open = false;
            if (separator || wide) out.push_back({glyph, written, wide, separator});
        } else if (open) {
            out.back().plain += glyph;
            out.back().written += written;
        } else {
            out.push_back({glyph, written, false, 0});
            open = true;
        }
    }
    return out;
}

struct Lexicon {
    std::unordered_map<std::string, Meaning>
        phrases;                         // wide: characters joined; English: words joined by spaces
    std::vector<std::string> longWords;  // single English words that a typing error may come from

    Lexicon() {
        for (const LexiconRow& row : effectRows()) add(row);
        for (const LexiconRow& row : grammarRows()) add(row);
        std::sort(longWords.begin(), longWords.end());
    }

private:
    void add(const LexiconRow& row) {
        for (std::size_t at = 0; at < row.phrases.size();) {
            const std::size_t end = std::min(row.phrases.find("; ", at), row.phrases.size());
            const std::string phrase(row.phrases.substr(at, end - at));
            phrases.emplace(phrase, row.meaning);
            const bool plainWord =
                std::all_of(phrase.begin(), phrase.end(), [](char c) { return c >= 'a' && c <= 'z'; });
            if (plainWord && phrase.size() >= 6) longWords.push_back(phrase);
            at = end + 2;
        }
    }
};

const Lexicon& lexicon() {
    static const Lexicon table;
    return table;
}

// One letter too many, too few, wrong, or two swapped.
bool nearlySame(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    std::size_t i = 0;
    while (i < a.size() && a[i] == b[i]) ++i;
    if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
    if (i == a.size()) return true;
    if (a.substr(i + 1) == b.substr(i + 1)) return true;
    return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

bool isEffect(const Meaning& meaning) {
    return meaning.code == code::kEffect || meaning.code == code::kVerb;
}

// The word meant by a mistyped one; itself when nothing is near. The first letter is taken as right, so that
// "farmer" is not read as "warmer".
std::string corrected(const std::string& word) {
    if (word.size() < 5 || lexicon().phrases.count(word) || isOtherWord(word)) return word;
    for (const std::string& known : lexicon().longWords) {
        if (known[0] != word[0] || !nearlySame(word, known)) continue;
        // Too many short words lie near another: only what names an effect is guessed from five letters.
        if (word.size() > 5 || (known.size() == 6 && isEffect(lexicon().phrases.at(known)))) return known;
    }
    return word;
}

std::string withoutOwner(const std::string& word) {
    const bool owner = word.size() > 2 && word.ends_with("'s") && !lexicon().phrases.count(word);
    return owner ? word.substr(0, word.size() - 2) : word;
}

void repair(std::vector<Piece>& pieces) {
    for (Piece& piece : pieces)
        if (!piece.wide && !piece.separator) {
            const std::string bare = withoutOwner(piece.plain);
            if (bare != piece.plain) piece.written.resize(bare.size());
            piece.plain = corrected(bare);
        }
}

// An absolute amount, as a negative degree.
Meaning partOf(double percent) {
    return {code::kDegree, Effect::Exposure, -percent / 100.0, {}};
}

// "20%", "20 percent": how many pieces it takes, 0 for none.
std::size_t percentAt(const std::vector<Piece>& pieces, std::size_t at, Meaning& meaning) {
    const std::string& word = pieces[at].plain;
    char* end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    if (end == word.c_str() || !(value > 0.0 && value <= 100.0)) return 0;
    const bool sign = std::string_view(end) == "%";
    const bool named = *end == 0 && at + 1 < pieces.size() &&
                       (pieces[at + 1].plain == "percent" || pieces[at + 1].plain == "pct");
    if (!sign && !named) return 0;
    meaning = partOf(value);
    return sign ? 1 : 2;
}

// A number of stops in digits or words; 0 where there is none.
double stopCount(const std::string& word) {
    constexpr std::pair<std::string_view, double> kWords[] = {{"half", 0.5}, {"半", 0.5}, {"a", 1.0}, {"one", 1.0}, {"一", 1.0}, {"two", 2.0}, {"两", 2.0}};
    for (const auto& [name, value] : kWords)
        if (word == name) return value;
    char* end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    return *end == 0 ? value : 0.0;
}

// "1 stop", "half a stop", "0.5 ev": how many pieces it takes, 0 for none. Two stops are the whole range of exposure.
std::size_t stopsAt(const std::vector<Piece>& pieces, std::size_t at, Meaning& meaning) {
    const double value = stopCount(pieces[at].plain);
    const std::size_t article = at + 1 < pieces.size() && pieces[at].plain == "half" && pieces[at + 1].plain == "a" ? 1 : 0;
    const std::size_t unit = at + 1 + article;
    if (!(value > 0.0 && value <= 2.0) || unit >= pieces.size()) return 0;
    const std::string& name = pieces[unit].plain;
    if (name != "stop" && name != "stops" && name != "ev" && name != "档") return 0;
    meaning = partOf(50.0 * value);
    return unit + 1 - at;
}

// "百分之二十" and the like, in characters or digits.
std::size_t chinesePercentAt(const std::vector<Piece>& pieces, std::size_t at, Meaning& meaning) {
    constexpr std::string_view kOf[] = {"百", "分", "之"};
    for (std::size_t i = 0; i < 3; ++i)
        if (at + i >= pieces.size() || pieces[at + i].plain != kOf[i]) return 0;
    static const Glyphs kDigits = glyphsOf("零一二三四五六七八九");
    std::size_t next = at + 3;
    int value = next < pieces.size() ? std::atoi(pieces[next].plain.c_str()) : 0, digit = 0;
    if (value > 0) ++next;
    for (; next < pieces.size() && pieces[next].wide; ++next) {
        const auto found = std::find(kDigits.begin(), kDigits.end(), pieces[next].plain);
        if (pieces[next].plain == "十")
            value += 10 * std::max(1, digit), digit = 0;
        else if (found != kDigits.end())
            digit = static_cast<int>(found - kDigits.begin());
        else
            break;
    }
    value += digit;
    if (value < 1 || value > 100) return 0;
    meaning = partOf(value);
    return next - at;
}

// "+20%" is "20% more": the sign becomes a piece of its own.
void partSigns(std::vector<Piece>& pieces) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        Piece& piece = pieces[i];
        if (piece.plain.size() < 2 || (piece.plain[0] != '+' && piece.plain[0] != '-')) continue;
        const std::size_t signBytes = piece.written.size() - (piece.plain.size() - 1);
        const Piece sign{piece.plain[0] == '+' ? "increase" : "decrease", piece.written.substr(0, signBytes), false, 0};
        piece.plain.erase(0, 1);
        piece.written.erase(0, signBytes);
        pieces.insert(pieces.begin() + std::ptrdiff_t(i), sign);
        ++i;
    }
}

// The longest phrase that starts at `at`; returns how many pieces it takes, 0 for none.
std::size_t longest(const std::vector<Piece>& pieces, std::size_t at, Meaning& meaning) {
    constexpr std::size_t kMost = 9;
    std::string phrase;
    std::size_t length = 0;
    for (std::size_t i = at; i < std::min(pieces.size(), at + kMost) && !pieces[i].separator; ++i) {
        const bool space = i > at && !(pieces[i].wide && pieces[i - 1].wide);
        phrase += (space ? " " : "") + pieces[i].plain;
        const auto found = lexicon().phrases.find(phrase);
        if (found == lexicon().phrases.end()) continue;
        meaning = found->second;
        length = i - at + 1;
    }
    if (const std::size_t stops = stopsAt(pieces, at, meaning)) return stops;
    if (length == 0) length = percentAt(pieces, at, meaning);
    return length == 0 ? chinesePercentAt(pieces, at, meaning) : length;
}

std::string written(const std::vector<Piece>& pieces, std::size_t from, std::size_t count) {
    std::string out;
    for (std::size_t i = from; i < from + count; ++i) {
        const bool space = i > from && !(pieces[i].wide && pieces[i - 1].wide);
        out += (space ? " " : "") + pieces[i].written;
    }
    return out;
}

bool isNoun(char c) {
    return c == code::kRegion || c == code::kThing || c == code::kWhole || c == code::kColour ||
           c == code::kProperty || c == code::kUnknown;
}

// "her face" / "make her brighter", "this photo" / "make this brighter"; "bright red" is one colour.
void settle(std::vector<Word>& words) {
    const auto isCode = [&](std::size_t i, char c) { return i < words.size() && words[i].meaning.code == c; };
    for (std::size_t i = 0; i < words.size(); ++i) {
        Meaning& meaning = words[i].meaning;
        const bool last = i + 1 == words.size() || words[i + 1].meaning.code < 'A';
        if (words[i].text == "look" && last && i > 0) meaning.code = code::kStyle;
        if (words[i].text == "by" && isCode(i + 1, code::kDegree)) meaning.code = code::kFiller;
        const bool bright = meaning.code == code::kEffect && meaning.amount > 0.0 &&
                            (meaning.effect == Effect::Exposure || meaning.effect == Effect::Saturation);
        if (bright && isCode(i + 1, code::kColour)) meaning = {code::kFiller, Effect::Exposure, 0.0, {}};
        if (meaning.code != code::kOwner) continue;
        std::size_t next = i + 1;
        while (isCode(next, code::kFiller) || isCode(next, code::kOwner)) ++next;
        const bool person = words[i].text == "her" || words[i].text == "Her" || words[i].text == "his";
        const bool comparative = isCode(next, code::kColour) && words[next].meaning.amount > 0.0;
        if (next < words.size() && isNoun(words[next].meaning.code) && !comparative)
            meaning.code = code::kFiller;
        else if (person)
            meaning = {code::kRegion, Effect::Exposure, 1.0, "subject"};
        else
            meaning.code = code::kWhole;
    }
}

// "make the sky blue" speaks of the sky, "paint the car sky blue" of a colour.
void partSkyAndBlue(std::vector<Word>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (words[i].meaning.code != code::kColour || (words[i].text != "sky blue" && words[i].text != "Sky blue")) continue;
        const bool last = i + 1 == words.size() || words[i + 1].meaning.code < 'A';
        const bool named = std::any_of(words.begin(), words.begin() + std::ptrdiff_t(i), [](const Word& word) {
            return isNoun(word.meaning.code) && word.meaning.code != code::kUnknown;
        });
        if (!last || named) continue;
        words[i] = {{code::kColour, Effect::Exposure, 0.0, "blue"}, words[i].text.substr(4)};
        words.insert(words.begin() + std::ptrdiff_t(i), {{code::kRegion, Effect::Exposure, 0.0, "sky"}, "sky"});
        ++i;
    }
}

bool isSingleWide(const Word& word) {
    return word.text.size() <= 4 &&
           word.text.size() == glyphLength(static_cast<unsigned char>(word.text[0])) && isWide(word.text) &&
           (isNoun(word.meaning.code) || word.meaning.code == code::kEffect);
}

// An unknown Chinese word may begin or end with a character that means something alone: it is named whole.
void completeUnknown(std::vector<Word>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].meaning.code != code::kUnknown || !isWide(glyphsOf(words[i].text).back())) continue;
        if (i + 1 < words.size() && isSingleWide(words[i + 1])) {
            words[i].text += words[i + 1].text;
            words.erase(words.begin() + std::ptrdiff_t(i) + 1);
        }
        if (i > 0 && isSingleWide(words[i - 1])) {
            words[i].text = words[i - 1].text + words[i].text;
            words.erase(words.begin() + std::ptrdiff_t(i) - 1);
            --i;
        }
    }
}

}  // namespace

std::vector<Word> wordsOf(const std::string& sentence) {
    std::vector<Piece> pieces = piecesOf(sentence);
    partSigns(pieces);
    repair(pieces);
    std::vector<Word> words;
    bool wideGap = false;  // the last word is unknown Chinese that goes on
    for (std::size_t i = 0; i < pieces.size();) {
        Meaning meaning;
        std::size_t length = 1;
        if (pieces[i].separator)
            meaning.code = pieces[i].separator;
        else
            length = longest(pieces, i, meaning);
        if (length == 0) {
            if (wideGap && pieces[i].wide)
                words.back().text += pieces[i].written;
            else
                words.push_back({{}, pieces[i].written});
            wideGap = pieces[i].wide;
            ++i;
            continue;
        }
        wideGap = false;
        words.push_back({meaning, written(pieces, i, length)});
        i += length;
    }
    completeUnknown(words);
    partSkyAndBlue(words);
    settle(words);
    return words;
}

}  // namespace tintype::builtin
