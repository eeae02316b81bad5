#include "core/networks/byte_pairs.h"

#include <queue>
#include <tuple>

#include "core/networks/unicode_text.h"

namespace tintype::networks {
namespace {

bool standsForItself(int byte) { return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174; }

std::uint64_t pairKey(std::int64_t left, std::int64_t right) {
    return static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
}

struct Link {
    Piece piece;
    int before;
    int after;
};

struct Candidate {
    std::uint32_t rank;
    int at;
    std::int64_t id;
    // The queue gives the largest first: lowest rank, then leftmost.
    bool operator<(const Candidate& other) const { return std::tie(rank, at) > std::tie(other.rank, other.at); }
};

}  // namespace

std::string byteSymbol(unsigned char byte) {
    char32_t symbol = byte;
    if (!standsForItself(byte)) {
        symbol = 0x100;
        for (int other = 0; other < byte; ++other) symbol += !standsForItself(other);
    }
    std::string text;
    appendUtf8(text, symbol);
    return text;
}

BytePairs::BytePairs(const ClipVocabulary& vocabulary) {
    const auto unknown = vocabulary.ids.find(vocabulary.unknown);
    const auto idOf = [&](const std::string& symbol) {
        const auto found = vocabulary.ids.find(symbol);
        if (found != vocabulary.ids.end()) return found->second;
        return unknown == vocabulary.ids.end() ? -1 : unknown->second;
    };
    for (int byte = 0; byte < 256; ++byte) {
        const std::string symbol = byteSymbol(static_cast<unsigned char>(byte));
        m_inner[byte] = idOf(symbol);
        m_last[byte] = idOf(symbol + "</w>");
    }
    m_merges.reserve(vocabulary.merges.size());
    std::uint32_t rank = 0;
    for (const MergeRule& rule : vocabulary.merges) m_merges[pairKey(rule.left, rule.right)] = {rank++, rule.joined};
}

const BytePairs::Merge* BytePairs::mergeOf(std::int64_t left, std::int64_t right) const {
    const auto found = m_merges.find(pairKey(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

void BytePairs::split(std::string_view word, std::vector<Piece>& out) const {
    const int count = static_cast<int>(word.size());
    std::vector<Link> links(word.size());
    for (int i = 0; i < count; ++i) {
        const auto byte = static_cast<unsigned char>(word[i]);
        links[i] = {{i + 1 == count ? m_last[byte] : m_inner[byte], 1}, i - 1, i + 1 == count ? -1 : i + 1};
    }
    std::priority_queue<Candidate> queue;
    const auto offer = [&](int at) {
        if (at < 0 || links[at].after < 0) return;
        if (const Merge* merge = mergeOf(links[at].piece.id, links[links[at].after].piece.id))
            queue.push({merge->rank, at, merge->id});
    };
    for (int i = 0; i < count; ++i) offer(i);
    while (!queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        Link& left = links[best.at];
        if (left.piece.bytes == 0 || left.after < 0) continue;
        const Merge* merge = mergeOf(left.piece.id, links[left.after].piece.id);
        if (!merge || merge->id != best.id) continue;  // one of the two was merged meanwhile
        Link& right = links[left.after];
        left.piece = {best.id, left.piece.bytes + right.piece.bytes};
        right.piece.bytes = 0;
        left.after = right.after;
        if (left.after >= 0) links[left.after].before = best.at;
        offer(left.before);
        offer(best.at);
    }
    for (int i = 0; i >= 0 && i < count; i = links[i].after) out.push_back(links[i].piece);
}

}  // namespace tintype::networks
