// Byte pair encoding of one word: its bytes become symbols, and the pair of lowest rank is merged until none is left.
// Used by clip_tokenizer.cpp. Source: Sennrich et al. 2016; the byte symbols of Radford et al. 2019.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/networks/clip_vocabulary.h"

namespace tintype::networks {

struct Piece {
    std::int64_t id = 0;
    std::size_t bytes = 0;  // of the word
};

class BytePairs {
public:
    explicit BytePairs(const ClipVocabulary& vocabulary);
    // Appends the word's pieces. A byte the vocabulary has no symbol for becomes the unknown token; -1 where there is none.
    void split(std::string_view word, std::vector<Piece>& out) const;

private:
    struct Merge {
        std::uint32_t rank;
        std::int64_t id;
    };
    const Merge* mergeOf(std::int64_t left, std::int64_t right) const;

    std::array<std::int64_t, 256> m_inner;  // of a byte inside a word
    std::array<std::int64_t, 256> m_last;   // of a word's last byte
    std::unordered_map<std::uint64_t, Merge> m_merges;
};

// The character that stands for a byte in the vocabulary's files, as UTF-8.
std::string byteSymbol(unsigned char byte);

}  // namespace tintype::networks
