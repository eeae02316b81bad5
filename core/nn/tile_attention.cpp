#include <cmath>
#include <limits>

#include "core/nn/tile_work.h"
#include "core/nn/tiles.h"

#if defined(__x86_64__)

namespace tintype::nn::tiles {

namespace {

constexpr std::int64_t kQueries = 128;    // a piece of work; its keys pass through the cache once
constexpr std::int64_t kKeys = 256;       // scores in first-level cache
constexpr float kHidden = -std::numeric_limits<float>::infinity();

std::int64_t roundUp(std::int64_t count, std::int64_t step) { return (count + step - 1) / step * step; }

struct Shape {
    std::int64_t samples, heads, queries, keys, size;  // size: of a head
    std::int64_t pitch, keyPitch;                      // numbers from one token to the next
    bool causal;

    std::int64_t paddedSize() const { return roundUp(size, kDepth); }
    std::int64_t paddedKeys() const { return roundUp(keys, kDepth); }
    std::int64_t headNumbers() const { return paddedKeys() * paddedSize(); }
};

// Keys as columns: tiles [keys/16][size/32], each of 16 pairs of a key's numbers by 16 keys.
void packKeys(const Shape& shape, const Number* from, Number* to) {
    auto* target = reinterpret_cast<std::uint16_t*>(to);
    const auto* source = reinterpret_cast<const std::uint16_t*>(from);
    for (std::int64_t first = 0; first < shape.paddedKeys(); first += kSide)
        for (std::int64_t depth = 0; depth < shape.paddedSize(); depth += kDepth)
            for (std::int64_t pair = 0; pair < kSide; ++pair)
                for (std::int64_t key = first; key < first + kSide; ++key)
                    for (std::int64_t i = depth + 2 * pair; i < depth + 2 * pair + 2; ++i)
                        *target++ = key < shape.keys && i < shape.size ? source[key * shape.keyPitch + i] : 0;
}

// Values as columns: tiles [size/16][keys/32], each of 16 pairs of keys by 16 numbers.
void packValues(const Shape& shape, const Number* from, Number* to) {
    auto* target = reinterpret_cast<std::uint16_t*>(to);
    const auto* source = reinterpret_cast<const std::uint16_t*>(from);
    for (std::int64_t first = 0; first < shape.paddedSize(); first += kSide)
        for (std::int64_t depth = 0; depth < shape.paddedKeys(); depth += kDepth)
            for (std::int64_t pair = 0; pair < kSide; ++pair)
                for (std::int64_t i = first; i < first + kSide; ++i)
                    for (std::int64_t key = depth + 2 * pair; key < depth + 2 * pair + 2; ++key)
                        *target++ = key < shape.keys && i < shape.size ? source[key * shape.keyPitch + i] : 0;
}

// One row of scores becomes weights relative to the row's largest score so far. Returns the factor that what was summed
// before has to be multiplied by.
TINTYPE_TILES_INLINE float softmaxRow(const float* scores, Number* weights, std::int64_t visible, std::int64_t width, float scale, float& largest,
                                      float& sum) {
    __m512 top = _mm512_set1_ps(kHidden);
    std::int64_t i = 0;
    for (; i + kSide <= visible; i += kSide) top = _mm512_max_ps(top, _mm512_loadu_ps(scores + i));
    const auto rest = static_cast<__mmask16>(visible > i ? (1U << (visible - i)) - 1 : 0);
    if (rest) top = _mm512_mask_max_ps(top, rest, top, _mm512_loadu_ps(scores + i));
    const float before = largest;
    largest = std::max(before, _mm512_reduce_max_ps(top) * scale);
    // Nothing visible yet: every weight is zero.
    const __m512 shift = _mm512_set1_ps(largest == kHidden ? 0.0F : -largest);
    const __m512 factor = _mm512_set1_ps(scale);
    __m512 total = _mm512_setzero_ps();
    i = 0;
    for (; i + kSide <= visible; i += kSide) {
        const __m512 weight = powerOfTwo(_mm512_fmadd_ps(_mm512_loadu_ps(scores + i), factor, shift));
        total = _mm512_add_ps(total, weight);
        store16(weights + i, weight);
    }
    if (rest) {
        const __m512 weight = _mm512_maskz_mov_ps(rest, powerOfTwo(_mm512_fmadd_ps(_mm512_loadu_ps(scores + i), factor, shift)));
        total = _mm512_add_ps(total, weight);
        store16(weights + i, weight);
        i += kSide;
    }
    for (; i < width; i += kSide) store16(weights + i, _mm512_setzero_ps());
    const float again = before == largest ? 1.0F : (before == kHidden ? 0.0F : std::exp2(before - largest));
    sum = sum * again + _mm512_reduce_add_ps(total);
    return again;
}

// The queries [first, first + kQueries) of one head, with room for what is between the two products.
struct Work {
    const Shape& shape;
    float scale;
    std::int64_t first, rows;
    at::Tensor queriesRoom, sumsRoom, scoresRoom, weightsRoom;
    Number* queries;   // [rows rounded up][paddedSize]
    float* sums;       // [rows rounded up][paddedSize]: weighted values
    float* scores;     // [32][kKeys]
    Number* weights;   // [32][kKeys]
    float largest[kQueries];
    float total[kQueries];

    Work(const Shape& shape, std::int64_t first)
        : shape(shape), scale(static_cast<float>(1.44269504088896 / std::sqrt(static_cast<double>(shape.size)))), first(first),
          rows(std::min(kQueries, shape.queries - first)) {
        const std::int64_t numbers = roundUp(rows, kBlock) * shape.paddedSize();
        queriesRoom = at::zeros({numbers}, at::kBFloat16);
        sumsRoom = at::zeros({numbers}, at::kFloat);
        scoresRoom = at::empty({kBlock * kKeys}, at::kFloat);
        weightsRoom = at::empty({kBlock * kKeys}, at::kBFloat16);
        queries = queriesRoom.data_ptr<Number>();
        sums = sumsRoom.data_ptr<float>();
        scores = scoresRoom.data_ptr<float>();
        weights = weightsRoom.data_ptr<Number>();
        std::fill_n(largest, kQueries, kHidden);
        std::fill_n(total, kQueries, 0.0F);
    }
    // Keys of the block at `key` that row `row` may see.
    std::int64_t visible(std::int64_t row, std::int64_t key, std::int64_t width) const {
        const std::int64_t end = shape.causal ? std::min(shape.keys, first + row + 1) : shape.keys;
        return std::clamp<std::int64_t>(end - key, 0, width);
    }
};

TINTYPE_TILES void scoreBlock(const Work& work, const Number* keys, std::int64_t row, std::int64_t key, std::int64_t width) {
    const std::int64_t size = work.shape.paddedSize(), depths = size / kDepth;
    const Number* rows = work.queries + row * size;
    for (std::int64_t column = 0; column < width; column += kBlock) {
        const Number* columns = keys + (key + column) / kSide * depths * kTileNumbers;
        clearSums();
        multiply(rows, rows + kSide * size, size * 2, columns, columns + depths * kTileNumbers, depths);
        storeSums(work.scores + column, kKeys);
    }
}

TINTYPE_TILES void softmaxBlock(Work& work, std::int64_t row, std::int64_t key, std::int64_t width) {
    const std::int64_t size = work.shape.paddedSize();
    for (std::int64_t r = 0; r < kBlock; ++r) {
        const std::int64_t visible = row + r < work.rows ? work.visible(row + r, key, width) : 0;
        if (visible == 0) {
            std::fill_n(work.weights + r * kKeys, width, Number());
            continue;
        }
        const float again = softmaxRow(work.scores + r * kKeys, work.weights + r * kKeys, visible, width, work.scale, work.largest[row + r], work.total[row + r]);
        if (again == 1.0F) continue;
        float* sums = work.sums + (row + r) * size;
        for (std::int64_t i = 0; i < size; i += kSide) _mm512_storeu_ps(sums + i, _mm512_mul_ps(_mm512_loadu_ps(sums + i), _mm512_set1_ps(again)));
    }
}

TINTYPE_TILES void valueBlock(const Work& work, const Number* values, std::int64_t row, std::int64_t key, std::int64_t width) {
    const std::int64_t size = work.shape.paddedSize(), panel = work.shape.paddedKeys() / kDepth * kTileNumbers;
    float* sums = work.sums + row * size;
    for (std::int64_t column = 0; column < size; column += kBlock) {
        const Number* columns = values + column / kSide * panel + key / kDepth * kTileNumbers;
        loadSums(sums + column, size);
        multiply(work.weights, work.weights + kSide * kKeys, kKeys * 2, columns, columns + panel, width / kDepth);
        storeSums(sums + column, size);
    }
}

// The tile instructions do not tell the compiler what memory they read.
inline void finishStores() { asm volatile("" : : : "memory"); }

TINTYPE_TILES void attend(Work& work, const Number* queries, const Number* keys, const Number* values, Number* out) {
    const Shape& shape = work.shape;
    const std::int64_t size = shape.paddedSize();
    for (std::int64_t r = 0; r < work.rows; ++r) std::copy_n(queries + (work.first + r) * shape.pitch, shape.size, work.queries + r * size);
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
    for (std::int64_t r = 0; r < work.rows; ++r)
        for (std::int64_t i = 0; i < shape.size; ++i) out[(work.first + r) * shape.heads * shape.size + i] = Number(work.sums[r * size + i] / work.total[r]);
}

}  // namespace

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, bool causal) {
    const at::Tensor queries = q.contiguous(), keys = k.contiguous(), values = v.contiguous();
    const Shape shape{q.size(0), heads, q.size(1), k.size(1), q.size(2) / heads, q.size(2), k.size(2), causal};
    at::Tensor out = at::empty_like(queries);
    const std::int64_t all = shape.samples * heads, slices = (shape.queries + kQueries - 1) / kQueries;
    const at::Tensor keyTiles = at::empty({all, shape.headNumbers()}, q.options()), valueTiles = at::empty_like(keyTiles);
    // Where head `head` of a sample begins.
    const auto at = [&](std::int64_t head, std::int64_t tokens) { return head / heads * tokens * heads * shape.size + head % heads * shape.size; };
    eachPiece(2 * all, [&](std::int64_t piece) {
        const std::int64_t head = piece / 2;
        if (piece % 2) packKeys(shape, keys.data_ptr<Number>() + at(head, shape.keys), keyTiles.data_ptr<Number>() + head * shape.headNumbers());
        else packValues(shape, values.data_ptr<Number>() + at(head, shape.keys), valueTiles.data_ptr<Number>() + head * shape.headNumbers());
    });
    eachPiece(all * slices, [&](std::int64_t piece) {
        const std::int64_t head = piece / slices;
        Work work(shape, piece % slices * kQueries);
        attend(work, queries.data_ptr<Number>() + at(head, shape.queries), keyTiles.data_ptr<Number>() + head * shape.headNumbers(),
               valueTiles.data_ptr<Number>() + head * shape.headNumbers(), out.data_ptr<Number>() + at(head, shape.queries));
    });
    return out;
}

}  // namespace tintype::nn::tiles

#endif
