// How much main memory this process may still use, and what it holds now. Read from /proc and /sys alone; used wherever
// a job's need is held against what there is.
#pragma once

#include <cstdint>
#include <filesystem>

namespace tintype {

// What the system says is available (MemAvailable), at most what the control group of the process leaves. Bytes; 0 where
// nothing is known. root: where /proc and /sys lie, for tests.
std::uint64_t freeMemory(const std::filesystem::path& root = "/");

// Bytes of the process that are not mapped files (RssAnon); 0 where the system does not say.
std::uint64_t heldMemory();

// Hands what was freed back to the system, as far as the allocator can.
void trimMemory();

}  // namespace tintype
