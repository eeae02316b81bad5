#include "core/memory/budget.h"

#include <algorithm>

#include "core/base/free_memory.h"

namespace tintype::memory {

namespace {

constexpr std::uint64_t kMostReserved = std::uint64_t(1) << 30;

}  // namespace

std::uint64_t budget(std::uint64_t limit) {
    const std::uint64_t free = freeMemory();
    const std::uint64_t usable = free == 0 ? 0 : free - std::min(free / 8, kMostReserved) + heldMemory();
    if (limit == 0 || usable == 0) return std::max(limit, usable);
    return std::min(limit, usable);
}

}  // namespace tintype::memory
