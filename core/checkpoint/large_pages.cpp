#include "core/checkpoint/large_pages.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

namespace tintype::checkpoint {

namespace {

constexpr std::size_t kPage = std::size_t(2) << 20;

// Begins at a large page; one more is mapped to find it in.
std::shared_ptr<std::byte> mapped(std::size_t bytes) {
    const std::size_t length = bytes + kPage;
    void* memory = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    const std::shared_ptr<std::byte> whole(static_cast<std::byte*>(memory), [length](std::byte* first) { munmap(first, length); });
    const std::size_t before = (kPage - reinterpret_cast<std::uintptr_t>(memory) % kPage) % kPage;
#if defined(MADV_HUGEPAGE)
    madvise(whole.get() + before, bytes, MADV_HUGEPAGE);
#endif
    return {whole, whole.get() + before};
}

}  // namespace

std::shared_ptr<std::byte> LargePages::take(std::size_t bytes) {
    const std::size_t length = roundUp(bytes);
    if (length < bytes || length > m_size - m_used) throw std::bad_alloc();
    if (!m_room) m_room = mapped(m_size);
    const std::shared_ptr<std::byte> piece(m_room, m_room.get() + m_used);
    m_used += length;
    return piece;
}

}  // namespace tintype::checkpoint
