#include "core/networks/dct_net.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/networks/dct_net_layers.h"

namespace tintype::networks {

namespace {

// Tiles begin at multiples of this, so that both strides fall on the same pixels as in the whole picture.
constexpr std::int64_t kGrid = 16;

std::int64_t gridUp(std::int64_t n) { return (n + kGrid - 1) / kGrid * kGrid; }

// x: [n, c, h, w]. Where the padding is odd, TensorFlow puts the larger part behind.
at::Tensor sameConv(const SameConv& layer, const at::Tensor& x) {
    at::Tensor out;
    if (layer.stride == 1) {
        out = nn::conv(layer.conv, x, 1, static_cast<int>(layer.kernel() / 2));
    } else {
        const auto padding = [&](std::int64_t n) { return std::max<std::int64_t>(0, ((n + layer.stride - 1) / layer.stride - 1) * layer.stride + layer.kernel() - n); };
        const std::int64_t rows = padding(x.size(2));
        const std::int64_t columns = padding(x.size(3));
        out = nn::conv(layer.conv, at::constant_pad_nd(x, {columns / 2, columns - columns / 2, rows / 2, rows - rows / 2}), layer.stride);
    }
    return layer.slope == 1.0 ? out : at::leaky_relu_(out, layer.slope);
}

at::Tensor sameConvs(const std::vector<SameConv>& layers, at::Tensor x) {
    for (const SameConv& layer : layers) x = sameConv(layer, x);
    return x;
}

// Twice as long in one dimension: copies, and means of neighbours between them; the last sample repeats.
at::Tensor doubledLegacy(const at::Tensor& x, std::int64_t dim) {
    const std::int64_t n = x.size(dim);
    auto sizes = x.sizes().vec();
    sizes[static_cast<std::size_t>(dim)] = 2 * n;
    at::Tensor out = at::empty(sizes, x.options().memory_format(x.suggest_memory_format()));
    out.slice(dim, 0, c10::nullopt, 2).copy_(x);
    at::Tensor between = out.slice(dim, 1, c10::nullopt, 2);
    if (n > 1) between.narrow(dim, 0, n - 1).copy_(at::add(x.narrow(dim, 0, n - 1), x.narrow(dim, 1, n - 1)).mul_(0.5));
    between.narrow(dim, n - 1, 1).copy_(x.narrow(dim, n - 1, 1));
    return out;
}

at::Tensor doubled(const at::Tensor& x, ResizeRule rule) {
    if (rule == ResizeRule::Legacy) return doubledLegacy(doubledLegacy(x, 2), 3);
    return at::upsample_bilinear2d(x, {2 * x.size(2), 2 * x.size(3)}, rule == ResizeRule::AlignCorners);
}

// x, y: [n, 3, h, w] float32. y smoothed along the edges of x.
at::Tensor guidedFilter(const at::Tensor& x, const at::Tensor& y, int radius, double epsilon) {
    const auto mean = [radius](const at::Tensor& v) {
        const std::int64_t side = 2 * radius + 1;
        return at::avg_pool2d(v, {side, side}, {1, 1}, {radius, radius}, false, false);
    };
    const at::Tensor meanX = mean(x);
    const at::Tensor meanY = mean(y);
    const at::Tensor covariance = mean(x * y) - meanX * meanY;
    const at::Tensor slope = covariance.div_((mean(x * x) - meanX * meanX).add_(epsilon));
    return (mean(slope) * x).add_(mean(meanY - slope * meanX));
}

// pictures: [n, 3, h, w] float32 -> the same shape, before the last clamp
at::Tensor network(const DctNet::Layers& layers, const at::Tensor& picture) {
    at::Tensor full = sameConv(layers.stem, nn::placed(picture, layers.placement));
    at::Tensor half = sameConvs(layers.downHalf, full);
    at::Tensor x = sameConvs(layers.downQuarter, half);
    for (const auto& block : layers.blocks) x.add_(sameConvs(block, x));
    x = doubled(sameConv(layers.middle, x), layers.resize[0]);
    x = sameConvs(layers.upHalf, x.add_(half));
    half.reset();
    x = doubled(x, layers.resize[1]).add_(full);
    full.reset();
    return sameConvs(layers.upFull, x).to(at::kFloat);
}

}  // namespace

std::int64_t DctNet::Layers::reach() const {
    std::int64_t sum = stem.kernel() / 2 + middle.kernel() / 2 * 4 + (4 + 2);  // a resize looks one sample ahead
    const auto add = [&sum](const std::vector<SameConv>& convs, std::int64_t firstScale, std::int64_t scale) {
        for (std::size_t i = 0; i < convs.size(); ++i) sum += convs[i].kernel() / 2 * (i == 0 ? firstScale : scale);
    };
    add(downHalf, 1, 2);
    add(downQuarter, 2, 4);
    for (const auto& block : blocks) add(block, 4, 4);
    add(upHalf, 2, 2);
    add(upFull, 1, 1);
    return sum + (filter ? 2 * filter->radius : 0);
}

// [n, 3, h, w] in 0..255 of any type -> float32 in 0..255
at::Tensor DctNet::drawWhole(const at::Tensor& pictures) const {
    const at::Tensor x = pictures.to(m_layers->placement.device).to(at::kFloat).div(m_layers->divisor).sub_(m_layers->shift).contiguous();
    at::Tensor y = network(*m_layers, x).contiguous();
    if (m_layers->filter) y = guidedFilter(x, y, m_layers->filter->radius, m_layers->filter->epsilon);
    return y.clamp_(m_layers->low, m_layers->high).add_(m_layers->lift).mul_(m_layers->factor);
}

std::uint64_t DctNet::bytesPerPixel() const {
    const auto width = static_cast<std::uint64_t>(m_layers->stem.conv.weight.size(0)) * m_layers->stem.conv.weight.element_size();
    // At full size: the stem's features, the features coming up and the next layer's; below half of that again.
    return 4 * width + 120;
}

std::int64_t DctNet::tileSide(std::int64_t height, std::int64_t width, std::uint64_t tileBytes) const {
    const bool whole = static_cast<std::uint64_t>(height * width) * bytesPerPixel() <= tileBytes;
    // Aligned corners make every sample depend on the picture's size.
    const bool local = m_layers->resize[0] != ResizeRule::AlignCorners && m_layers->resize[1] != ResizeRule::AlignCorners;
    if (whole || !local) return std::max(height, width);
    const auto side = static_cast<std::int64_t>(std::sqrt(static_cast<double>(tileBytes / bytesPerPixel()))) - 2 * gridUp(m_layers->reach());
    return std::max<std::int64_t>(4 * kGrid, side / kGrid * kGrid);
}

at::Tensor DctNet::draw(const at::Tensor& pictures, Progress& progress, std::uint64_t tileBytes) const {
    const at::NoGradGuard noGradients;
    const std::int64_t h = pictures.size(2);
    const std::int64_t w = pictures.size(3);
    if (h < 1 || w < 1 || h % multiple() || w % multiple())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The cartoon network needs sides that are multiples of %1; these are %2 x %3."), {std::to_string(multiple()), std::to_string(w), std::to_string(h)});
    const std::int64_t side = tileSide(h, w, tileBytes);
    const std::int64_t halo = gridUp(m_layers->reach());
    progress.begin({TINTYPE_NOOP("core", "Drawing the cartoon"), {}}, static_cast<int>(((h + side - 1) / side) * ((w + side - 1) / side)));
    at::Tensor result = at::empty(pictures.sizes(), at::kFloat);
    for (std::int64_t top = 0; top < h; top += side)
        for (std::int64_t left = 0; left < w; left += side) {
            const std::int64_t rows = std::min(side, h - top), columns = std::min(side, w - left);
            const std::int64_t y = std::max<std::int64_t>(0, top - halo), x = std::max<std::int64_t>(0, left - halo);
            const std::int64_t bottom = std::min(h, top + rows + halo), right = std::min(w, left + columns + halo);
            const at::Tensor tile = drawWhole(pictures.narrow(2, y, bottom - y).narrow(3, x, right - x));
            result.narrow(2, top, rows).narrow(3, left, columns).copy_(tile.narrow(2, top - y, rows).narrow(3, left - x, columns));
            progress.step();
        }
    return result;
}

std::uint64_t DctNet::weightBytes() const {
    std::uint64_t sum = m_layers->stem.conv.weight.nbytes() + m_layers->middle.conv.weight.nbytes();
    const auto add = [&sum](const std::vector<SameConv>& convs) {
        for (const SameConv& layer : convs) sum += layer.conv.weight.nbytes();
    };
    for (const auto* convs : {&m_layers->downHalf, &m_layers->downQuarter, &m_layers->upHalf, &m_layers->upFull}) add(*convs);
    for (const auto& block : m_layers->blocks) add(block);
    return sum;
}

std::uint64_t DctNet::need(std::int64_t height, std::int64_t width, std::uint64_t tileBytes) const {
    const std::int64_t side = tileSide(height, width, tileBytes) + 2 * gridUp(m_layers->reach());
    return static_cast<std::uint64_t>(std::min(side, height) * std::min(side, width)) * bytesPerPixel();
}

}  // namespace tintype::networks
