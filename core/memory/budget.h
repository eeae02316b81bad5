// What a job may use, and what every job with a network takes whatever it does.
#pragma once

#include <cstdint>

namespace tintype::memory {

// The program, libtorch and the threads' own buffers (measured).
constexpr double kNetworksBytes = 250e6;

// Bytes the whole process may come to: the person's limit, else what is free and what it holds already, less a
// reserve for everything else on the machine. 0: nothing is known.
std::uint64_t budget(std::uint64_t limit);

}  // namespace tintype::memory
