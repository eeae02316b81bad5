// What the tile kernels share: pieces of work handed to the threads as they become free, strips of padded pictures.
// Included by tile_*.cpp alone.
#pragma once

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>

#include "core/nn/tile_kernel.h"
#include "core/nn/tiles.h"

namespace tintype::nn::tiles {

// piece(i) for i in 0..count-1, each on some thread with its tiles set up. Pieces are claimed one by one: another program
// on one of the cores must not hold up the rest.
template <class Piece>
void eachPiece(std::int64_t count, const Piece& piece) {
    std::atomic<std::int64_t> next{0};
    const std::int64_t threads = std::min<std::int64_t>(count, at::get_num_threads());
    at::parallel_for(0, threads, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t thread = begin; thread < end; ++thread) {
            const TileSession session;
            for (std::int64_t i = next++; i < count; i = next++) piece(i);
        }
    });
}

// The rows [first, first + height) of what padded() gives.
at::Tensor paddedRows(const at::Tensor& x, Border border, const Affine& affine, at::IntArrayRef size, std::int64_t first, std::int64_t height);

}  // namespace tintype::nn::tiles
