// Scaled dot-product attention, exact, in pieces that fit a memory bound. The one place that knows which fused
// kernels this libtorch has.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>

namespace tintype::nn {

enum class Masking { None, Causal };

// q: [n, t, heads * d], k and v: [n, s, heads * d] -> [n, t, heads * d]; heads are contiguous slices of the channels,
// the scale is d^-1/2. Score rows are computed in blocks of at most `scoreBytes` bytes.
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, Masking masking = Masking::None,
                     std::uint64_t scoreBytes = std::uint64_t(64) << 20);

}  // namespace tintype::nn
