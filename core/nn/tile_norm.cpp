#include <vector>

#include "core/nn/tile_work.h"
#include "core/nn/tiles.h"

#if defined(__x86_64__)

namespace tintype::nn::tiles {

namespace {

constexpr std::int64_t kRowsAtOnce = 64;  // pixels whose sums are added up in float32 before they join the rest

// sums[0..c): of x, sums[c..2c): of its squares, over `rows` rows of c numbers.
TINTYPE_TILES void addSums(const Number* x, std::int64_t rows, std::int64_t c, float* sums) {
    for (std::int64_t column = 0; column < c; column += kSide) {
        __m512 sum = _mm512_setzero_ps(), squares = _mm512_setzero_ps();
        for (std::int64_t row = 0; row < rows; ++row) {
            const __m512 value = load16(x + row * c + column);
            sum = _mm512_add_ps(sum, value);
            squares = _mm512_fmadd_ps(value, value, squares);
        }
        _mm512_storeu_ps(sums + column, _mm512_add_ps(_mm512_loadu_ps(sums + column), sum));
        _mm512_storeu_ps(sums + c + column, _mm512_add_ps(_mm512_loadu_ps(sums + c + column), squares));
    }
}

template <bool kSilu>
TINTYPE_TILES void affineRow(const Number* x, Number* out, const float* scale, const float* shift, std::int64_t c) {
    for (std::int64_t column = 0; column < c; column += kSide) {
        const __m512 y = _mm512_fmadd_ps(load16(x + column), _mm512_loadu_ps(scale + column), _mm512_loadu_ps(shift + column));
        store16(out + column, kSilu ? gatedBySigmoid(y, 1.0F) : y);
    }
}

TINTYPE_TILES void normaliseRow(const Number* x, Number* out, const float* weight, const float* bias, std::int64_t c, float eps) {
    __m512 sum = _mm512_setzero_ps();
    for (std::int64_t i = 0; i < c; i += kSide) sum = _mm512_add_ps(sum, load16(x + i));
    const float mean = _mm512_reduce_add_ps(sum) / static_cast<float>(c);
    const __m512 centre = _mm512_set1_ps(mean);
    __m512 squares = _mm512_setzero_ps();
    for (std::int64_t i = 0; i < c; i += kSide) {
        const __m512 apart = _mm512_sub_ps(load16(x + i), centre);
        squares = _mm512_fmadd_ps(apart, apart, squares);
    }
    const float variance = _mm512_reduce_add_ps(squares) / static_cast<float>(c);
    const __m512 factor = _mm512_set1_ps(1.0F / __builtin_sqrtf(variance + eps));
    for (std::int64_t i = 0; i < c; i += kSide) {
        const __m512 y = _mm512_mul_ps(_mm512_sub_ps(load16(x + i), centre), factor);
        const __m512 scaled = weight ? _mm512_mul_ps(y, _mm512_loadu_ps(weight + i)) : y;
        store16(out + i, bias ? _mm512_add_ps(scaled, _mm512_loadu_ps(bias + i)) : scaled);
    }
}

at::Tensor floats(const at::Tensor& x) { return x.defined() ? x.to(at::kFloat).contiguous() : x; }

}  // namespace

Affine groupNormAffine(const at::Tensor& x, int groups, double eps, const at::Tensor& weight, const at::Tensor& bias) {
    const at::Tensor source = x.contiguous(at::MemoryFormat::ChannelsLast);
    const std::int64_t n = x.size(0), c = x.size(1), pixels = x.size(2) * x.size(3);
    const std::int64_t slices = std::min<std::int64_t>((pixels + kRowsAtOnce - 1) / kRowsAtOnce, 4 * at::get_num_threads());
    std::vector<float> sums(static_cast<std::size_t>(n * slices * 2 * c), 0.0F);
    const auto* data = source.data_ptr<Number>();
    eachPiece(n * slices, [&](std::int64_t piece) {
        const std::int64_t sample = piece / slices, slice = piece % slices;
        const std::int64_t end = pixels * (slice + 1) / slices;
        for (std::int64_t row = pixels * slice / slices; row < end; row += kRowsAtOnce)
            addSums(data + (sample * pixels + row) * c, std::min(kRowsAtOnce, end - row), c, sums.data() + piece * 2 * c);
    });
    const at::Tensor gains = floats(weight), offsets = floats(bias);
    const Affine result{at::empty({n, c}, at::kFloat), at::empty({n, c}, at::kFloat)};
    const std::int64_t width = c / groups;
    for (std::int64_t sample = 0; sample < n; ++sample)
        for (std::int64_t group = 0; group < groups; ++group) {
            double sum = 0, squares = 0;
            for (std::int64_t slice = 0; slice < slices; ++slice)
                for (std::int64_t i = group * width; i < (group + 1) * width; ++i) {
                    sum += sums[static_cast<std::size_t>((sample * slices + slice) * 2 * c + i)];
                    squares += sums[static_cast<std::size_t>(((sample * slices + slice) * 2 + 1) * c + i)];
                }
            const double count = static_cast<double>(width * pixels), mean = sum / count;
            const double factor = 1.0 / std::sqrt(std::max(0.0, squares / count - mean * mean) + eps);
            for (std::int64_t i = group * width; i < (group + 1) * width; ++i) {
                const double scale = factor * gains.data_ptr<float>()[i];
                result.scale.data_ptr<float>()[sample * c + i] = static_cast<float>(scale);
                result.shift.data_ptr<float>()[sample * c + i] = static_cast<float>(offsets.data_ptr<float>()[i] - mean * scale);
            }
        }
    return result;
}

at::Tensor applyAffine(const at::Tensor& x, const Affine& affine, bool silu) {
    const at::Tensor source = x.contiguous(at::MemoryFormat::ChannelsLast);
    at::Tensor out = at::empty_like(source);
    const std::int64_t c = x.size(1), pixels = x.size(2) * x.size(3);
    const auto* from = source.data_ptr<Number>();
    auto* to = out.data_ptr<Number>();
    const std::int64_t slices = (x.size(0) * pixels + kRowsAtOnce - 1) / kRowsAtOnce;
    eachPiece(slices, [&](std::int64_t slice) {
        for (std::int64_t row = slice * kRowsAtOnce; row < std::min((slice + 1) * kRowsAtOnce, x.size(0) * pixels); ++row) {
            const float* scale = affine.scale.data_ptr<float>() + row / pixels * c;
            const float* shift = affine.shift.data_ptr<float>() + row / pixels * c;
            if (silu) affineRow<true>(from + row * c, to + row * c, scale, shift, c);
            else affineRow<false>(from + row * c, to + row * c, scale, shift, c);
        }
    });
    return out;
}

at::Tensor padded(const at::Tensor& x, Border border, const Affine& affine, at::IntArrayRef size) {
    const std::int64_t rows = size.empty() ? x.size(2) : size[0];
    return paddedRows(x, border, affine, size, 0, rows + border.before + border.after);
}

at::Tensor paddedRows(const at::Tensor& x, Border border, const Affine& affine, at::IntArrayRef size, std::int64_t first, std::int64_t height) {
    const at::Tensor source = x.contiguous(at::MemoryFormat::ChannelsLast);
    const std::int64_t n = x.size(0), c = x.size(1), rows = x.size(2), columns = x.size(3);
    const std::int64_t outRows = size.empty() ? rows : size[0], outColumns = size.empty() ? columns : size[1];
    const std::int64_t width = outColumns + border.before + border.after;
    // The last tile of a picture reads on for up to two tiles of pixels; what it finds there is not used.
    constexpr std::int64_t kSlack = 3 * kSide;
    at::Tensor storage = at::empty({(n * height * width + kSlack) * c}, x.options().memory_format(at::MemoryFormat::Contiguous));
    const auto* from = source.data_ptr<Number>();
    auto* to = storage.data_ptr<Number>();
    eachPiece(n * height, [&](std::int64_t line) {
        const std::int64_t sample = line / height, row = first + line % height - border.before;
        Number* target = to + line * width * c;
        if (row < 0 || row >= outRows) {
            std::fill_n(target, width * c, Number());
            return;
        }
        std::fill_n(target, border.before * c, Number());
        std::fill_n(target + (border.before + outColumns) * c, border.after * c, Number());
        const Number* sourceRow = from + (sample * rows + row * rows / outRows) * columns * c;
        if (size.empty() && !affine.scale.defined()) {
            std::copy_n(sourceRow, columns * c, target + border.before * c);
            return;
        }
        for (std::int64_t column = 0; column < outColumns; ++column) {
            Number* cell = target + (border.before + column) * c;
            const Number* pixel = sourceRow + column * columns / outColumns * c;
            if (affine.scale.defined()) affineRow<true>(pixel, cell, affine.scale.data_ptr<float>() + sample * c, affine.shift.data_ptr<float>() + sample * c, c);
            else std::copy_n(pixel, c, cell);
        }
    });
    return storage.as_strided({n, height, width, c}, {height * width * c, width * c, c, 1});
}

at::Tensor layerNorm(const at::Tensor& x, double eps, const at::Tensor& weight, const at::Tensor& bias) {
    const at::Tensor source = x.contiguous();
    at::Tensor out = at::empty_like(source);
    const std::int64_t c = x.size(-1), rows = x.numel() / c;
    const at::Tensor gains = floats(weight), offsets = floats(bias);
    const float* gain = gains.defined() ? gains.data_ptr<float>() : nullptr;
    const float* offset = offsets.defined() ? offsets.data_ptr<float>() : nullptr;
    eachPiece((rows + kRowsAtOnce - 1) / kRowsAtOnce, [&](std::int64_t slice) {
        for (std::int64_t row = slice * kRowsAtOnce; row < std::min((slice + 1) * kRowsAtOnce, rows); ++row)
            normaliseRow(source.data_ptr<Number>() + row * c, out.data_ptr<Number>() + row * c, gain, offset, c, static_cast<float>(eps));
    });
    return out;
}

}  // namespace tintype::nn::tiles

#endif
