// Unicode properties as the published tokenizers package has them, sorted by code point. Used by unicode_text.cpp only.
#pragma once

#include <cstdint>
#include <span>

namespace tintype::networks {

struct CodeRange {
    char32_t first, last;
};

// Every `step`-th code point from first to last has the lower case `delta` further.
struct LowerRun {
    char32_t first, last;
    std::uint32_t step;
    std::int32_t delta;
};

struct MarkRange {
    char32_t first, last;
    std::uint8_t combiningClass;
};

// One level of canonical decomposition; second is 0 where there is one part only. Hangul is left to arithmetic.
struct Decomposition {
    char32_t whole, first, second;
    std::uint8_t composes;  // 1: NFC puts the two together again
};

std::span<const CodeRange> letterRanges();
std::span<const CodeRange> numberRanges();
std::span<const CodeRange> spaceRanges();
std::span<const LowerRun> lowerRuns();
std::span<const MarkRange> markRanges();
std::span<const Decomposition> decompositions();

}  // namespace tintype::networks
