#include "core/edits/chinese_phrase.h"

#include <algorithm>
#include <cctype>

namespace tintype::edits::chinese {
namespace {

bool isThing(Kind kind) {
    return kind == Kind::Person || kind == Kind::Animal || kind == Kind::Noun || kind == Kind::Scene || kind == Kind::Style ||
           kind == Kind::Unknown || kind == Kind::Foreign;
}

void join(std::string& text, const std::string& word) {
    if (!text.empty() && !word.empty()) text += ' ';
    text += word;
}

void setHead(Phrase& phrase, const Token& token) {
    phrase.kind = token.kind;
    phrase.head = marked(token);
    phrase.article.clear();
    for (const std::string article : {"a", "an", "the"})
        if (phrase.head.starts_with(article + " ")) {
            phrase.article = article == "an" ? "a" : article;
            phrase.head.erase(0, article.size() + 1);
            break;
        }
}

// What stands before 的.
void modify(Phrase& phrase, Tokens tokens) {
    const auto counts = [](Kind kind) { return kind == Kind::Number || kind == Kind::This; };
    while (tokens.size() > 1 && counts(tokens.front().kind) && tokens[1].kind == Kind::Wear) tokens = tokens.subspan(1);
    if (tokens.empty()) return;
    const Kind first = tokens.front().kind;
    if (first == Kind::Wear && tokens.size() > 1) {
        phrase.after.append(" wearing ").append(thing(tokens.subspan(1), Article::Indefinite));
    } else if (tokens.back().kind == Kind::Where && tokens.size() > 1) {
        phrase.after.append(" ").append(place(first == Kind::At ? tokens.subspan(1) : tokens, "in"));
    } else if (tokens.size() == 1 && first == Kind::Pronoun) {
        phrase.determiner = tokens.front().variant;
    } else {
        const Phrase owner = parsePhrase(tokens);
        if (owner.isQuality()) {
            if (!owner.determiner.empty()) phrase.determiner = owner.determiner;
            phrase.plural = phrase.plural || owner.plural;
            std::string both = owner.adjectives;
            join(both, phrase.adjectives);
            phrase.adjectives = both;
        } else if (owner.isPerson() || owner.kind == Kind::Pronoun) {
            phrase.determiner = owner.kind == Kind::Pronoun ? owner.determiner : render(owner, Article::Definite) + "'s";
        } else if (phrase.head.empty() || (owner.kind == Kind::Style && phrase.head == "painting")) {
            phrase = owner;
        } else if (owner.kind == Kind::Style && phrase.kind == Kind::Style) {
            return;  // "梵高的星月夜" names the painter twice
        } else if (owner.kind == Kind::Scene || owner.kind == Kind::Style) {
            std::string both = owner.head;
            join(both, phrase.adjectives);
            phrase.adjectives = both;
        } else if (owner.head.empty()) {
            phrase.determiner = owner.determiner;
            phrase.plural = owner.plural;
        } else {
            phrase.after.append(" of ").append(render(owner, Article::Definite));
        }
    }
}

// A thing before another: whose it is, or what kind it is.
void pushHead(Phrase& phrase, const Token& token) {
    if (!phrase.head.empty()) {
        if (phrase.isPerson() && token.kind == Kind::Noun) {
            Phrase whose = phrase;
            phrase = {};
            phrase.determiner = render(whose, Article::Definite) + "'s";
        } else {
            join(phrase.adjectives, phrase.head);
        }
    }
    setHead(phrase, token);
}

void pushNumber(Phrase& phrase, const Token& token) {
    if (token.english == "a") return;
    phrase.determiner = token.english;
    phrase.plural = true;
}

void push(Phrase& phrase, const Token& token) {
    switch (token.kind) {
    case Kind::Colour:
    case Kind::Adjective:
        phrase.comparative = token.variant.empty() ? "more " + token.english : token.variant;
        if (phrase.head.empty()) phrase.kind = token.kind;
        join(phrase.adjectives, token.english);
        break;
    case Kind::Verb: join(phrase.adjectives, gerund(token.english)); break;
    case Kind::Very: join(phrase.adjectives, "very"); break;
    case Kind::This: phrase.determiner = "the"; break;
    case Kind::Number: pushNumber(phrase, token); break;
    case Kind::Pronoun:
        phrase.kind = Kind::Pronoun;
        phrase.head = token.english;
        phrase.determiner = token.variant;
        break;
    default:
        if (isThing(token.kind)) {
            if (phrase.kind == Kind::Pronoun) phrase.head.clear();
            pushHead(phrase, token);
        }
    }
}

void usePlural(Phrase& phrase) {
    if (!phrase.plural || phrase.head.empty()) return;
    if (phrase.article == "a") phrase.head = pluralOf(phrase.head);
    else if (!phrase.head.ends_with('s') && phrase.determiner == "many") phrase.determiner = "a lot of";
}

std::size_t lastOf(Tokens tokens) {
    std::size_t at = tokens.size();
    while (at > 0 && tokens[at - 1].kind != Kind::Of) --at;
    return at;
}

}  // namespace

std::string marked(const Token& token) {
    if (token.kind != Kind::Unknown) return token.english;
    std::string text(1, kUnknownBegin);
    return text.append(token.english).append(1, kUnknownEnd);
}

bool Phrase::isPerson() const { return kind == Kind::Person || kind == Kind::Animal; }

std::string pluralOf(const std::string& noun) {
    static constexpr std::pair<std::string_view, std::string_view> kIrregular[] = {
        {"man", "men"}, {"person", "people"}, {"child", "children"}, {"mouse", "mice"}, {"wolf", "wolves"}, {"knife", "knives"},
        {"sheep", "sheep"}, {"deer", "deer"}, {"fish", "fish"}, {"goldfish", "goldfish"}, {"bookshelf", "bookshelves"}};
    for (const auto& [one, many] : kIrregular) {
        const bool same = noun == one || (one == "man" && noun.ends_with("man") && noun != "human");
        if (same) return noun.substr(0, noun.size() - one.size()) + std::string(many);
    }
    const auto ends = [&](const char* end) { return noun.ends_with(end); };
    if (ends("s") || ends("x") || ends("ch") || ends("sh")) return noun + "es";
    const bool vowel = noun.size() > 1 && std::string("aeiou").find(noun[noun.size() - 2]) != std::string::npos;
    if (ends("y") && !vowel) return noun.substr(0, noun.size() - 1) + "ies";
    return noun + "s";
}

std::string gerund(const std::string& verb) {
    std::string word = verb.substr(0, verb.find(' '));
    const std::string rest = verb.substr(word.size());
    if (word == "sit" || word == "run" || word == "swim") word += word.back();
    if (word.size() > 2 && word.ends_with('e')) word.pop_back();
    return word + "ing" + rest;
}

Phrase parsePhrase(Tokens tokens) {
    Phrase phrase;
    const std::size_t of = lastOf(tokens);
    if (of == tokens.size() && of > 0) return parsePhrase(tokens.first(of - 1));
    for (const Token& token : tokens.subspan(of)) push(phrase, token);
    if (of > 0) {
        for (Tokens before = tokens.first(of - 1); !before.empty();) {
            const std::size_t inner = lastOf(before);
            modify(phrase, before.subspan(inner));
            before = inner > 0 ? before.first(inner - 1) : Tokens();
        }
    }
    usePlural(phrase);
    return phrase;
}

std::string render(const Phrase& phrase, Article article) {
    if (phrase.kind == Kind::Pronoun) return phrase.head;
    std::string words = phrase.adjectives;
    join(words, phrase.head);
    if (words.empty()) return {};
    std::string before = phrase.determiner;
    const bool given = phrase.kind == Kind::Scene || phrase.kind == Kind::Unknown || phrase.kind == Kind::Foreign ||
                       (!phrase.head.empty() && std::isupper(static_cast<unsigned char>(phrase.head.front())));
    if (before.empty() && !phrase.head.empty()) {
        if (article == Article::Indefinite || phrase.article == "the") before = phrase.article;
        else if (!given || phrase.article == "a") before = "the";
    }
    if (before == "a" && std::string("aeiou").find(static_cast<char>(std::tolower(words.front()))) != std::string::npos &&
        !words.starts_with("uni") && !words.starts_with("UFO"))
        before = "an";
    if (before == "a" && words.starts_with("LEGO")) before.clear();
    join(before, words);
    return before + phrase.after;
}

std::string thing(Tokens tokens, Article article) {
    if (tokens.empty()) return "it";
    for (std::size_t at = 1; at + 1 < tokens.size(); ++at)
        if (tokens[at].kind == Kind::And)
            return thing(tokens.first(at), article) + " and " + thing(tokens.subspan(at + 1), article);
    if (tokens.back().kind == Kind::Where && tokens.size() > 1) return thing(tokens.first(tokens.size() - 1), article);
    const std::string text = render(parsePhrase(tokens), article);
    return text.empty() ? "it" : text;
}

std::string place(Tokens tokens, const char* otherwise) {
    std::string where = otherwise;
    if (!tokens.empty() && tokens.back().kind == Kind::Where) {
        where = tokens.back().english;
        tokens = tokens.first(tokens.size() - 1);
    }
    const std::string what = thing(tokens, Article::Definite);
    if (where == "on" && what == "the sky") where = "in";
    return where + " " + what;
}

}  // namespace tintype::edits::chinese
