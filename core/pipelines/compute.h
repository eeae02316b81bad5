// On what and how a network computes, as plain values. Part of every pipeline's job and of every request.
#pragma once

#include <cstdint>
#include <string>

namespace tintype::pipelines {

enum class Precision { Auto, Float32, Float16, BFloat16 };

struct Compute {
    std::string device = "auto";       // auto, cpu, cuda, cuda:N
    Precision precision = Precision::Auto;
    std::uint64_t memoryLimit = 0;     // bytes; 0: what is free
    int threads = 0;                   // 0: all cores
};

}  // namespace tintype::pipelines
