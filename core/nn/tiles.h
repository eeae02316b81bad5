// Products of bfloat16 matrices and pictures on AMX tiles, for weights in tile order (core/checkpoint/tile_order.h): what
// nn::linear, conv, groupNorm, layerNorm and attention call where the hardware and the weight allow. Sums are float32,
// each result is rounded once. Call only where nn::tilesAvailable().
#pragma once

#include <ATen/ATen.h>

#include <vector>

namespace tintype::nn::tiles {

// Whether a weight is in tile order.
bool ordered(const at::Tensor& weight);
// Whether x can be an operand: bfloat16 on the CPU.
bool suits(const at::Tensor& x);

enum class Activation { None, Gelu, QuickGelu, GatedGelu };  // gated: the first half of the outputs times gelu(the second)

// What happens to a sum before it is stored: + bias, activation, + residual, leak.
struct Finish {
    at::Tensor bias;      // [out], or [n, out] with a row a sample; undefined: none
    at::Tensor residual;  // of the result's shape and layout; undefined: none
    Activation activation = Activation::None;
    at::Tensor leak = at::Tensor();  // [out], float32: what numbers below zero are multiplied with; undefined: they stay
};

// x: [..., in] -> [..., out], or out/2 when gated.
at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const Finish& finish);
// The same into `out`, which must be contiguous and may be the residual.
void linearInto(at::Tensor& out, const at::Tensor& x, const at::Tensor& weight, const Finish& finish);

// How many zeros stand around a picture.
struct Border {
    std::int64_t before = 1;
    std::int64_t after = 1;
};
// What is done to each number on the way into the padded copy: silu(x * scale + shift); undefined: copied.
struct Affine {
    at::Tensor scale;  // [n, c], float32
    at::Tensor shift;
};
// x: [n, c, h, w] channels last -> [n, h + before + after, w + before + after, c] with zeros around, enlarged to `size`
// (rows, columns) by nearest neighbour first where that is given.
at::Tensor padded(const at::Tensor& x, Border border, const Affine& affine, at::IntArrayRef size = {});
// source: from padded(); a 3x3 weight -> [n, out, rows, columns], channels last.
at::Tensor conv3x3(const at::Tensor& source, const at::Tensor& weight, std::int64_t stride, const Finish& finish);

struct Conv3x3 {
    std::int64_t stride = 1;
    Border border;
    Affine affine;                   // see padded()
    std::vector<std::int64_t> size;  // see padded(); empty: x's own
};
// conv3x3 of padded, with the padded copy made strip by strip so that it stays below `stripBytes`.
at::Tensor conv3x3(const at::Tensor& x, const at::Tensor& weight, const Conv3x3& shape, const Finish& finish,
                   std::int64_t stripBytes = std::int64_t(12) << 20);

// Zeros all around and a 2x2 weight: [n, c, h, w] channels last -> [n, out, h + 1, w + 1], channels last, float32: sums are
// not rounded. finish: bias and leak only.
at::Tensor conv2x2(const at::Tensor& x, const at::Tensor& weight, const Finish& finish);

// The group norm's statistics and parameters as one multiplication and addition a channel; float32 statistics.
Affine groupNormAffine(const at::Tensor& x, int groups, double eps, const at::Tensor& weight, const at::Tensor& bias);
// x: channels last.
at::Tensor applyAffine(const at::Tensor& x, const Affine& affine, bool silu);
// x: [..., c], c a multiple of 16.
at::Tensor layerNorm(const at::Tensor& x, double eps, const at::Tensor& weight, const at::Tensor& bias);

// q: [n, t, heads * d], k, v: [n, s, heads * d] -> [n, t, heads * d]; scale d^-1/2. Row r sees keys up to r when causal.
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, bool causal);

}  // namespace tintype::nn::tiles
