// The vocabulary of the look engine, English and Chinese, and how a sentence becomes words with meanings.
// Used by look_grammar.cpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/builtin/look.h"

namespace tintype::builtin {

// What a word is to the grammar; the letters make sentences matchable as short strings.
namespace code {
inline constexpr char kMake = 'M', kVerb = 'V', kEffect = 'E', kProperty = 'P', kRaise = 'I', kLower = 'D',
                      kRemove = 'X', kAdd = 'A', kMore = 'm', kLess = 'l', kRegion = 'R', kThing = 'G',
                      kWhole = 'W', kColour = 'C', kTo = 't', kLike = 'k', kFrom = 'f', kWith = 'w',
                      kOf = 'o', kIn = 'i', kKeep = 'K', kSame = 'U', kOnly = 'O', kExcept = 'Q', kNot = 'N',
                      kWithout = 'u', kTouch = 'H', kReplace = 'S', kPaint = 'p', kStyle = 'n', kNow = 'y',
                      kPut = 'z', kToo = 'j', kDegree = 'd', kUnknown = '?', kFiller = '.', kOwner = 'h',
                      // between parts of a sentence
    kAnd = '&', kComma = ',', kStop = ';', kBut = '|', kOr = '/';
}

struct Meaning {
    char code = code::kUnknown;
    Effect effect = Effect::Exposure;
    double amount = 0.0;         // effects: signed default; degrees: factor, or absolute where negative
    std::string_view name = {};  // regions, colours; "people" marks a region word that means a person
};

struct Word {
    Meaning meaning;
    std::string text;  // as written
};

std::vector<Word> wordsOf(const std::string& sentence);

}  // namespace tintype::builtin
