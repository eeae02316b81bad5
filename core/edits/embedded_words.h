// resources/chinese_words.txt and resources/phrasebook.json as they were when the program was built. Used by
// chinese_lexicon.cpp.
#pragma once

#include <string_view>

namespace tintype::edits {

std::string_view embeddedChineseWords();
std::string_view embeddedPhrasebook();

}  // namespace tintype::edits
