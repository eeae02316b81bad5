// A block of 16 x 16 words turned in AVX-512 registers. Included by the code that brings numbers into tile order.
#pragma once

#if defined(__x86_64__)

// GCC 12 takes the intrinsics' deliberately undefined operands for mistakes.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>
#pragma GCC diagnostic pop

namespace tintype::checkpoint {

// 16 rows of 16 words become columns.
__attribute__((target("avx512f"), always_inline)) inline void transpose16(__m512i* rows) {
    __m512i pairs[16], fours[16];
    for (int i = 0; i < 16; i += 2) {
        pairs[i] = _mm512_unpacklo_epi32(rows[i], rows[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi32(rows[i], rows[i + 1]);
    }
    for (int i = 0; i < 16; i += 4)
        for (int half = 0; half < 2; ++half) {
            fours[i + 2 * half] = _mm512_unpacklo_epi64(pairs[i + half], pairs[i + half + 2]);
            fours[i + 2 * half + 1] = _mm512_unpackhi_epi64(pairs[i + half], pairs[i + half + 2]);
        }
    for (int i = 0; i < 4; ++i) {
        const __m512i upper = _mm512_shuffle_i32x4(fours[i], fours[i + 4], 0x88), lower = _mm512_shuffle_i32x4(fours[i + 8], fours[i + 12], 0x88);
        const __m512i upperOdd = _mm512_shuffle_i32x4(fours[i], fours[i + 4], 0xdd), lowerOdd = _mm512_shuffle_i32x4(fours[i + 8], fours[i + 12], 0xdd);
        rows[i] = _mm512_shuffle_i32x4(upper, lower, 0x88);
        rows[i + 8] = _mm512_shuffle_i32x4(upper, lower, 0xdd);
        rows[i + 4] = _mm512_shuffle_i32x4(upperOdd, lowerOdd, 0x88);
        rows[i + 12] = _mm512_shuffle_i32x4(upperOdd, lowerOdd, 0xdd);
    }
}

}  // namespace tintype::checkpoint

#endif
