#include "core/nn/device.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "core/base/processor.h"

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

}  // namespace

bool fastBFloat16() { return tintype::fastBFloat16(); }

bool tilesAvailable() { return tintype::matrixTiles(); }

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
