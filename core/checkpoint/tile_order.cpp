#include "core/checkpoint/tile_order.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <vector>

#include "core/checkpoint/transpose16.h"

namespace tintype::checkpoint {

namespace {

// Numbers a thread brings into order before it asks for more.
constexpr std::int64_t kLeastPiece = 1 << 18, kMostPiece = 1 << 22;

// rows: [16][depth] of one output panel and one tap -> blocks [depth/32][16][16] of input pairs.
void transposePairs(const std::uint32_t* rows, std::int64_t pairsOfRow, std::uint32_t* blocks) {
    for (std::int64_t first = 0; first < pairsOfRow; first += kTileSide)
        for (std::int64_t r = 0; r < kTileSide; ++r)
            for (std::int64_t c = 0; c < kTileSide; ++c) *blocks++ = rows[c * pairsOfRow + first + r];
}

// from: [16][in][taps] -> to: [taps][16][in]
void separateTaps(const at::BFloat16* from, std::int64_t in, std::int64_t taps, at::BFloat16* to) {
    for (std::int64_t row = 0; row < kTileSide; ++row)
        for (std::int64_t tap = 0; tap < taps; ++tap) {
            const at::BFloat16* source = from + row * in * taps + tap;
            at::BFloat16* target = to + (tap * kTileSide + row) * in;
            for (std::int64_t k = 0; k < in; ++k) target[k] = source[k * taps];
        }
}

std::int64_t tapsOf(const at::Tensor& weight) { return weight.dim() == 4 ? weight.size(2) * weight.size(3) : 1; }

void orderPanel(const at::Tensor& weight, std::int64_t panel, at::BFloat16* target) {
    const std::int64_t in = weight.size(1), taps = tapsOf(weight);
    // The library's own conversion is vectorised.
    const at::Tensor part = weight.narrow(0, panel * kTileSide, kTileSide).to(at::kBFloat16);
    std::vector<at::BFloat16> rows(static_cast<std::size_t>(kTileSide * in * taps));
    separateTaps(part.data_ptr<at::BFloat16>(), in, taps, rows.data());
    for (std::int64_t tap = 0; tap < taps; ++tap)
        transposePairs(reinterpret_cast<const std::uint32_t*>(rows.data()) + tap * kTileSide * in / 2, in / 2,
                       reinterpret_cast<std::uint32_t*>(target + tap * kTileSide * in));
}

#if defined(__x86_64__)

#define TINTYPE_VECTORS __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16")))

bool hasVectors() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bf16");
}

TINTYPE_VECTORS inline __m512i narrowed(__m512 low, __m512 high) { return (__m512i)_mm512_cvtne2ps_pbh(high, low); }

// 32 numbers as bfloat16.
TINTYPE_VECTORS inline __m512i load32(const at::BFloat16* from) { return _mm512_loadu_si512(from); }
TINTYPE_VECTORS inline __m512i load32(const float* from) { return narrowed(_mm512_loadu_ps(from), _mm512_loadu_ps(from + 16)); }
TINTYPE_VECTORS inline __m512i load32(const at::Half* from) {
    const auto* halves = reinterpret_cast<const __m256i*>(from);
    return narrowed(_mm512_cvtph_ps(_mm256_loadu_si256(halves)), _mm512_cvtph_ps(_mm256_loadu_si256(halves + 1)));
}

constexpr int kTaps = 9;

// from: [16][in] -> to: [in/32][16][32]
template <class Number>
TINTYPE_VECTORS void orderMatrix(const Number* from, std::int64_t in, at::BFloat16* to) {
    for (std::int64_t k = 0; k < in; k += kTileDepth) {
        __m512i rows[kTileSide];
        for (std::int64_t row = 0; row < kTileSide; ++row) rows[row] = load32(from + row * in + k);
        transpose16(rows);
        for (const __m512i& row : rows) {
            _mm512_storeu_si512(to, row);
            to += kTileDepth;
        }
    }
}

// The words of a row that hold two inputs' taps, 0 .. 8 and 9 .. 17, made pairs of one tap.
TINTYPE_VECTORS inline __m512i pairingOfTaps() {
    alignas(64) std::uint16_t order[kTileDepth] = {};
    for (int tap = 0; tap < kTaps; ++tap) {
        order[2 * tap] = static_cast<std::uint16_t>(tap);
        order[2 * tap + 1] = static_cast<std::uint16_t>(tap + kTaps);
    }
    return _mm512_load_si512(order);
}

// from: [16][in][9] -> to: [9][in/32][16][32]
template <class Number>
TINTYPE_VECTORS void orderKernel(const Number* from, std::int64_t in, at::BFloat16* to) {
    // 32 inputs of each row, with room for the last pair's load to run over.
    constexpr std::int64_t kRun = kTaps * kTileDepth, kPitch = kRun + kTileDepth;
    alignas(64) at::BFloat16 rows[kTileSide * kPitch] = {};
    const __m512i pairing = pairingOfTaps();
    for (std::int64_t k = 0; k < in; k += kTileDepth) {
        for (std::int64_t row = 0; row < kTileSide; ++row)
            for (std::int64_t i = 0; i < kRun; i += kTileDepth) _mm512_store_si512(rows + row * kPitch + i, load32(from + (row * in + k) * kTaps + i));
        for (std::int64_t pair = 0; pair < kTileSide; ++pair, to += kTileDepth) {
            __m512i turned[kTileSide];
            for (std::int64_t row = 0; row < kTileSide; ++row)
                turned[row] = _mm512_permutexvar_epi16(pairing, _mm512_loadu_si512(rows + row * kPitch + pair * 2 * kTaps));
            transpose16(turned);
            for (std::int64_t tap = 0; tap < kTaps; ++tap) _mm512_storeu_si512(to + tap * kTileSide * in, turned[tap]);
        }
    }
}

template <class Number>
void orderPanelsByVectors(const at::Tensor& weight, std::int64_t begin, std::int64_t end, at::BFloat16* to) {
    const std::int64_t in = weight.size(1), numbers = kTileSide * in * tapsOf(weight);
    for (std::int64_t panel = begin; panel < end; ++panel) {
        const Number* from = weight.data_ptr<Number>() + panel * numbers;
        if (tapsOf(weight) == 1) orderMatrix(from, in, to + panel * numbers);
        else orderKernel(from, in, to + panel * numbers);
    }
}

bool orderedByVectors(const at::Tensor& weight, std::int64_t begin, std::int64_t end, at::BFloat16* to) {
    if (!hasVectors() || (tapsOf(weight) != 1 && tapsOf(weight) != kTaps)) return false;
    if (weight.scalar_type() == at::kHalf) orderPanelsByVectors<at::Half>(weight, begin, end, to);
    else if (weight.scalar_type() == at::kFloat) orderPanelsByVectors<float>(weight, begin, end, to);
    else if (weight.scalar_type() == at::kBFloat16) orderPanelsByVectors<at::BFloat16>(weight, begin, end, to);
    else return false;
    return true;
}

#else

bool orderedByVectors(const at::Tensor&, std::int64_t, std::int64_t, at::BFloat16*) { return false; }

#endif

void orderPanels(const at::Tensor& weight, std::int64_t begin, std::int64_t end, at::BFloat16* to) {
    if (orderedByVectors(weight, begin, end, to)) return;
    const std::int64_t numbers = kTileSide * weight.size(1) * tapsOf(weight);
    for (std::int64_t panel = begin; panel < end; ++panel) orderPanel(weight, panel, to + panel * numbers);
}

}  // namespace

bool fitsTiles(at::IntArrayRef sizes) {
    if (sizes.size() != 2 && sizes.size() != 4) return false;
    if (sizes.size() == 4 && (sizes[2] != sizes[3] || (sizes[2] != 1 && sizes[2] != 3))) return false;
    return sizes[0] > 0 && sizes[1] > 0 && sizes[0] % kTileSide == 0 && sizes[1] % kTileDepth == 0;
}

std::array<std::int64_t, 5> tiledSizes(at::IntArrayRef sizes) {
    const std::int64_t taps = sizes.size() == 4 ? sizes[2] * sizes[3] : 1;
    return {sizes[0] / kTileSide, taps, sizes[1] / kTileDepth, kTileSide, kTileDepth};
}

at::Tensor inTileOrder(const at::Tensor& weight) {
    at::Tensor result = at::empty(tiledSizes(weight.sizes()), at::kBFloat16);
    bringIntoTileOrder(weight, result);
    return result;
}

void bringIntoTileOrder(const at::Tensor& weight, at::Tensor& result) {
    TORCH_CHECK(weight.is_contiguous() && weight.size(0) % kTileSide == 0 && weight.size(1) % kTileDepth == 0);
    TORCH_CHECK(result.is_contiguous() && result.scalar_type() == at::kBFloat16 && result.sizes() == at::IntArrayRef(tiledSizes(weight.sizes())));
    const std::int64_t panels = weight.size(0) / kTileSide, numbers = kTileSide * weight.size(1) * tapsOf(weight);
    auto* target = result.data_ptr<at::BFloat16>();
    // Each thread takes the next piece when it has done one: where other programs hold up a thread, none waits for it long.
    // Pieces are large so that two threads do not meet in one new large page, which both would then clear.
    const std::int64_t threads = at::get_num_threads(), piece = std::max<std::int64_t>(1, std::clamp(panels * numbers / threads, kLeastPiece, kMostPiece) / numbers);
    std::atomic<std::int64_t> next = 0;
    at::parallel_for(0, std::min(threads, (panels + piece - 1) / piece), 1, [&](std::int64_t, std::int64_t) {
        for (std::int64_t begin = next.fetch_add(piece); begin < panels; begin = next.fetch_add(piece))
            orderPanels(weight, begin, std::min(panels, begin + piece), target);
    });
}

at::Tensor fromTileOrder(const at::Tensor& tiled, at::IntArrayRef sizes) {
    // [n, tap, k, r, c, b] -> [n, c, k, r, b, tap]
    const at::Tensor pairs = tiled.reshape({tiled.size(0), tiled.size(1), tiled.size(2), kTileSide, kTileSide, 2});
    return pairs.permute({0, 4, 2, 3, 5, 1}).reshape(sizes);
}

}  // namespace tintype::checkpoint
