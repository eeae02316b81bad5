// The words the translator of Chinese instructions knows, and a sentence cut into them. Used by chinese.cpp and
// chinese_phrase.cpp only. The words themselves lie in resources/chinese_words.txt.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tintype::edits::chinese {

enum class Kind {
    Person, Animal, Noun, Scene, Style, Colour, Adjective, Verb, Pronoun,
    // what shapes a sentence
    Take, Give, Let, Become, BecomeSo, Look, Like, Wear, Add, Place, Remove, Keep, Effect, Of, At, Where, More, Bit, Very,
    Number, This, And, Join, Particle, StyleMark,
    Foreign,   // written in other letters: stays as it is
    Unknown,
};

struct Token {
    Kind kind = Kind::Unknown;
    std::string english;   // as the lexicon has it: "a cat", "bright"
    std::string variant;   // comparative of an adjective, possessive of a pronoun
};

using Tokens = std::span<const Token>;

// The fewest and longest words; what the lexicon lacks becomes Unknown, as typed. Spaces are left out.
std::vector<Token> wordsOf(std::string_view clause);

// A preset of the phrasebook with that Chinese text; empty: there is none.
std::string presetFor(std::string_view clause);

// Chinese characters, simplified or traditional.
bool isChinese(char32_t character);
std::vector<char32_t> charactersOf(std::string_view text);
std::string textOf(std::span<const char32_t> characters);

}  // namespace tintype::edits::chinese
