#include "core/nn/attention.h"

#include <algorithm>
#include <cmath>

#include "core/nn/device.h"
#include "core/nn/tiles.h"

namespace tintype::nn {

namespace {

// x: [n, t, heads * d] -> [n * heads, t, d]
at::Tensor splitHeads(const at::Tensor& x, int heads) {
    const auto n = x.size(0);
    const auto t = x.size(1);
    return x.reshape({n, t, heads, x.size(2) / heads}).permute({0, 2, 1, 3}).reshape({n * heads, t, -1});
}

at::Tensor mergeHeads(const at::Tensor& x, int heads) {
    const auto n = x.size(0) / heads;
    const auto t = x.size(1);
    return x.reshape({n, heads, t, x.size(2)}).permute({0, 2, 1, 3}).reshape({n, t, -1});
}

// Scores of rows [first, first + q.size(0)) of the queries; later keys are hidden when causal.
at::Tensor causalMask(std::int64_t first, std::int64_t rows, std::int64_t keys, const at::TensorOptions& options) {
    const at::Tensor row = at::arange(first, first + rows, options.dtype(at::kLong)).unsqueeze(1);
    const at::Tensor column = at::arange(keys, options.dtype(at::kLong)).unsqueeze(0);
    return column > row;
}

}  // namespace

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, Masking masking, std::uint64_t scoreBytes) {
    if (tiles::suits(q) && tilesAvailable()) return tiles::attention(q, k, v, heads, masking == Masking::Causal);
    const at::Tensor queries = splitHeads(q, heads) * (1.0 / std::sqrt(static_cast<double>(q.size(2) / heads)));
    const at::Tensor keys = splitHeads(k, heads).transpose(1, 2);
    const at::Tensor values = splitHeads(v, heads);
    const std::int64_t tokens = queries.size(1);
    const auto rowBytes = static_cast<std::uint64_t>(queries.size(0) * keys.size(2)) * queries.element_size();
    const auto rows = static_cast<std::int64_t>(std::clamp<std::uint64_t>(scoreBytes / std::max<std::uint64_t>(1, rowBytes), 1, static_cast<std::uint64_t>(tokens)));
    at::Tensor result = at::empty_like(queries);
    for (std::int64_t first = 0; first < tokens; first += rows) {
        const std::int64_t count = std::min(rows, tokens - first);
        at::Tensor scores = at::bmm(queries.narrow(1, first, count), keys);
        if (masking == Masking::Causal) scores.masked_fill_(causalMask(first, count, keys.size(2), queries.options()), -INFINITY);
        result.narrow(1, first, count).copy_(at::bmm(at::softmax(scores, -1), values));
    }
    return mergeHeads(result, heads);
}

}  // namespace tintype::nn
