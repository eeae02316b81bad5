#include "core/base/processor.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace tintype {

namespace {

#if defined(__x86_64__)
// The features the tile kernels are compiled for (core/nn/tile_kernel.h).
bool processorHasTiles() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
    constexpr unsigned kAvx512 = 1U << 16 | 1U << 17 | 1U << 30 | 1U << 31;  // F, DQ, BW, VL
    constexpr unsigned kByteShuffles = 1U << 1;                              // VBMI
    constexpr unsigned kTiles = 1U << 22 | 1U << 24;                         // AMX-BF16, AMX-TILE
    if ((b & kAvx512) != kAvx512 || (c & kByteShuffles) == 0 || (d & kTiles) != kTiles) return false;
    return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & 1U << 5);         // AVX512-BF16
}

// Linux gives a process tile registers only when it asks.
bool systemGrantsTiles() {
    constexpr long kRequestPermission = 0x1023, kTileData = 18;
    return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}
#endif

}  // namespace

bool fastBFloat16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

bool matrixTiles() {
#if defined(__x86_64__) && defined(__linux__)
    static const bool available = processorHasTiles() && systemGrantsTiles();
    return available;
#else
    return false;
#endif
}

}  // namespace tintype
