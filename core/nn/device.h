// What libtorch can compute on here: CPU features and CUDA devices, and whether its BLAS is the slow reference
// one. Used by the hardware report and by precision choices.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tintype::nn {

struct CudaDevice {
    int index = 0;
    std::string name;
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0;
};

struct Devices {
    std::string torchVersion;
    int threads = 1;
    bool bfloat16Cpu = false;      // AMX or AVX512-BF16
    double matmulGflops = 0.0;     // measured, float32, one short run
    bool slowBlas = false;         // the reference BLAS: install libopenblas0-pthread
    std::vector<CudaDevice> cuda;
};

// Whether this processor multiplies bfloat16 matrices in hardware (AMX or AVX512-BF16).
bool fastBFloat16();
// Whether this processor and system run bfloat16 matrix tiles (Intel AMX). The first call asks the system for them.
bool tilesAvailable();

// Sets libtorch's thread count (0: all cores) and measures once; takes about a tenth of a second.
Devices probeDevices(int threads);

}  // namespace tintype::nn
