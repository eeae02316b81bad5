// The innermost pieces of the tile kernels: tile set-up, one block of products, and vector mathematics on 16 floats.
// x86-64 only; every function is compiled for AMX and AVX-512 whatever the rest of the program is compiled for, and may
// run only where nn::tilesAvailable(). Included by tile_*.cpp alone.
#pragma once

#if defined(__x86_64__)

#include <ATen/ATen.h>

// GCC 12 takes the intrinsics' deliberately undefined operands for mistakes.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop

#include <cstdint>

#include "core/checkpoint/transpose16.h"

#define TINTYPE_TILES __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512bf16,amx-tile,amx-bf16")))
#define TINTYPE_TILES_INLINE TINTYPE_TILES __attribute__((always_inline)) inline

namespace tintype::nn::tiles {

using checkpoint::transpose16;
using Number = at::BFloat16;

constexpr std::int64_t kSide = 16;    // rows of a tile, and its float columns
constexpr std::int64_t kDepth = 32;   // bfloat16 numbers in a tile's row
constexpr std::int64_t kBlock = 32;   // rows and columns of a block: two tiles each way
constexpr std::int64_t kTileNumbers = kSide * kDepth;

// All eight tiles at full size, on the calling thread, as long as this lives. Tile 0..3: sums, 4..5: rows, 6..7: columns.
class TileSession {
public:
    TINTYPE_TILES TileSession() {
        struct alignas(64) Setup {
            std::uint8_t palette = 1, start = 0, reserved[14] = {};
            std::uint16_t rowBytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
            std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
        };
        static const Setup setup;
        asm volatile("ldtilecfg %0" : : "m"(setup));
    }
    TINTYPE_TILES ~TileSession() { _tile_release(); }
    TileSession(const TileSession&) = delete;
    TileSession& operator=(const TileSession&) = delete;
};

// Whether the columns that come next are brought nearer: not where they are in first-level cache in any case.
enum class Columns { Near, Far };

// sums += rows x columns over `depths` tiles of 32. row0, row1: 16 rows each, `pitch` bytes apart; column0, column1:
// weights in tile order. Rows that do not begin at a multiple of 64 bytes cost six times as much.
template <Columns kColumns>
TINTYPE_TILES_INLINE void multiply(const Number* row0, const Number* row1, std::int64_t pitch, const Number* column0, const Number* column1,
                                   std::int64_t depths) {
    const auto fetch = [](const Number* column) __attribute__((always_inline)) {
        if constexpr (kColumns == Columns::Far)
            for (int line = 0; line < 16; ++line) _mm_prefetch(reinterpret_cast<const char*>(column + kTileNumbers) + 64 * line, _MM_HINT_T0);
    };
    for (std::int64_t i = 0; i < depths; ++i) {
        _tile_loadd(4, row0, pitch);
        _tile_loadd(6, column0, 64);
        fetch(column0);
        _tile_dpbf16ps(0, 4, 6);
        _tile_loadd(7, column1, 64);
        fetch(column1);
        _tile_dpbf16ps(1, 4, 7);
        _tile_loadd(5, row1, pitch);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
        row0 += kDepth;
        row1 += kDepth;
        column0 += kTileNumbers;
        column1 += kTileNumbers;
    }
}

// The same for one column tile: sums 0 and 1.
TINTYPE_TILES_INLINE void multiplyNarrow(const Number* row0, const Number* row1, std::int64_t pitch, const Number* column, std::int64_t depths) {
    for (std::int64_t i = 0; i < depths; ++i) {
        _tile_loadd(6, column, 64);
        _tile_loadd(4, row0, pitch);
        _tile_dpbf16ps(0, 4, 6);
        _tile_loadd(5, row1, pitch);
        _tile_dpbf16ps(1, 5, 6);
        row0 += kDepth;
        row1 += kDepth;
        column += kTileNumbers;
    }
}

TINTYPE_TILES_INLINE void clearSums() {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
}

// to: 32 rows, `pitch` floats apart.
TINTYPE_TILES_INLINE void storeSums(float* to, std::int64_t pitch) {
    _tile_stored(0, to, pitch * 4);
    _tile_stored(1, to + kSide, pitch * 4);
    _tile_stored(2, to + kSide * pitch, pitch * 4);
    _tile_stored(3, to + kSide * pitch + kSide, pitch * 4);
}

TINTYPE_TILES_INLINE void loadSums(const float* from, std::int64_t pitch) {
    _tile_loadd(0, from, pitch * 4);
    _tile_loadd(1, from + kSide, pitch * 4);
    _tile_loadd(2, from + kSide * pitch, pitch * 4);
    _tile_loadd(3, from + kSide * pitch + kSide, pitch * 4);
}

TINTYPE_TILES_INLINE __m512 load16(const Number* from) {
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from))), 16));
}

TINTYPE_TILES_INLINE void store16(Number* to, __m512 x) {
    const __m256bh narrow = _mm512_cvtneps_pbh(x);
    __builtin_memcpy(to, &narrow, sizeof narrow);
}

// The lowest `count` of 32.
TINTYPE_TILES_INLINE __mmask32 maskOf32(std::int64_t count) {
    return count >= 32 ? 0xffffffffU : count <= 0 ? 0U : (1U << count) - 1U;
}

// 2^x, to a relative error of 3e-6; 0 far below.
TINTYPE_TILES_INLINE __m512 powerOfTwo(__m512 x) {
    const __m512 whole = _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    const __m512 rest = _mm512_sub_ps(x, whole);
    __m512 sum = _mm512_set1_ps(1.3333558e-3F);
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(9.6181291e-3F));
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(5.5504109e-2F));
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(2.4022651e-1F));
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(6.9314718e-1F));
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(1.0F));
    return _mm512_scalef_ps(sum, whole);
}

TINTYPE_TILES_INLINE __m512 reciprocal(__m512 x) {
    const __m512 guess = _mm512_rcp14_ps(x);
    return _mm512_mul_ps(guess, _mm512_fnmadd_ps(x, guess, _mm512_set1_ps(2.0F)));
}

// x / (1 + e^(-scale x))
TINTYPE_TILES_INLINE __m512 gatedBySigmoid(__m512 x, float scale) {
    // Beyond 80 the exponential overflows and the Newton step of the reciprocal would make 0 times infinity.
    const __m512 exponent = _mm512_min_ps(_mm512_mul_ps(x, _mm512_set1_ps(-scale * 1.44269504F)), _mm512_set1_ps(80.0F));
    const __m512 y = _mm512_mul_ps(x, reciprocal(_mm512_add_ps(powerOfTwo(exponent), _mm512_set1_ps(1.0F))));
    return _mm512_mask_mov_ps(y, _mm512_cmp_ps_mask(x, x, _CMP_UNORD_Q), x);
}

// Exact GELU, x (1 + erf(x / sqrt 2)) / 2. erf by Abramowitz and Stegun 7.1.26, absolute error 1.5e-7.
TINTYPE_TILES_INLINE __m512 gelu16(__m512 x) {
    // Beyond 9 the tail is nothing; without the bound it would be made of denormal numbers, which are very slow.
    const __m512 size = _mm512_min_ps(_mm512_mul_ps(_mm512_abs_ps(x), _mm512_set1_ps(0.70710678F)), _mm512_set1_ps(9.0F));
    const __m512 t = reciprocal(_mm512_fmadd_ps(size, _mm512_set1_ps(0.3275911F), _mm512_set1_ps(1.0F)));
    __m512 sum = _mm512_set1_ps(1.061405429F);
    sum = _mm512_fmadd_ps(sum, t, _mm512_set1_ps(-1.453152027F));
    sum = _mm512_fmadd_ps(sum, t, _mm512_set1_ps(1.421413741F));
    sum = _mm512_fmadd_ps(sum, t, _mm512_set1_ps(-0.284496736F));
    sum = _mm512_fmadd_ps(sum, t, _mm512_set1_ps(0.254829592F));
    const __m512 falling = powerOfTwo(_mm512_mul_ps(_mm512_mul_ps(size, size), _mm512_set1_ps(-1.44269504F)));
    const __m512 tail = _mm512_mul_ps(_mm512_mul_ps(sum, t), falling);  // 1 - erf(size)
    const __m512 half = _mm512_mul_ps(x, _mm512_set1_ps(0.5F));
    const __mmask16 negative = _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ);
    const __m512 factor = _mm512_mask_mov_ps(_mm512_sub_ps(_mm512_set1_ps(2.0F), tail), negative, tail);
    return _mm512_mul_ps(half, factor);
}

}  // namespace tintype::nn::tiles

#endif
