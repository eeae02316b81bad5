#include "core/networks/lama.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>

#include "core/base/error.h"
#include "core/networks/lama_layers.h"

namespace tintype::networks {

namespace {

// Cells on each side of a strip that its result depends on; one is not enough.
constexpr std::int64_t kHalo = 2;

// t: [n, c, h, w] float32 -> the same. The spectrum's real and imaginary parts are ordinary channels of a 1x1 convolution.
at::Tensor fourierUnit(const nn::FoldedConv& spectrum, const at::Tensor& t) {
    // Channels innermost: real and imaginary parts then lie in turn, as the weights expect them, without a copy.
    const at::Tensor pixels = t.permute({0, 2, 3, 1}).contiguous();
    const at::Tensor transformed = at::view_as_real(at::fft_rfftn(pixels, c10::nullopt, at::IntArrayRef{1, 2}, "ortho").contiguous());
    const auto shape = transformed.sizes().vec();  // n, h, w / 2 + 1, c, 2
    at::Tensor channels = transformed.reshape({shape[0], shape[1], shape[2], -1}).permute({0, 3, 1, 2});
    channels = nn::conv(spectrum, channels).relu_().permute({0, 2, 3, 1}).contiguous();
    const at::Tensor complex = at::view_as_complex(channels.view(shape));
    // Without the size an odd width would come back one smaller.
    return at::fft_irfftn(complex, at::IntArrayRef{t.size(2), t.size(3)}, at::IntArrayRef{1, 2}, "ortho").permute({0, 3, 1, 2});
}

at::Tensor spectralTransform(const SpectralTransform& layer, const at::Tensor& x) {
    const at::Tensor reduced = nn::conv(layer.reduce, x).relu_();
    // float32: half precision transforms exist for few sizes and devices, and the mean's bin outgrows them.
    const at::Tensor exact = reduced.to(at::kFloat);
    const at::Tensor sum = fourierUnit(layer.spectrum, exact).add_(exact);
    return at::conv2d(sum.to(x.scalar_type()).contiguous(x.suggest_memory_format()), layer.expand);
}

// x: [n, local + global, h, w]
at::Tensor fourierConvolution(const FourierConvolution& layer, const at::Tensor& x) {
    const std::int64_t local = layer.toLocal.weight.size(0);
    const std::int64_t global = x.size(1) - local;
    at::Tensor toLocal = nn::conv(layer.toLocal, nn::reflectPadded(x, 1)).relu_();
    if (global == 0) return toLocal;
    at::Tensor toGlobal = nn::conv(layer.localToGlobal, nn::reflectPadded(x.narrow(1, 0, local), 1));
    toGlobal.add_(spectralTransform(layer.globalToGlobal, x.narrow(1, local, global))).relu_();
    return at::cat({toLocal, toGlobal}, 1);
}

// x: [n, in, h, w] -> [n, out, 2h, 2w]
at::Tensor doubled(const Doubling& layer, const at::Tensor& x) {
    const std::int64_t h = x.size(2);
    const std::int64_t w = x.size(3);
    at::Tensor out = at::empty({x.size(0), layer.bias.size(0), 2 * h, 2 * w}, x.options().memory_format(x.suggest_memory_format()));
    for (const std::int64_t row : {0, 1})
        for (const std::int64_t column : {0, 1}) {
            // Odd outputs see one input beyond: zero behind the last one. The zero before the first is cut off again.
            at::Tensor part = at::conv2d(x, layer.phase[row][column], layer.bias, 1, at::IntArrayRef{row, column});
            part = part.narrow(2, row, h).narrow(3, column, w);
            out.slice(2, row, c10::nullopt, 2).slice(3, column, c10::nullopt, 2).copy_(part);
        }
    return out.relu_();
}

}  // namespace

// A stretch of rows of cells, with the halo its result needs as far as the picture has it.
struct Lama::Strip {
    std::int64_t first, count;          // rows of cells that the strip gives
    std::int64_t haloFirst, haloCount;  // rows of cells that are computed for it
};

namespace {

template <class Strip>
std::vector<Strip> strips(std::int64_t cells, std::int64_t cellsEach) {
    std::vector<Strip> result;
    for (std::int64_t first = 0; first < cells; first += cellsEach) {
        const std::int64_t count = std::min(cellsEach, cells - first);
        const std::int64_t haloFirst = std::max<std::int64_t>(0, first - kHalo);
        result.push_back({first, count, haloFirst, std::min(cells, first + count + kHalo) - haloFirst});
    }
    return result;
}

// x: [n, 4, h, w] -> [n, local + global, h / cell, w / cell]
at::Tensor encoded(const nn::FoldedConv& first, const std::vector<nn::FoldedConv>& halvings, const at::Tensor& x) {
    at::Tensor h = nn::conv(first, nn::reflectPadded(x, 3)).relu_();
    for (const nn::FoldedConv& layer : halvings) h = nn::conv(layer, nn::reflectPadded(h, 1), 2).relu_();
    return h;
}

// x: [n, c, h, w] -> [n, 3, h * cell, w * cell] float32 in 0..1
at::Tensor decoded(const std::vector<Doubling>& doublings, const nn::FoldedConv& last, at::Tensor x) {
    for (const Doubling& layer : doublings) x = doubled(layer, x);
    return nn::conv(last, nn::reflectPadded(x, 3)).to(at::kFloat).sigmoid_();
}

void checkSizes(const at::Tensor& picture, const at::Tensor& mask, std::int64_t cell) {
    const std::int64_t h = picture.size(2);
    const std::int64_t w = picture.size(3);
    if (h % cell || w % cell || h < 2 * cell || w < 2 * cell || mask.size(2) != h || mask.size(3) != w)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "LaMa needs sides that are multiples of %1 and at least %2; these are %3 x %4."),
                    {std::to_string(cell), std::to_string(2 * cell), std::to_string(w), std::to_string(h)});
}

}  // namespace

int Lama::cell() const { return static_cast<int>(m_layers->cell()); }

std::int64_t Lama::stripCells(std::int64_t width, std::uint64_t stripBytes) const {
    // At full size a layer, its padded copy and the next layer's part live together.
    const std::uint64_t row = 3 * static_cast<std::uint64_t>(m_layers->first.weight.size(0) * width) * m_layers->first.weight.element_size();
    return std::max<std::int64_t>(8, static_cast<std::int64_t>(stripBytes / row) / cell() - 2 * kHalo);
}

at::Tensor Lama::encode(const at::Tensor& picture, const at::Tensor& mask, const std::vector<Strip>& parts, Progress& progress) const {
    const std::int64_t cell = m_layers->cell();
    at::Tensor features;
    for (const Strip& strip : parts) {
        const auto rows = [&](const at::Tensor& x) { return x.narrow(2, strip.haloFirst * cell, strip.haloCount * cell); };
        const at::Tensor input = nn::placed(at::cat({rows(picture) * (1 - rows(mask)), rows(mask)}, 1), m_layers->placement);
        const at::Tensor part = encoded(m_layers->first, m_layers->halvings, input);
        if (!features.defined())
            features = at::empty({part.size(0), part.size(1), picture.size(2) / cell, part.size(3)}, part.options().memory_format(part.suggest_memory_format()));
        features.narrow(2, strip.first, strip.count).copy_(part.narrow(2, strip.first - strip.haloFirst, strip.count));
        progress.step();
    }
    return features;
}

at::Tensor Lama::decode(const at::Tensor& features, const std::vector<Strip>& parts, Progress& progress) const {
    const std::int64_t cell = m_layers->cell();
    at::Tensor picture = at::empty({features.size(0), 3, features.size(2) * cell, features.size(3) * cell}, features.options().dtype(at::kFloat));
    for (const Strip& strip : parts) {
        const at::Tensor part = decoded(m_layers->doublings, m_layers->last, features.narrow(2, strip.haloFirst, strip.haloCount));
        picture.narrow(2, strip.first * cell, strip.count * cell).copy_(part.narrow(2, (strip.first - strip.haloFirst) * cell, strip.count * cell));
        progress.step();
    }
    return picture;
}

at::Tensor Lama::predict(const at::Tensor& picture, const at::Tensor& mask, Progress& progress, std::uint64_t stripBytes) const {
    const at::NoGradGuard noGradients;
    checkSizes(picture, mask, cell());
    const auto parts = strips<Strip>(picture.size(2) / cell(), stripCells(picture.size(3), stripBytes));
    const auto& middle = m_layers->middle;
    progress.begin({TINTYPE_NOOP("core", "Filling with LaMa"), {}}, static_cast<int>(2 * parts.size() + middle.size() / 2));
    at::Tensor x = encode(picture, mask, parts, progress);
    for (std::size_t i = 0; i + 1 < middle.size(); i += 2) {
        x.add_(fourierConvolution(middle[i + 1], fourierConvolution(middle[i], x)));
        progress.step();
    }
    return decode(x, parts, progress);
}

std::uint64_t Lama::need(std::int64_t height, std::int64_t width, std::uint64_t stripBytes) const {
    const auto pixels = static_cast<std::uint64_t>(height * width);
    const auto cells = pixels / static_cast<std::uint64_t>(m_layers->cell() * m_layers->cell());
    const auto channels = static_cast<std::uint64_t>(m_layers->halvings.back().weight.size(0));
    // Measured: the layers' own numbers, and what the library keeps for itself.
    const bool half = m_layers->first.weight.element_size() < 4;
    const std::uint64_t numbers = cells * channels, kept = std::min<std::uint64_t>(half ? 60'000'000 : 90'000'000, 40 * numbers);
    return numbers * (half ? 15 : 20) + kept + stripBytes + 3 * sizeof(float) * pixels;
}

std::uint64_t Lama::weightBytes() const { return m_layers->bytes(); }

}  // namespace tintype::networks
