// The table behind look_words.h: phrases, separated by "; ", with one meaning a row.
#pragma once

#include <span>

#include "core/builtin/look_words.h"

namespace tintype::builtin {

struct LexiconRow {
    Meaning meaning;
    std::string_view phrases;
};

std::span<const LexiconRow> effectRows();   // effects, verbs of effect, properties
std::span<const LexiconRow> grammarRows();  // everything else
// Real English words one letter away from the vocabulary: never taken for a typing error.
bool isOtherWord(std::string_view word);

}  // namespace tintype::builtin
