#include "core/checkpoint/tile_order.h"

#include <ATen/Parallel.h>

#include <cstring>
#include <vector>

namespace tintype::checkpoint {

namespace {

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

}  // namespace

bool fitsTiles(at::IntArrayRef sizes) {
    if (sizes.size() != 2 && sizes.size() != 4) return false;
    if (sizes.size() == 4 && (sizes[2] != sizes[3] || (sizes[2] != 1 && sizes[2] != 3))) return false;
    return sizes[0] > 0 && sizes[1] > 0 && sizes[0] % kTileSide == 0 && sizes[1] % kTileDepth == 0;
}

at::Tensor inTileOrder(const at::Tensor& weight) {
    TORCH_CHECK(weight.is_contiguous() && weight.size(0) % kTileSide == 0 && weight.size(1) % kTileDepth == 0);
    const std::int64_t in = weight.size(1);
    const std::int64_t taps = weight.dim() == 4 ? weight.size(2) * weight.size(3) : 1;
    const std::int64_t panels = weight.size(0) / kTileSide;
    const at::Tensor result = at::empty({panels, taps, in / kTileDepth, kTileSide, kTileDepth}, at::kBFloat16);
    auto* target = reinterpret_cast<std::uint32_t*>(result.data_ptr<at::BFloat16>());
    at::parallel_for(0, panels, std::max<std::int64_t>(1, 65536 / (kTileSide * in * taps)), [&](std::int64_t begin, std::int64_t end) {
        std::vector<at::BFloat16> rows(static_cast<std::size_t>(kTileSide * in * taps));
        for (std::int64_t panel = begin; panel < end; ++panel) {
            // The library's own conversion is vectorised.
            const at::Tensor part = weight.narrow(0, panel * kTileSide, kTileSide).to(at::kBFloat16);
            const auto* source = part.data_ptr<at::BFloat16>();
            if (taps > 1) separateTaps(source, in, taps, rows.data());
            const auto* pairs = reinterpret_cast<const std::uint32_t*>(taps > 1 ? rows.data() : source);
            for (std::int64_t tap = 0; tap < taps; ++tap)
                transposePairs(pairs + tap * kTileSide * in / 2, in / 2, target + (panel * taps + tap) * kTileSide * in / 2);
        }
    });
    return result;
}

at::Tensor fromTileOrder(const at::Tensor& tiled, at::IntArrayRef sizes) {
    // [n, tap, k, r, c, b] -> [n, c, k, r, b, tap]
    const at::Tensor pairs = tiled.reshape({tiled.size(0), tiled.size(1), tiled.size(2), kTileSide, kTileSide, 2});
    return pairs.permute({0, 4, 2, 3, 5, 1}).reshape(sizes);
}

}  // namespace tintype::checkpoint
