// A picture between two layers that is computed some rows at a time: convolutions ask for the rows around theirs, group norms
// take their statistics over the whole picture first. The numbers are those of the layers on the whole picture.
// Inside core/networks only: the autoencoder's strips.
#pragma once

#include <ATen/ATen.h>

#include <functional>

#include "core/checkpoint/weights.h"

namespace tintype::networks {

// What a layer of core/nn's resnetBlock needs to know besides its weights.
struct NormShape {
    int groups = 32;
    double eps = 1e-6;
};

struct PictureRows {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t channels = 0;
    // Rows [first, first + count): [1, channels, count, columns].
    std::function<at::Tensor(std::int64_t first, std::int64_t count)> read;
};

// How many rows go together, so that what lies between the layers of a strip stays near `bytes`.
std::int64_t stripRows(const PictureRows& picture, const at::Tensor& like, std::uint64_t bytes);

PictureRows storedRows(const at::Tensor& picture);
// 3x3 with a border of zeros.
PictureRows convolvedRows(const checkpoint::Weights& w, PictureRows source);
// Twice as large by nearest neighbour, then convolved.
PictureRows enlargedRows(const checkpoint::Weights& w, PictureRows source);
// Half as large: a 3x3 convolution of stride 2 with zeros below and on the right only.
PictureRows shrunkRows(const checkpoint::Weights& w, PictureRows source);
// silu(groupNorm(source)): reads the source once, in strips of `strip` rows, for the statistics.
PictureRows normedRows(const checkpoint::Weights& w, PictureRows source, const NormShape& norm, std::int64_t strip);
// A block of two convolutions with their norms and the way around them: reads the source three times in all (twice for the norms).
PictureRows resnetRows(const checkpoint::Weights& w, const PictureRows& source, const NormShape& norm, std::int64_t strip);

// All rows as one tensor, in the layout of the strips.
at::Tensor gathered(const PictureRows& picture, std::int64_t strip);
// The same into `target`, from which the rows are computed: a strip is written when the next one has been, so rows may ask
// for up to `strip` rows above their own.
void replaceBy(at::Tensor& target, const PictureRows& picture, std::int64_t strip);

}  // namespace tintype::networks
