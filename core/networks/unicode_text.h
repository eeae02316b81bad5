// Text as code points that know where in the typed text they come from: normal form C, lower case and the classes a
// tokenizer asks for. Used by clip_tokenizer.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tintype::networks {

struct CodePoint {
    char32_t value = 0;
    std::size_t end = 0;  // first byte of the typed text after it
};

enum class CharacterClass { Letter, Number, Space, Other };

// Bytes that are no UTF-8 become U+FFFD, one for each longest broken sequence. `offset` is added to every `end`.
std::vector<CodePoint> decodeUtf8(std::string_view text, std::size_t offset = 0);
void appendUtf8(std::string& text, char32_t value);
std::string encodeUtf8(const std::vector<CodePoint>& text);

std::vector<CodePoint> normalFormC(const std::vector<CodePoint>& text);
std::vector<CodePoint> lowerCase(const std::vector<CodePoint>& text);
CharacterClass classOf(char32_t value);

}  // namespace tintype::networks
