// One segment of an instruction against the few sentence forms: from the letters of its words (look_words.h) to
// clauses. A form must match as a whole, so that a word can only be passed over where the form has a place for it.
// Used by look_grammar.cpp only.
#pragma once

#include <initializer_list>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "core/builtin/look.h"
#include "core/builtin/look_words.h"

namespace tintype::builtin {

struct Segment {
    char joiner = 0;          // what stood before it
    std::vector<Word> words;  // without fillers and degrees
    std::string text;         // as written, with everything
    double degree = 1.0;      // factor; negative: absolute
    std::string codes() const {
        std::string out;
        for (const Word& word : words) out += word.meaning.code;
        return out;
    }
};

struct Target {
    std::string region, thing;
    bool people = false;
    bool named = false;  // something was named, if only "it"
};

// What a named part means, from the words [first, last) of a target group: [colour] region | [colour] thing |
// whole | colour.
Target targetOf(const Word* first, const Word* last);

bool isSigned(Effect effect);
// An effect's usual amount by a segment's degree.
double scaledAmount(Effect effect, double amount, double degree);

// One segment against the forms. Holds the match so that handlers can ask for its groups.
class Form {
public:
    Form(const Segment& segment, std::string codes) : m_segment(segment), m_codes(std::move(codes)) {}

    bool is(const char* pattern) {
        const std::regex form(pattern);
        return std::regex_match(m_codes, m_match, form);
    }
    bool has(int group) const { return m_match[static_cast<std::size_t>(group)].length() > 0; }
    const Word& word(int group) const {
        return m_segment.words[static_cast<std::size_t>(m_match.position(static_cast<std::size_t>(group)))];
    }
    Target target(int group) const {
        if (!has(group)) return {};
        const Word* first = &word(group);
        return targetOf(first, first + m_match.length(static_cast<std::size_t>(group)));
    }
    // The first of several groups that took part.
    Target target(std::initializer_list<int> groups) const {
        for (const int group : groups)
            if (has(group)) return target(group);
        return {};
    }

private:
    const Segment& m_segment;
    std::string m_codes;
    std::smatch m_match;
};

// "blur the background" and "stormy sky" carry their part in the effect.
Clause settled(Clause clause);

using Clauses = std::optional<std::vector<Clause>>;

// What the segment asks for; codes: its letters. None where no form fits.
Clauses clausesOf(const Segment& segment, const std::string& codes);

}  // namespace tintype::builtin
