// CLIP's tokenizer: an instruction becomes the ids a text encoder reads. Gives what CLIPTokenizer of the transformers
// package (5.x) gives, for any vocabulary. Used by instruct and animate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/networks/byte_pairs.h"
#include "core/networks/clip_vocabulary.h"
#include "core/networks/unicode_text.h"

namespace tintype::networks {

struct Tokens {
    std::vector<std::int64_t> ids;  // begin, the text, end, padding: as many as asked for
    bool cut = false;               // the text needs more than there is room for
    std::size_t needed = 0;         // ids of the whole text with begin and end
    std::size_t keptBytes = 0;      // so much of the text was read; all of it unless cut
};

class ClipTokenizer {
public:
    // folder: the model's tokenizer/. Throws Error(BadModel) naming the file and the reason.
    static ClipTokenizer open(const std::filesystem::path& folder);

    // Exactly `length` ids (at least 2). Bytes that are no UTF-8 count as U+FFFD. Throws Error(BadModel) when the vocabulary
    // knows neither a part of the text nor an unknown token.
    Tokens encode(const std::string& text, std::int64_t length) const;
    // With the folder's own length. Throws Error(BadModel) when it gives none.
    Tokens encode(const std::string& text) const;

    std::int64_t maxLength() const { return m_vocabulary.maxLength; }  // 0: the folder does not say
    std::int64_t largestId() const { return m_largest; }               // must be below the text encoder's rows
    std::int64_t beginId() const { return m_begin; }
    std::int64_t endId() const { return m_end; }
    std::int64_t padId() const { return m_pad; }

private:
    explicit ClipTokenizer(ClipVocabulary vocabulary);

    using Word = std::span<const CodePoint>;
    struct Placed;
    std::vector<Placed> place(const std::string& text) const;
    void spell(Word word, std::vector<Placed>& placed) const;

    ClipVocabulary m_vocabulary;
    BytePairs m_pairs;
    std::vector<AddedToken> m_asTyped;     // looked for in the text as it is
    std::vector<AddedToken> m_normalized;  // looked for in lower case
    std::int64_t m_begin = 0, m_end = 0, m_pad = 0, m_largest = 0;
};

}  // namespace tintype::networks
