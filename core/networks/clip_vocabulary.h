// What a tokenizer folder says: vocabulary, merges, added tokens and their roles. Reads vocab.json with merges.txt, and the
// tokenizer.json of newer packages. Used by clip_tokenizer.cpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace tintype::networks {

// A token that is found in the text before it is split into words.
struct AddedToken {
    std::string content;
    std::int64_t id = 0;
    bool normalized = false;  // looked for after lower-casing
    bool stripLeft = false;   // swallows the spaces before it
    bool stripRight = false;
    bool singleWord = false;  // not inside a word
    bool operator==(const AddedToken&) const = default;
};

struct MergeRule {
    std::int64_t left = 0, right = 0, joined = 0;  // ids
};

enum class PadSide { Right, Left };

struct ClipVocabulary {
    std::filesystem::path file;  // the vocabulary's file, for messages
    std::unordered_map<std::string, std::int64_t> ids;
    std::vector<MergeRule> merges;  // by rank
    std::vector<AddedToken> added;
    std::string begin = "<|startoftext|>", end = "<|endoftext|>", unknown = "<|endoftext|>", pad = "<|endoftext|>";
    std::int64_t maxLength = 0;  // 0: the folder does not say
    PadSide padSide = PadSide::Right;

    // -1: there is no such token.
    std::int64_t idOf(const std::string& token) const;
};

// Throws Error(BadModel) naming the file and what is wrong with it: missing, too large, no JSON, ids that are negative,
// double or out of bounds, merges of tokens that do not exist.
ClipVocabulary readClipVocabulary(const std::filesystem::path& folder);

}  // namespace tintype::networks
