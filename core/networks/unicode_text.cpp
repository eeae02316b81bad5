#include "core/networks/unicode_text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/networks/unicode_tables.h"

namespace tintype::networks {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Hangul syllables are composed by arithmetic (Unicode Standard 3.12).
constexpr char32_t kSyllables = 0xAC00, kLeads = 0x1100, kVowels = 0x1161, kTails = 0x11A7;
constexpr char32_t kLeadCount = 19, kVowelCount = 21, kTailCount = 28, kSyllableCount = kLeadCount * kVowelCount * kTailCount;

template <typename Range>
const Range* findRange(std::span<const Range> ranges, char32_t value) {
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), value,
                                        [](char32_t v, const Range& range) { return v < range.first; });
    if (after == ranges.begin()) return nullptr;
    const Range& range = *(after - 1);
    return value <= range.last ? &range : nullptr;
}

int combiningClass(char32_t value) {
    if (value < 0x300) return 0;
    const MarkRange* range = findRange(markRanges(), value);
    return range ? range->combiningClass : 0;
}

const Decomposition* findDecomposition(char32_t value) {
    const auto all = decompositions();
    const auto found = std::lower_bound(all.begin(), all.end(), value,
                                        [](const Decomposition& row, char32_t v) { return row.whole < v; });
    return found != all.end() && found->whole == value ? &*found : nullptr;
}

void decompose(CodePoint point, std::vector<CodePoint>& out) {
    const char32_t syllable = point.value - kSyllables;
    if (point.value >= kSyllables && syllable < kSyllableCount) {
        out.push_back({kLeads + syllable / (kVowelCount * kTailCount), point.end});
        out.push_back({kVowels + syllable / kTailCount % kVowelCount, point.end});
        if (syllable % kTailCount) out.push_back({kTails + syllable % kTailCount, point.end});
        return;
    }
    const Decomposition* row = point.value < 0xC0 ? nullptr : findDecomposition(point.value);
    if (!row) return out.push_back(point);
    decompose({row->first, point.end}, out);
    if (row->second) out.push_back({row->second, point.end});
}

void orderMarks(std::vector<CodePoint>& text) {
    for (auto first = text.begin(); first != text.end();) {
        if (combiningClass(first->value) == 0) {
            ++first;
            continue;
        }
        const auto last = std::find_if(first, text.end(), [](const CodePoint& p) { return combiningClass(p.value) == 0; });
        std::stable_sort(first, last, [](const CodePoint& a, const CodePoint& b) {
            return combiningClass(a.value) < combiningClass(b.value);
        });
        first = last;
    }
}

std::unordered_map<std::uint64_t, char32_t> makeCompositions() {
    std::unordered_map<std::uint64_t, char32_t> pairs;
    for (const Decomposition& row : decompositions())
        if (row.composes) pairs.emplace(static_cast<std::uint64_t>(row.first) << 32 | row.second, row.whole);
    return pairs;
}

std::optional<char32_t> composed(char32_t a, char32_t b) {
    if (a - kLeads < kLeadCount && b - kVowels < kVowelCount)
        return kSyllables + ((a - kLeads) * kVowelCount + (b - kVowels)) * kTailCount;
    if (a - kSyllables < kSyllableCount && (a - kSyllables) % kTailCount == 0 && b > kTails && b < kTails + kTailCount)
        return a + (b - kTails);
    static const auto pairs = makeCompositions();
    const auto found = pairs.find(static_cast<std::uint64_t>(a) << 32 | b);
    return found == pairs.end() ? std::nullopt : std::optional(found->second);
}

// Each mark joins the last starter before it unless a mark between them has the same class or a higher one.
std::vector<CodePoint> compose(const std::vector<CodePoint>& text) {
    std::vector<CodePoint> out;
    std::size_t starter = text.size();
    int before = 0;  // class of the last character kept after the starter; -1: none
    for (const CodePoint& point : text) {
        const int klass = combiningClass(point.value);
        if (starter < out.size() && (before == -1 || before < klass)) {
            if (const auto whole = composed(out[starter].value, point.value)) {
                out[starter] = {*whole, std::max(out[starter].end, point.end)};
                continue;
            }
        }
        before = klass;
        if (klass == 0) {
            starter = out.size();
            before = -1;
        }
        out.push_back(point);
    }
    return out;
}

int lengthOfLead(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

// The second byte keeps out overlong forms, surrogates and what lies beyond U+10FFFF.
bool continues(unsigned char lead, int position, unsigned char byte) {
    if (position == 1 && lead == 0xE0) return byte >= 0xA0 && byte < 0xC0;
    if (position == 1 && lead == 0xED) return byte >= 0x80 && byte < 0xA0;
    if (position == 1 && lead == 0xF0) return byte >= 0x90 && byte < 0xC0;
    if (position == 1 && lead == 0xF4) return byte >= 0x80 && byte < 0x90;
    return byte >= 0x80 && byte < 0xC0;
}

}  // namespace

std::vector<CodePoint> decodeUtf8(std::string_view text, std::size_t offset) {
    std::vector<CodePoint> out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const int length = lengthOfLead(lead);
        char32_t value = length < 2 ? lead : lead & (0x7F >> length);
        int read = 1;
        for (; read < length && at + read < text.size(); ++read) {
            const auto byte = static_cast<unsigned char>(text[at + read]);
            if (!continues(lead, read, byte)) break;
            value = value << 6 | (byte & 0x3F);
        }
        at += static_cast<std::size_t>(read);
        out.push_back({length == read ? value : kReplacement, offset + at});
    }
    return out;
}

void appendUtf8(std::string& text, char32_t value) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (value >> shift & 0x3F)); };
    if (value < 0x80) {
        text += static_cast<char>(value);
    } else if (value < 0x800) {
        text += static_cast<char>(0xC0 | value >> 6);
        tail(0);
    } else if (value < 0x10000) {
        text += static_cast<char>(0xE0 | value >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0 | value >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string encodeUtf8(const std::vector<CodePoint>& text) {
    std::string out;
    out.reserve(text.size());
    for (const CodePoint& point : text) appendUtf8(out, point.value);
    return out;
}

std::vector<CodePoint> normalFormC(const std::vector<CodePoint>& text) {
    // Below U+0300 nothing combines and every character is its own normal form.
    if (std::all_of(text.begin(), text.end(), [](const CodePoint& p) { return p.value < 0x300; })) return text;
    std::vector<CodePoint> parts;
    parts.reserve(text.size());
    for (const CodePoint& point : text) decompose(point, parts);
    orderMarks(parts);
    return compose(parts);
}

std::vector<CodePoint> lowerCase(const std::vector<CodePoint>& text) {
    std::vector<CodePoint> out;
    out.reserve(text.size());
    for (CodePoint point : text) {
        if (point.value == 0x130) {  // I with dot above: the only one that becomes two
            out.push_back({U'i', point.end});
            out.push_back({0x307, point.end});
            continue;
        }
        const LowerRun* run = findRange(lowerRuns(), point.value);
        if (run && (point.value - run->first) % run->step == 0)
            point.value = static_cast<char32_t>(static_cast<std::int64_t>(point.value) + run->delta);
        out.push_back(point);
    }
    return out;
}

CharacterClass classOf(char32_t value) {
    if (findRange(letterRanges(), value)) return CharacterClass::Letter;
    if (findRange(numberRanges(), value)) return CharacterClass::Number;
    return findRange(spaceRanges(), value) ? CharacterClass::Space : CharacterClass::Other;
}

}  // namespace tintype::networks
