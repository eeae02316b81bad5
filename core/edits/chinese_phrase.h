// Things and qualities: "女孩的红色帽子" becomes "the girl's red hat". Used by chinese.cpp.
#pragma once

#include <string>

#include "core/edits/chinese_lexicon.h"

namespace tintype::edits::chinese {

enum class Article { Definite, Indefinite };

struct Phrase {
    std::string determiner;  // "her", "two", "the girl's"; empty: the article decides
    std::string adjectives;
    std::string head;        // without its article; empty: a quality only
    std::string after;       // " in the background"
    std::string article;     // the head's own: "a", "the" or none
    std::string comparative; // of a lone quality
    Kind kind = Kind::Noun;  // of the head
    bool plural = false;

    bool isQuality() const { return head.empty() && !adjectives.empty(); }
    bool isPerson() const;
};

// Marks around what could not be turned, inside the English; taken out again by toEnglish().
inline constexpr char kUnknownBegin = '\x01', kUnknownEnd = '\x02';

std::string marked(const Token& token);

Phrase parsePhrase(Tokens tokens);
// The noun, many of it.
std::string pluralOf(const std::string& noun);
std::string render(const Phrase& phrase, Article article);
// Empty tokens are "it". Things joined by "and" too.
std::string thing(Tokens tokens, Article article);
// "on the table", "in the sky"; a thing without a place word gets `otherwise`.
std::string place(Tokens tokens, const char* otherwise);
std::string gerund(const std::string& verb);

}  // namespace tintype::edits::chinese
