// Memory in large pages for what is written once and kept long: new small pages cost more to get than the weights of a
// network cost to convert. Used by Weights.
#pragma once

#include <cstddef>
#include <memory>

namespace tintype::checkpoint {

class LargePages {
public:
    // Room for `bytes` in all, counting each piece as whole cache lines. Nothing is used before it is written to.
    explicit LargePages(std::size_t bytes) : m_size(bytes) {}

    // A piece, aligned to a cache line; undefined content. All pieces live as long as any one of them. Throws
    // std::bad_alloc when the room or the machine's memory is used up.
    std::shared_ptr<std::byte> take(std::size_t bytes);

    // What a piece counts as.
    static std::size_t roundUp(std::size_t bytes) { return (bytes + kLine - 1) / kLine * kLine; }

private:
    static constexpr std::size_t kLine = 64;

    std::size_t m_size;
    std::size_t m_used = 0;
    std::shared_ptr<std::byte> m_room;
};

}  // namespace tintype::checkpoint
