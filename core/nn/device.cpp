#include "core/nn/device.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <chrono>
#include <thread>

namespace tintype::nn {

namespace {

// GFLOP/s of a float32 matrix product large enough to show which BLAS is behind it.
double measureMatmul() {
    constexpr int kSide = 512;
    const at::Tensor a = at::ones({kSide, kSide});
    double best = 1e9;
    for (int round = 0; round < 3; ++round) {
        const auto start = std::chrono::steady_clock::now();
        const at::Tensor product = at::mm(a, a);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        best = std::min(best, taken.count());
    }
    return 2.0 * kSide * kSide * kSide / best / 1e9;
}

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

bool tilesAvailable() {
#if defined(__x86_64__) && defined(__linux__)
    static const bool available = processorHasTiles() && systemGrantsTiles();
    return available;
#else
    return false;
#endif
}

Devices probeDevices(int threads) {
    Devices devices;
    devices.torchVersion = TORCH_VERSION;
    devices.threads = threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    at::set_num_threads(devices.threads);
    devices.bfloat16Cpu = fastBFloat16();
    devices.matmulGflops = measureMatmul();
    // A vectorised BLAS reaches tens of GFLOP/s a core; the reference one stays near 3 (measured).
    devices.slowBlas = devices.matmulGflops < 8.0;
    return devices;
}

}  // namespace tintype::nn
