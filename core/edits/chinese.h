// Chinese instructions in English, offline, in the forms the instruction models know best: Change X to Y, Put X on Y, Make X
// look Y. What the words do not cover is marked, never dropped. Used by instruct and the instruction line.
#pragma once

#include <string>
#include <vector>

namespace tintype::edits {

struct TranslatedPart {
    std::string text;
    bool known = true;  // false: stands as it was typed
};

struct Translation {
    std::vector<TranslatedPart> parts;
    std::string english() const;  // all parts
    bool complete() const;        // nothing stands as it was typed
    std::vector<std::string> unknown() const;
};

// Has Chinese characters, simplified or traditional.
bool hasChinese(const std::string& text);
// A text without Chinese comes back as it is. Never throws.
Translation toEnglish(const std::string& instruction);

}  // namespace tintype::edits
