// The committed reference tensors and how close is close enough. Used by the parity tests.
#pragma once

#include <ATen/ATen.h>

#include <filesystem>

#include "core/checkpoint/checkpoint.h"

namespace tintype::tests {

inline std::filesystem::path golden(const char* name) { return std::filesystem::path(TINTYPE_SOURCE_DIR) / "tests/golden" / name; }

inline double largestDifference(const at::Tensor& a, const at::Tensor& b) {
    if (a.sizes() != b.sizes()) return 1e9;
    return (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

}  // namespace tintype::tests
