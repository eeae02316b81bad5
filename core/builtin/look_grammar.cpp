// From words to clauses. A sentence is cut into segments at "and", commas and the like; each must match one of the
// sentence forms (look_forms.h), alone or leaning on the one before it.
#include <algorithm>
#include <optional>
#include <regex>
#include <utility>

#include "core/builtin/look.h"
#include "core/builtin/look_forms.h"
#include "core/builtin/look_words.h"

namespace tintype::builtin {
namespace {

bool isSeparator(char c) {
    return c == code::kAnd || c == code::kComma || c == code::kStop || c == code::kBut || c == code::kOr;
}

void append(std::string& text, const std::string& word) {
    const bool wide = !text.empty() && static_cast<unsigned char>(text.back()) >= 0x80 &&
                      static_cast<unsigned char>(word[0]) >= 0x80;
    text += (text.empty() || wide ? "" : " ") + word;
}

bool saysEffect(const Segment& segment) {
    return segment.codes().find_first_of("EV") != std::string::npos;
}

std::vector<Segment> segmentsOf(const std::vector<Word>& words) {
    std::vector<Segment> out(1);
    for (const Word& word : words) {
        const char c = word.meaning.code;
        if (isSeparator(c)) {
            if (out.back().text.empty())
                out.back().joiner = c;
            else
                out.push_back({c, {}, {}, 1.0});
            continue;
        }
        // "... without changing the face" needs no "but" before it.
        if ((c == code::kWithout || c == code::kKeep) && !out.back().words.empty())
            out.push_back({code::kBut, {}, {}, 1.0});
        // "a black and white photo with high contrast": a second effect.
        if (c == code::kWith && saysEffect(out.back())) {
            out.push_back({code::kAnd, {}, {}, 1.0});
            continue;
        }
        append(out.back().text, word.text);
        if (c == code::kDegree && word.meaning.amount < 0.0)
            out.back().degree = word.meaning.amount;
        else if (c == code::kDegree)
            out.back().degree *= word.meaning.amount;
        else if (c != code::kFiller)
            out.back().words.push_back(word);
    }
    if (out.back().text.empty()) out.pop_back();
    // "... and the face too" is "also", not a complaint.
    for (Segment& segment : out)
        if (segment.words.size() > 1 && segment.words.back().meaning.code == code::kToo) segment.words.pop_back();
    return out;
}

// Reads segments in order; remembers what a later, shorter one may lean on.
class Reader {
public:
    Understanding read(const std::vector<Word>& words) {
        for (Segment& segment : segmentsOf(words)) take(std::move(segment));
        for (const Segment& left : m_waiting) m_result.unknown.push_back(left.text);
        finish(words);
        return std::move(m_result);
    }

private:
    void take(Segment segment) {
        const bool excepted = extractExcept(segment);
        if (segment.words.empty()) return limit(segment);
        if (reportUnknownWords(segment)) return;
        if (segment.joiner == code::kOr && !m_keeping) return report(segment);
        if (protection(segment) || restriction(segment)) return;
        if (segment.codes().find_first_of("NuKQHO") == std::string::npos && effect(segment)) {
            m_keeping = excepted;
            return;
        }
        if (waitForMore(segment)) return;
        report(segment);
    }

    // "..., but only a little": a degree alone is about what came before.
    void limit(const Segment& segment) {
        if (m_result.clauses.empty() || segment.degree == 1.0) return;
        Clause& clause = m_result.clauses.back();
        clause.amount = scaledAmount(clause.effect, clause.amount, segment.degree);
    }

    void report(const Segment& segment) {
        m_keeping = false;
        noteRemoval(segment);
        m_result.unknown.push_back(segment.text);
    }

    // "remove the dog": a thing is to go, which is what the eraser is for.
    void noteRemoval(const Segment& segment) {
        const std::string codes = segment.codes();
        if (codes.find(code::kRemove) != std::string::npos && codes.find_first_of("EP") == std::string::npos) m_result.removal = true;
    }

    bool reportUnknownWords(const Segment& segment) {
        std::string run;
        const std::size_t before = m_result.unknown.size();
        const auto flush = [&] {
            if (!run.empty()) m_result.unknown.push_back(run);
            run.clear();
        };
        for (const Word& word : segment.words) {
            if (word.meaning.code == code::kUnknown)
                append(run, word.text);
            else
                flush();
        }
        flush();
        if (m_result.unknown.size() > before) noteRemoval(segment);
        return m_result.unknown.size() > before;
    }

    // "darken everything except the face": the exception leaves the segment.
    // Says whether it stood last, so that "... and the face" may go on with it.
    bool extractExcept(Segment& segment) {
        std::smatch match;
        const std::string codes = segment.codes();
        static const std::regex form("Q[kio]*(C?[RG]|C)");
        if (!std::regex_search(codes, match, form)) return false;
        const auto at = segment.words.begin() + match.position(0);
        const Word* first = &segment.words[static_cast<std::size_t>(match.position(1))];
        if (!keep(targetOf(first, first + match.length(1)))) return false;
        segment.words.erase(at, at + match.length(0));
        m_keeping = segment.words.empty();
        return match.suffix().length() == 0;
    }

    bool keep(const Target& target) {
        if (target.region.empty()) return false;
        m_keep.push_back(target.region);
        return true;
    }

    // "keep her face", "don't touch the sky", "天空不变"; then "... and the sky".
    bool protection(const Segment& segment) {
        Form form(segment, segment.codes());
        const bool keeping = std::exchange(m_keeping, false);
        const bool after =
            segment.joiner == code::kBut || segment.joiner == code::kComma || segment.joiner == code::kAnd;
        const bool found = form.is("K(C?[RG]|C|W)[kito]*U*") || form.is("M?(C?[RG])[kito]*U") ||
                           form.is("N[MHt]+(C?[RG]|C)U?") || form.is("M?(C?[RG])[kito]*N[MHt]+U?") ||
                           (form.is("K(C?[RG])(E)") && form.word(2).meaning.effect == Effect::Sharpen) || form.is("u[MH](C?[RG]|C)") ||
                           (after && form.is("N(C?[RG])")) || (keeping && form.is("(C?[RG]|C)U?"));
        if (!found) return false;
        const bool rest = form.word(1).meaning.code == code::kWhole;
        if (!rest && !keep(form.target(1))) return false;
        return m_keeping = true;
    }

    // "only the sky", "只改天空": limits what names no part itself.
    bool restriction(Segment& segment) {
        const std::string codes = segment.codes();
        if (codes.find(code::kOnly) == std::string::npos) return false;
        Form form(segment, codes);
        if (form.is("O[MH]*i?(C?[RG]|C)[Mn]?") || form.is("[MH]O(C?[RG]|C)")) {
            const Target target = form.target(1);
            if (target.region.empty() || !m_only.empty()) return false;
            m_only = target.region;
            return true;
        }
        std::erase_if(segment.words, [](const Word& word) { return word.meaning.code == code::kOnly; });
        return false;
    }

    bool effect(const Segment& segment) {
        const std::string codes = segment.codes();
        if (Clauses found = clausesOf(segment, codes)) return accept(segment, std::move(*found));
        const bool soft = segment.joiner == code::kAnd || segment.joiner == code::kComma;
        if (!soft || m_last.words.empty()) return false;
        // "... and the car red" leans on the verb before; "... and saturation" on "more"; "... and the lake"
        // on the whole effect.
        const std::string lead = m_last.codes();
        for (const char verb : {lead[0], lead.size() > 1 ? lead[1] : lead[0]}) {
            if (std::string("MpmlIDXA").find(verb) == std::string::npos) continue;
            Segment longer = segment;
            longer.words.insert(longer.words.begin(), m_last.words[verb == lead[0] ? 0 : 1]);
            if (Clauses found = clausesOf(longer, longer.codes())) return accept(longer, std::move(*found));
        }
        return alsoThere(segment);
    }

    bool alsoThere(const Segment& segment) {
        Form form(segment, segment.codes());
        if (m_result.clauses.empty() || !m_waiting.empty() || !form.is("i?(C?[RG])")) return false;
        const Target target = form.target(1);
        Clause again = m_result.clauses.back();
        if (again.region.empty() && again.thing.empty() && again.effect != Effect::BlurBackground)
            return false;
        if (again.effect == Effect::Recolour && target.people) return false;
        again.region = target.region;
        again.thing = target.thing;
        if (again.effect == Effect::BlurBackground) again.effect = Effect::Blur;
        m_result.clauses.push_back(settled(again));
        return true;
    }

    // "brighter and warmer" keeps to the part the first was about, unless it names one.
    void inherit(const Segment& segment, Clause& clause) const {
        const std::string codes = segment.codes();
        const bool bare =
            codes.find_first_of("RGWMA") == std::string::npos && codes.find("C") == std::string::npos;
        const bool soft = segment.joiner == code::kAnd || segment.joiner == code::kComma;
        if (!bare || !soft || !isSigned(clause.effect) || m_result.clauses.empty()) return;
        const Clause& before = m_result.clauses.back();
        if (before.effect != Effect::Recolour && !isSigned(before.effect)) return;
        clause.region = before.effect == Effect::Recolour && !before.region.empty() && before.thing.empty() &&
                                before.region != "sky"
                            ? std::string()
                            : before.region;
        clause.thing = before.thing;
    }

    // "it's too dark, brighten it", "a bit dark, brighten it": the first part says what is wrong, not what to do.
    bool wasDescription(const Segment& segment, const Clause& clause) const {
        static const std::regex form("(?:(?:C?[RG]|W)k?)?(j?)E");
        std::smatch match;
        const std::string before = m_last.codes();
        if (segment.joiner == code::kAnd || m_result.clauses.empty() || !std::regex_match(before, match, form)) return false;
        const Clause& first = m_result.clauses.back();
        if (first.effect != clause.effect || !isSigned(clause.effect)) return false;
        const bool samePlace = first.region == clause.region || clause.region.empty();
        const bool complaint = match[1].length() > 0, opposite = (first.amount < 0) != (clause.amount < 0);
        return samePlace && (complaint ? !opposite : opposite && segment.joiner == code::kComma);
    }

    bool accept(const Segment& segment, std::vector<Clause> found) {
        for (Clause& clause : found) {
            if (clause.region.empty() && clause.thing.empty()) inherit(segment, clause);
            if (wasDescription(segment, clause)) m_result.clauses.pop_back();
            for (const Segment& waiting : m_waiting) m_result.clauses.push_back(elsewhere(waiting, clause));
            m_result.clauses.push_back(clause);
        }
        m_waiting.clear();
        m_last = segment;
        return true;
    }

    // The clause for a part named earlier: "the sky" in "make the sky and the lake darker".
    static Clause elsewhere(const Segment& waiting, Clause clause) {
        Form form(waiting, waiting.codes());
        form.is("[MVpA]?(C?[RG]|C)");
        const Target target = form.target(1);
        clause.region = target.region;
        clause.thing = target.thing;
        return settled(clause);
    }

    bool waitForMore(const Segment& segment) {
        Form form(segment, segment.codes());
        if (!form.is("[Mp]?(C?[RG]|C)") || form.target(1).people) return false;
        m_waiting.push_back(segment);
        if (segment.codes()[0] == code::kMake || segment.codes()[0] == code::kPaint) m_last = segment;
        return true;
    }

    void finish(const std::vector<Word>& words) {
        for (Clause& clause : m_result.clauses) {
            if (clause.region.empty() && clause.thing.empty()) clause.region = m_only;
            clause = settled(clause);
            clause.keep = m_keep;
        }
        if (!m_result.clauses.empty() || !m_result.unknown.empty()) return;
        std::string all;
        for (const Word& word : words)
            if (!isSeparator(word.meaning.code)) append(all, word.text);
        if (!all.empty()) m_result.unknown.push_back(all);
    }

    Understanding m_result;
    std::vector<Segment> m_waiting;  // parts named before their effect
    Segment m_last;
    std::vector<std::string> m_keep;
    std::string m_only;
    bool m_keeping = false;  // the last segment named something to keep
};

}  // namespace

Understanding understand(const std::string& instruction) {
    return Reader().read(wordsOf(instruction));
}

}  // namespace tintype::builtin
