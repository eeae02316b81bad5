// A sentence the program says to a person, kept as an English template plus its arguments, so that the
// window can translate it and the shell can print it. Used by errors, progress stages and warnings.
#pragma once

#include <string>
#include <vector>

// Marks a string for the translators (lupdate reads it as QT_TRANSLATE_NOOP). Context is always "core".
#define TINTYPE_NOOP(context, text) text

namespace tintype {

struct Message {
    std::string text;                    // English, with the places %1 %2 ... %9; also the translation key
    std::vector<std::string> arguments;  // what stands at the places; shown as they are, never as markup

    bool empty() const { return text.empty(); }
    // The English sentence with its arguments filled in.
    std::string english() const;
    bool operator==(const Message&) const = default;
};

// Puts the arguments at the places %1 ... %9 of a (translated) template. Places without an argument stay.
std::string fill(const std::string& text, const std::vector<std::string>& arguments);

}  // namespace tintype
