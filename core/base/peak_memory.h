// The most memory this process has held so far.
#pragma once

#include <cstdint>

namespace tintype {

// Bytes (VmHWM); 0 where the system does not say.
std::uint64_t peakMemory();

}  // namespace tintype
