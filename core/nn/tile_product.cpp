#include <vector>

#include "core/checkpoint/tile_order.h"
#include "core/nn/tiles.h"
#include "core/nn/tile_work.h"

namespace tintype::nn::tiles {

bool ordered(const at::Tensor& weight) {
    return weight.dim() == 5 && weight.scalar_type() == at::kBFloat16 && weight.size(3) == checkpoint::kTileSide &&
           weight.size(4) == checkpoint::kTileDepth;
}

bool suits(const at::Tensor& x) { return x.scalar_type() == at::kBFloat16 && x.device().is_cpu(); }

#if defined(__x86_64__)

namespace {

// Bytes of rows that stay in a core's second-level cache beside a panel of weights.
constexpr std::int64_t kRowsInCache = 768 << 10;

// Sixteen rows of the left operand and where their results go.
struct RowTile {
    const Number* first = nullptr;
    std::int64_t sample = 0;
    std::int64_t out[kSide];  // row of the result; -1: computed for nothing
};

struct Product {
    std::vector<RowTile> tiles;
    std::int64_t pitch = 0;             // numbers from one row to the next
    std::vector<std::int64_t> shifts;   // of the taps, in numbers
    std::int64_t depths = 0;            // tiles of 32 inputs a tap
    const Number* weight = nullptr;
    std::int64_t panels = 0;            // of 16 outputs
    const float* bias = nullptr;
    std::int64_t biasPitch = 0;
    const Number* residual = nullptr;
    const float* leak = nullptr;
    Number* out = nullptr;
    float* exactOut = nullptr;          // instead of out
    std::int64_t outPitch = 0;
    Activation activation = Activation::None;

    bool gated() const { return activation == Activation::GatedGelu; }
    // Pairs of panels: neighbours, or a panel of values with its panel of gates.
    std::int64_t pairs() const { return gated() ? panels / 2 : (panels + 1) / 2; }
    std::int64_t secondPanel(std::int64_t pair) const { return gated() ? pair + panels / 2 : std::min(2 * pair + 1, panels - 1); }
    std::int64_t firstPanel(std::int64_t pair) const { return gated() ? pair : 2 * pair; }
};

TINTYPE_TILES_INLINE __m512 activated(__m512 x, Activation activation) {
    if (activation == Activation::Gelu) return gelu16(x);
    if (activation == Activation::QuickGelu) return gatedBySigmoid(x, 1.702F);
    return x;
}

TINTYPE_TILES_INLINE void finish16(const Product& p, __m512 sum, std::int64_t row, std::int64_t column) {
    const std::int64_t at = row * p.outPitch + column;
    if (p.residual) sum = _mm512_add_ps(sum, load16(p.residual + at));
    if (p.leak) {
        const __mmask16 negative = _mm512_cmp_ps_mask(sum, _mm512_setzero_ps(), _CMP_LT_OQ);
        sum = _mm512_mask_mul_ps(sum, negative, sum, _mm512_loadu_ps(p.leak + column));
    }
    if (p.exactOut) _mm512_storeu_ps(p.exactOut + at, sum);
    else store16(p.out + at, sum);
}

TINTYPE_TILES void finishTile(const Product& p, const RowTile& tile, const float* sums, std::int64_t pair) {
    const std::int64_t one = p.firstPanel(pair), two = p.secondPanel(pair);
    const float* bias = p.bias ? p.bias + tile.sample * p.biasPitch : nullptr;
    const __m512 bias0 = bias ? _mm512_loadu_ps(bias + one * kSide) : _mm512_setzero_ps();
    const __m512 bias1 = bias ? _mm512_loadu_ps(bias + two * kSide) : _mm512_setzero_ps();
    for (std::int64_t r = 0; r < kSide; ++r) {
        if (tile.out[r] < 0) continue;
        const __m512 sum0 = _mm512_add_ps(_mm512_load_ps(sums + r * kBlock), bias0);
        const __m512 sum1 = _mm512_add_ps(_mm512_load_ps(sums + r * kBlock + kSide), bias1);
        if (p.gated()) {
            finish16(p, _mm512_mul_ps(sum0, gelu16(sum1)), tile.out[r], one * kSide);
            continue;
        }
        finish16(p, activated(sum0, p.activation), tile.out[r], one * kSide);
        if (two != one) finish16(p, activated(sum1, p.activation), tile.out[r], two * kSide);
    }
}

// Two row tiles against one pair of panels.
TINTYPE_TILES void block(const Product& p, const RowTile& upper, const RowTile* lower, std::int64_t pair) {
    const std::int64_t panelNumbers = static_cast<std::int64_t>(p.shifts.size()) * p.depths * kTileNumbers;
    const Number* column0 = p.weight + p.firstPanel(pair) * panelNumbers;
    const Number* column1 = p.weight + p.secondPanel(pair) * panelNumbers;
    const Number* last = lower ? lower->first : upper.first;
    alignas(64) float sums[kBlock * kBlock];
    clearSums();
    for (const std::int64_t shift : p.shifts) {
        multiply<Columns::Far>(upper.first + shift, last + shift, p.pitch * 2, column0, column1, p.depths);
        column0 += p.depths * kTileNumbers;
        column1 += p.depths * kTileNumbers;
    }
    storeSums(sums, kBlock);
    finishTile(p, upper, sums, pair);
    if (lower) finishTile(p, *lower, sums + kSide * kBlock, pair);
}

void run(const Product& p) {
    const auto tiles = static_cast<std::int64_t>(p.tiles.size());
    const std::int64_t tileBytes = kSide * p.pitch * 2;
    // Even: tiles are taken in twos.
    const std::int64_t chunk = std::max<std::int64_t>(2, std::min(tiles, kRowsInCache / tileBytes) / 2 * 2);
    const std::int64_t chunks = (tiles + chunk - 1) / chunk;
    const std::int64_t wanted = 6 * at::get_num_threads();
    const std::int64_t slices = std::clamp<std::int64_t>((wanted + chunks - 1) / chunks, 1, p.pairs());
    eachPiece(chunks * slices, [&](std::int64_t piece) {
        const std::int64_t begin = piece / slices * chunk, end = std::min(begin + chunk, tiles);
        const std::int64_t slice = piece % slices;
        for (std::int64_t pair = p.pairs() * slice / slices; pair < p.pairs() * (slice + 1) / slices; ++pair)
            for (std::int64_t i = begin; i < end; i += 2)
                block(p, p.tiles[static_cast<std::size_t>(i)], i + 1 < end ? &p.tiles[static_cast<std::size_t>(i + 1)] : nullptr, pair);
    });
}

// Keeps what the product points to alive while it runs.
struct Held {
    at::Tensor bias;
    at::Tensor residual;
    at::Tensor leak;
    at::Tensor lastRows;
};

void setFinish(Product& p, Held& held, const at::Tensor& weight, const Finish& finish) {
    p.weight = weight.data_ptr<Number>();
    p.panels = weight.size(0);
    p.depths = weight.size(2);
    p.activation = finish.activation;
    if (finish.bias.defined()) {
        held.bias = finish.bias.to(at::kFloat).contiguous();
        p.bias = held.bias.data_ptr<float>();
        p.biasPitch = held.bias.dim() == 2 && held.bias.size(0) > 1 ? held.bias.size(1) : 0;
    }
    if (finish.residual.defined()) p.residual = held.residual.data_ptr<Number>();
    if (finish.leak.defined()) {
        held.leak = finish.leak.to(at::kFloat).contiguous();
        p.leak = held.leak.data_ptr<float>();
    }
}

}  // namespace

void linearInto(at::Tensor& out, const at::Tensor& x, const at::Tensor& weight, const Finish& finish) {
    const at::Tensor flat = x.contiguous();
    const std::int64_t in = flat.size(-1), rows = in > 0 ? flat.numel() / in : 0;
    TORCH_CHECK(suits(x) && ordered(weight) && weight.size(1) == 1 && in == weight.size(2) * kDepth, "linear: the weight does not fit the input");
    Product p;
    Held held;
    if (finish.residual.defined()) held.residual = finish.residual.contiguous();
    setFinish(p, held, weight, finish);
    p.pitch = in;
    p.shifts = {0};
    p.out = out.data_ptr<Number>();
    p.outPitch = out.size(-1);
    const std::int64_t rowsOfSample = x.dim() > 2 ? rows / x.size(0) : rows;
    const Number* source = flat.data_ptr<Number>();
    if (rows % kSide) {
        held.lastRows = at::zeros({kSide, in}, x.options());
        held.lastRows.narrow(0, 0, rows % kSide).copy_(flat.reshape({rows, in}).narrow(0, rows / kSide * kSide, rows % kSide));
    }
    // A tile has one bias row: with a bias a sample, samples may not share a tile.
    TORCH_CHECK(p.biasPitch == 0 || rowsOfSample % kSide == 0, "linear: a bias a sample needs samples of whole tiles");
    for (std::int64_t first = 0; first < rows; first += kSide) {
        RowTile tile;
        const std::int64_t count = std::min(kSide, rows - first);
        tile.first = count == kSide ? source + first * in : held.lastRows.data_ptr<Number>();
        tile.sample = first / std::max<std::int64_t>(1, rowsOfSample);
        for (std::int64_t r = 0; r < kSide; ++r) tile.out[r] = r < count ? first + r : -1;
        p.tiles.push_back(tile);
    }
    run(p);
}

at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const Finish& finish) {
    auto sizes = x.sizes().vec();
    sizes.back() = weight.size(0) * kSide / (finish.activation == Activation::GatedGelu ? 2 : 1);
    at::Tensor out = at::empty(sizes, x.options().memory_format(at::MemoryFormat::Contiguous));
    if (out.numel()) linearInto(out, x, weight, finish);
    return out;
}

namespace {

// Tiles that each lie in one row of the picture.
void addRowTiles(Product& p, const Number* source, const at::Tensor& padded, std::int64_t stride, std::int64_t sample, std::int64_t rows,
                 std::int64_t columns) {
    const std::int64_t width = padded.size(2), channels = padded.size(3);
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t column = 0; column < columns; column += kSide) {
            RowTile tile;
            tile.first = source + ((sample * padded.size(1) + row * stride) * width + column * stride) * channels;
            tile.sample = sample;
            for (std::int64_t r = 0; r < kSide; ++r) tile.out[r] = column + r < columns ? (sample * rows + row) * columns + column + r : -1;
            p.tiles.push_back(tile);
        }
}

// Tiles that run on over the ends of the rows, through the zeros between them: fewer where rows are short.
void addRunningTiles(Product& p, const Number* source, const at::Tensor& padded, std::int64_t sample, std::int64_t rows, std::int64_t columns) {
    const std::int64_t width = padded.size(2), channels = padded.size(3);
    for (std::int64_t first = 0; first < rows * width; first += kSide) {
        RowTile tile;
        tile.first = source + (sample * padded.size(1) * width + first) * channels;
        tile.sample = sample;
        for (std::int64_t r = 0; r < kSide; ++r) {
            const std::int64_t row = (first + r) / width, column = (first + r) % width;
            tile.out[r] = row < rows && column < columns ? (sample * rows + row) * columns + column : -1;
        }
        p.tiles.push_back(tile);
    }
}

}  // namespace

namespace {

constexpr std::int64_t kReach = 3;

std::int64_t outputs(std::int64_t inputs, std::int64_t stride, std::int64_t reach = kReach) { return (inputs - reach) / stride + 1; }

void addTaps(Product& p, const at::Tensor& source, std::int64_t reach) {
    for (std::int64_t row = 0; row < reach; ++row)
        for (std::int64_t column = 0; column < reach; ++column) p.shifts.push_back((row * source.size(2) + column) * source.size(3));
}

// source: [n, h, w, c] padded, for windows of `reach` x `reach`.
void runOver(Product& p, const at::Tensor& source, std::int64_t stride, std::int64_t reach) {
    const std::int64_t width = source.size(2);
    const std::int64_t rows = outputs(source.size(1), stride, reach), columns = outputs(width, stride, reach);
    p.pitch = source.size(3) * stride;
    addTaps(p, source, reach);
    const std::int64_t inRows = rows * ((columns + kSide - 1) / kSide), running = (rows * width + kSide - 1) / kSide;
    for (std::int64_t sample = 0; sample < source.size(0); ++sample) {
        if (stride == 1 && running < inRows) addRunningTiles(p, source.data_ptr<Number>(), source, sample, rows, columns);
        else addRowTiles(p, source.data_ptr<Number>(), source, stride, sample, rows, columns);
    }
    run(p);
}

// out: the memory of the result, n * rows rows of pixels.
void convInto(Number* out, std::int64_t outChannels, const at::Tensor& source, const at::Tensor& weight, std::int64_t stride, const Finish& finish,
              const Number* residual) {
    Product p;
    Held held;
    setFinish(p, held, weight, {finish.bias, {}, finish.activation, finish.leak});
    p.residual = residual;
    p.out = out;
    p.outPitch = outChannels;
    runOver(p, source, stride, kReach);
}

void checkConv(const at::Tensor& x, std::int64_t channels, const at::Tensor& weight, std::int64_t reach = kReach) {
    TORCH_CHECK(suits(x) && ordered(weight) && weight.size(1) == reach * reach && channels == weight.size(2) * kDepth,
                "conv: the weight does not fit the input");
}

at::Tensor emptyPicture(const at::Tensor& like, std::int64_t n, std::int64_t channels, std::int64_t rows, std::int64_t columns) {
    return at::empty({n, channels, rows, columns}, at::TensorOptions().dtype(like.dtype()).memory_format(at::MemoryFormat::ChannelsLast));
}

at::Tensor ofSample(const at::Tensor& x, std::int64_t sample) { return x.defined() && x.size(0) > 1 ? x.narrow(0, sample, 1) : x; }

}  // namespace

at::Tensor conv3x3(const at::Tensor& source, const at::Tensor& weight, std::int64_t stride, const Finish& finish) {
    checkConv(source, source.size(3), weight);
    at::Tensor out = emptyPicture(source, source.size(0), weight.size(0) * kSide, outputs(source.size(1), stride), outputs(source.size(2), stride));
    const at::Tensor residual = finish.residual.defined() ? finish.residual.contiguous(at::MemoryFormat::ChannelsLast) : at::Tensor();
    convInto(out.data_ptr<Number>(), out.size(1), source, weight, stride, finish, residual.defined() ? residual.data_ptr<Number>() : nullptr);
    return out;
}

at::Tensor conv3x3(const at::Tensor& x, const at::Tensor& weight, const Conv3x3& shape, const Finish& finish, std::int64_t stripBytes) {
    checkConv(x, x.size(1), weight);
    const std::int64_t around = shape.border.before + shape.border.after;
    const std::int64_t height = (shape.size.empty() ? x.size(2) : shape.size[0]) + around, width = (shape.size.empty() ? x.size(3) : shape.size[1]) + around;
    const std::int64_t rowBytes = width * x.size(1) * 2;
    if (x.size(0) * height * rowBytes <= stripBytes) return conv3x3(padded(x, shape.border, shape.affine, shape.size), weight, shape.stride, finish);
    const std::int64_t rows = outputs(height, shape.stride), columns = outputs(width, shape.stride), channels = weight.size(0) * kSide;
    const std::int64_t step = std::max<std::int64_t>(1, (stripBytes / rowBytes - kReach) / shape.stride + 1);
    at::Tensor out = emptyPicture(x, x.size(0), channels, rows, columns);
    const at::Tensor source = x.contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor residual = finish.residual.defined() ? finish.residual.contiguous(at::MemoryFormat::ChannelsLast) : at::Tensor();
    for (std::int64_t sample = 0; sample < x.size(0); ++sample) {
        const Affine affine{ofSample(shape.affine.scale, sample), ofSample(shape.affine.shift, sample)};
        Finish own = finish;
        if (finish.bias.defined() && finish.bias.dim() == 2) own.bias = ofSample(finish.bias, sample);
        for (std::int64_t row = 0; row < rows; row += step) {
            const std::int64_t count = std::min(step, rows - row), at = (sample * rows + row) * columns * channels;
            const at::Tensor strip = paddedRows(source.narrow(0, sample, 1), shape.border, affine, shape.size, row * shape.stride, (count - 1) * shape.stride + kReach);
            convInto(out.data_ptr<Number>() + at, channels, strip, weight, shape.stride, own, residual.defined() ? residual.data_ptr<Number>() + at : nullptr);
        }
    }
    return out;
}

at::Tensor conv2x2(const at::Tensor& x, const at::Tensor& weight, const Finish& finish) {
    checkConv(x, x.size(1), weight, 2);
    const std::int64_t channels = weight.size(0) * kSide;
    const at::Tensor out = at::empty({x.size(0), channels, x.size(2) + 1, x.size(3) + 1}, at::TensorOptions().dtype(at::kFloat).memory_format(at::MemoryFormat::ChannelsLast));
    Product p;
    Held held;
    setFinish(p, held, weight, {finish.bias, {}, Activation::None, finish.leak});
    p.exactOut = out.data_ptr<float>();
    p.outPitch = channels;
    runOver(p, padded(x, {1, 1}, {}), 1, 2);
    return out;
}

#endif

}  // namespace tintype::nn::tiles
