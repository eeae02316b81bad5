// The order in which matrix tiles (Intel AMX) read weights. A weight is brought into it once, when it is loaded, so that
// no product has to shuffle it again. Used by Weights and by the tile kernels of core/nn.
#pragma once

#include <ATen/ATen.h>

#include <array>

namespace tintype::checkpoint {

// The columns of a tile and the pairs of inputs it holds.
constexpr std::int64_t kTileSide = 16;
constexpr std::int64_t kTileDepth = 32;

// [out, in], [out, in, 1, 1] and [out, in, 3, 3] with `out` a multiple of 16 and `in` of 32.
bool fitsTiles(at::IntArrayRef sizes);

// weight: float32, float16 or bfloat16, contiguous, fitsTiles(), or with another number of taps -> bfloat16 [out/16, taps, in/32, 16, 32], where
// [n][tap][k][r][2c + b] is the weight of output 16n + c and input 32k + 2r + b. As many bytes as plain bfloat16.
at::Tensor inTileOrder(const at::Tensor& weight);
// The same into memory of the caller's: bfloat16, contiguous, of the tiledSizes().
void bringIntoTileOrder(const at::Tensor& weight, at::Tensor& result);
std::array<std::int64_t, 5> tiledSizes(at::IntArrayRef sizes);
// The way back: -> [out, in] or [out, in, side, side], bfloat16.
at::Tensor fromTileOrder(const at::Tensor& tiled, at::IntArrayRef sizes);

}  // namespace tintype::checkpoint
