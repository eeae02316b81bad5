#include <cmath>
#include <limits>

#include "core/nn/tile_work.h"
#include "core/nn/tiles.h"

#if defined(__x86_64__)

namespace tintype::nn::tiles {

namespace {

constexpr std::int64_t kQueries = 128;  // a piece of work; its keys pass through the cache once
constexpr std::int64_t kKeys = 256;     // a block of scores in first-level cache
constexpr std::int64_t kScorePitch = kKeys + kSide;  // an odd number of cache lines: rows spread over the cache's sets
constexpr float kHidden = -std::numeric_limits<float>::infinity();
// A weight may grow to 2^this before the row's sums are scaled again.
constexpr float kHeadroom = 8.0F;

std::int64_t roundUp(std::int64_t count, std::int64_t step) { return (count + step - 1) / step * step; }

struct Shape {
    std::int64_t samples, heads, queries, keys, size;  // size: of a head
    bool causal;

    std::int64_t pitch() const { return heads * size; }  // numbers from one token to the next
    std::int64_t depth() const { return roundUp(size, kDepth); }
    std::int64_t columns() const { return roundUp(size, kSide); }
    std::int64_t paddedKeys() const { return roundUp(keys, kDepth); }
    std::int64_t keyNumbers() const { return paddedKeys() * depth(); }
    std::int64_t valueNumbers() const { return paddedKeys() * columns(); }
};

// Keys as columns: tiles [keys/16][size/32], each of 16 pairs of a key's numbers by 16 keys.
TINTYPE_TILES void packKeys(const Shape& shape, const Number* from, Number* to) {
    for (std::int64_t first = 0; first < shape.paddedKeys(); first += kSide)
        for (std::int64_t depth = 0; depth < shape.depth(); depth += kDepth) {
            const __mmask32 inside = maskOf32(shape.size - depth);
            __m512i rows[kSide];
            for (std::int64_t i = 0; i < kSide; ++i)
                rows[i] = _mm512_maskz_loadu_epi16(first + i < shape.keys ? inside : 0, from + (first + i) * shape.pitch() + depth);
            transpose16(rows);
            for (const __m512i& row : rows) {
                _mm512_storeu_si512(to, row);
                to += kDepth;
            }
        }
}

// The order in which softmaxRow() leaves 32 weights: what packing two vectors of words does.
std::int64_t keyAt(std::int64_t place) { return place / 8 * 4 + place % 4 + (place % 8 < 4 ? 0 : kSide); }

// Values as columns: tiles [size/16][keys/32], each of 16 pairs of keys by 16 numbers, keys in the order of keyAt().
TINTYPE_TILES void packValues(const Shape& shape, const Number* from, Number* to) {
    for (std::int64_t first = 0; first < shape.columns(); first += kSide)
        for (std::int64_t block = 0; block < shape.paddedKeys(); block += kDepth)
            for (std::int64_t pair = 0; pair < kSide; ++pair, to += kDepth) {
                const std::int64_t key = block + keyAt(2 * pair);
                const auto inside = static_cast<__mmask16>(maskOf32(std::min(kSide, shape.size - first)));
                const Number* source = from + key * shape.pitch() + first;
                const __m256i even = _mm256_maskz_loadu_epi16(key < shape.keys ? inside : 0, source);
                const __m256i odd = _mm256_maskz_loadu_epi16(key + 1 < shape.keys ? inside : 0, source + shape.pitch());
                _mm512_storeu_si512(to, _mm512_or_si512(_mm512_cvtepu16_epi32(even), _mm512_slli_epi32(_mm512_cvtepu16_epi32(odd), 16)));
            }
}

// The queries [first, first + kQueries) of one head, with room for what is between the two products.
struct Work {
    const Shape& shape;
    float scale;  // of a score, in powers of two
    std::int64_t first, rows;
    at::Tensor queriesRoom, sumsRoom, scoresRoom;
    Number* queries;   // [rows rounded up][depth]
    float* sums;       // [rows rounded up][columns]: weighted values
    float* scores;     // [32][kScorePitch]; a row's weights replace its scores
    float largest[kQueries];
    alignas(64) float totals[kQueries][kSide];

    Work(const Shape& shape, std::int64_t first)
        : shape(shape), scale(static_cast<float>(1.44269504088896 / std::sqrt(static_cast<double>(shape.size)))), first(first),
          rows(std::min(kQueries, shape.queries - first)), totals{} {
        queriesRoom = at::zeros({roundUp(rows, kBlock) * shape.depth()}, at::kBFloat16);
        sumsRoom = at::zeros({roundUp(rows, kBlock) * shape.columns()}, at::kFloat);
        scoresRoom = at::empty({kBlock * kScorePitch}, at::kFloat);
        queries = queriesRoom.data_ptr<Number>();
        sums = sumsRoom.data_ptr<float>();
        scores = scoresRoom.data_ptr<float>();
        std::fill_n(largest, kQueries, kHidden);
    }
    // Keys of the block at `key` that row `row` may see.
    std::int64_t visible(std::int64_t row, std::int64_t key, std::int64_t width) const {
        const std::int64_t end = row >= rows ? 0 : shape.causal ? std::min(shape.keys, first + row + 1) : shape.keys;
        return std::clamp<std::int64_t>(end - key, 0, width);
    }
};

// 2^x of 32 numbers as bfloat16, given as (x + 127) * 128 rounded to integers: exponent and fraction stand where
// bfloat16 wants them, and the fraction's 128 values are corrected from a table.
class PowersOfTwo {
public:
    TINTYPE_TILES_INLINE PowersOfTwo() : m_low(_mm512_load_si512(kCorrections.low)), m_high(_mm512_load_si512(kCorrections.low + 64)) {}
    TINTYPE_TILES_INLINE __m512i of(__m512i fixed) const {
        constexpr __mmask64 kLowBytes = 0x5555555555555555;
        return _mm512_sub_epi16(fixed, _mm512_maskz_permutex2var_epi8(kLowBytes, m_low, fixed, m_high));
    }

private:
    struct Corrections {
        alignas(64) std::uint8_t low[128];
        Corrections() {
            for (int i = 0; i < 128; ++i) low[i] = static_cast<std::uint8_t>(std::lround(128.0 + i - 128.0 * std::exp2(i / 128.0)));
        }
    };
    static inline const Corrections kCorrections;
    __m512i m_low, m_high;
};

// The row's sums so far are relative to its largest score so far; now to `largest`.
TINTYPE_TILES void raise(Work& work, std::int64_t row, float largest) {
    const float before = work.largest[row];
    work.largest[row] = largest;
    if (before == kHidden) return;
    const __m512 factor = _mm512_set1_ps(std::exp2(before - largest));
    _mm512_store_ps(work.totals[row], _mm512_mul_ps(_mm512_load_ps(work.totals[row]), factor));
    float* sums = work.sums + row * work.shape.columns();
    for (std::int64_t i = 0; i < work.shape.columns(); i += kSide) _mm512_storeu_ps(sums + i, _mm512_mul_ps(_mm512_loadu_ps(sums + i), factor));
}

// One row of scores becomes weights 2^(score - largest), in the order of keyAt().
TINTYPE_TILES_INLINE void softmaxRow(Work& work, const PowersOfTwo& powers, std::int64_t row, float* scores, std::int64_t visible, std::int64_t width) {
    for (std::int64_t i = visible; i < width; ++i) scores[i] = kHidden;
    __m512 top0 = _mm512_loadu_ps(scores), top1 = _mm512_loadu_ps(scores + kSide);
    // The largest of two numbers, and the conversion to an integer, forget a NaN.
    __mmask16 invalid = _mm512_cmp_ps_mask(top0, top1, _CMP_UNORD_Q);
    for (std::int64_t i = kDepth; i < width; i += kDepth) {
        const __m512 one = _mm512_loadu_ps(scores + i), two = _mm512_loadu_ps(scores + i + kSide);
        invalid |= _mm512_cmp_ps_mask(one, two, _CMP_UNORD_Q);
        top0 = _mm512_max_ps(top0, one);
        top1 = _mm512_max_ps(top1, two);
    }
    if (invalid) _mm512_store_ps(work.totals[row], _mm512_set1_ps(std::numeric_limits<float>::quiet_NaN()));
    const __m512 top = _mm512_mul_ps(_mm512_max_ps(top0, top1), _mm512_set1_ps(work.scale));
    if (_mm512_cmp_ps_mask(top, _mm512_set1_ps(work.largest[row] + kHeadroom), _CMP_GT_OQ)) raise(work, row, _mm512_reduce_max_ps(top));
    constexpr float kUnit = 128.0F;
    const __m512 factor = _mm512_set1_ps(work.scale * kUnit), shift = _mm512_set1_ps((127.0F - work.largest[row]) * kUnit);
    const __m512i ones = _mm512_set1_epi32(0x3f803f80);
    auto* weights = reinterpret_cast<Number*>(scores);
    __m512 total = _mm512_load_ps(work.totals[row]);
    for (std::int64_t i = 0; i < width; i += kDepth) {
        const __m512i one = _mm512_cvtps_epi32(_mm512_fmadd_ps(_mm512_loadu_ps(scores + i), factor, shift));
        const __m512i two = _mm512_cvtps_epi32(_mm512_fmadd_ps(_mm512_loadu_ps(scores + i + kSide), factor, shift));
        const __m512i weight = powers.of(_mm512_packus_epi32(one, two));
        total = _mm512_dpbf16_ps(total, (__m512bh)weight, (__m512bh)ones);
        _mm512_storeu_si512(weights + i, weight);
    }
    _mm512_store_ps(work.totals[row], total);
}

TINTYPE_TILES void scoreBlock(const Work& work, const Number* keys, std::int64_t row, std::int64_t key, std::int64_t width) {
    const std::int64_t depth = work.shape.depth(), depths = depth / kDepth;
    const Number* rows = work.queries + row * depth;
    for (std::int64_t column = 0; column < width; column += kBlock) {
        const Number* columns = keys + (key + column) / kSide * depths * kTileNumbers;
        clearSums();
        multiply<Columns::Near>(rows, rows + kSide * depth, depth * 2, columns, columns + depths * kTileNumbers, depths);
        storeSums(work.scores + column, kScorePitch);
    }
}

TINTYPE_TILES void softmaxBlock(Work& work, std::int64_t row, std::int64_t key, std::int64_t width) {
    const PowersOfTwo powers;
    for (std::int64_t r = 0; r < kBlock; ++r) {
        float* scores = work.scores + r * kScorePitch;
        const std::int64_t visible = work.visible(row + r, key, width);
        if (visible > 0) softmaxRow(work, powers, row + r, scores, visible, width);
        else std::fill_n(reinterpret_cast<Number*>(scores), width, Number());
    }
}

TINTYPE_TILES void valueBlock(const Work& work, const Number* values, std::int64_t row, std::int64_t key, std::int64_t width) {
    const std::int64_t pitch = work.shape.columns(), panel = work.shape.paddedKeys() / kDepth * kTileNumbers, depths = width / kDepth;
    const auto* weights = reinterpret_cast<const Number*>(work.scores);
    constexpr std::int64_t kPitch = 2 * kScorePitch;
    float* sums = work.sums + row * pitch;
    std::int64_t column = 0;
    for (; column + kBlock <= pitch; column += kBlock) {
        const Number* columns = values + column / kSide * panel + key / kDepth * kTileNumbers;
        loadSums(sums + column, pitch);
        multiply<Columns::Near>(weights, weights + kSide * kPitch, kPitch * 2, columns, columns + panel, depths);
        storeSums(sums + column, pitch);
    }
    if (column == pitch) return;
    const Number* columns = values + column / kSide * panel + key / kDepth * kTileNumbers;
    _tile_loadd(0, sums + column, pitch * 4);
    _tile_loadd(1, sums + column + kSide * pitch, pitch * 4);
    multiplyNarrow(weights, weights + kSide * kPitch, kPitch * 2, columns, depths);
    _tile_stored(0, sums + column, pitch * 4);
    _tile_stored(1, sums + column + kSide * pitch, pitch * 4);
}

// The tile instructions do not tell the compiler what memory they read.
inline void finishStores() { asm volatile("" : : : "memory"); }

TINTYPE_TILES void storeResult(const Work& work, std::int64_t row, Number* out) {
    const __m512 factor = _mm512_set1_ps(1.0F / _mm512_reduce_add_ps(_mm512_load_ps(work.totals[row])));
    const float* sums = work.sums + row * work.shape.columns();
    for (std::int64_t i = 0; i < work.shape.size; i += kSide) {
        const __m256i numbers = (__m256i)_mm512_cvtneps_pbh(_mm512_mul_ps(_mm512_loadu_ps(sums + i), factor));
        _mm256_mask_storeu_epi16(out + i, static_cast<__mmask16>(maskOf32(std::min(kSide, work.shape.size - i))), numbers);
    }
}

TINTYPE_TILES void attend(Work& work, const Number* queries, const Number* keys, const Number* values, Number* out) {
    const Shape& shape = work.shape;
    for (std::int64_t r = 0; r < work.rows; ++r) std::copy_n(queries + (work.first + r) * shape.pitch(), shape.size, work.queries + r * shape.depth());
    const std::int64_t end = shape.causal ? std::min(shape.paddedKeys(), roundUp(work.first + work.rows, kDepth)) : shape.paddedKeys();
    for (std::int64_t key = 0; key < end; key += kKeys) {
        const std::int64_t width = std::min(kKeys, end - key);
        for (std::int64_t row = 0; row < work.rows; row += kBlock) {
            finishStores();
            scoreBlock(work, keys, row, key, width);
            finishStores();
            softmaxBlock(work, row, key, width);
            finishStores();
            valueBlock(work, values, row, key, width);
        }
    }
    finishStores();
    for (std::int64_t r = 0; r < work.rows; ++r) storeResult(work, r, out + (work.first + r) * shape.pitch());
}

}  // namespace

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, bool causal) {
    const at::Tensor queries = q.contiguous(), keys = k.contiguous(), values = v.contiguous();
    const Shape shape{q.size(0), heads, q.size(1), k.size(1), q.size(2) / heads, causal};
    at::Tensor out = at::empty_like(queries);
    const std::int64_t all = shape.samples * heads, slices = (shape.queries + kQueries - 1) / kQueries;
    const at::Tensor keyTiles = at::empty({all, shape.keyNumbers()}, q.options()), valueTiles = at::empty({all, shape.valueNumbers()}, q.options());
    // Where head `head` of a sample begins.
    const auto at = [&](std::int64_t head, std::int64_t tokens) { return head / heads * tokens * shape.pitch() + head % heads * shape.size; };
    eachPiece(2 * all, [&](std::int64_t piece) {
        const std::int64_t head = piece / 2;
        if (piece % 2) packKeys(shape, keys.data_ptr<Number>() + at(head, shape.keys), keyTiles.data_ptr<Number>() + head * shape.keyNumbers());
        else packValues(shape, values.data_ptr<Number>() + at(head, shape.keys), valueTiles.data_ptr<Number>() + head * shape.valueNumbers());
    });
    eachPiece(all * slices, [&](std::int64_t piece) {
        const std::int64_t head = piece / slices;
        Work work(shape, piece % slices * kQueries);
        attend(work, queries.data_ptr<Number>() + at(head, shape.queries), keyTiles.data_ptr<Number>() + head * shape.keyNumbers(),
               valueTiles.data_ptr<Number>() + head * shape.valueNumbers(), out.data_ptr<Number>() + at(head, shape.queries));
    });
    return out;
}

}  // namespace tintype::nn::tiles

#endif
