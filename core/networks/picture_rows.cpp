#include "core/networks/picture_rows.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/nn/ops.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;

constexpr std::int64_t kFewestRows = 8;   // below this most of a strip is border
constexpr std::uint64_t kTensors = 10;    // of a strip's size that live together, at most

struct Span {
    std::int64_t first;
    std::int64_t end;
    std::int64_t count() const { return end - first; }
};

// The rows around [first, first + count) that a 3x3 convolution reads.
Span around(const PictureRows& picture, std::int64_t first, std::int64_t count) {
    return {std::max<std::int64_t>(0, first - 1), std::min(picture.rows, first + count + 1)};
}

template <typename Work>
void eachStrip(std::int64_t rows, std::int64_t strip, const Work& work) {
    for (std::int64_t first = 0; first < rows; first += strip) work(first, std::min(strip, rows - first));
}

std::int64_t outputs(const Weights& w) { return w.tensor("bias").size(0); }

// Of one group: how many numbers, their mean, and the sum of squared distances from it.
struct Moments {
    double count = 0;
    at::Tensor mean;     // [groups], float64
    at::Tensor squares;  // [groups], float64
};

Moments momentsOf(const at::Tensor& rows, int groups) {
    const at::Tensor values = rows.to(at::kFloat).reshape({groups, -1});
    const at::Tensor mean = values.mean(1, false, at::kDouble);
    const at::Tensor squares = (values - mean.to(at::kFloat).unsqueeze(1)).square_().sum(1, false, at::kDouble);
    return {static_cast<double>(values.size(1)), mean, squares};
}

void join(Moments& all, const Moments& part) {
    if (all.count == 0) {
        all = part;
        return;
    }
    const double count = all.count + part.count;
    const at::Tensor apart = part.mean - all.mean;
    all.squares = all.squares + part.squares + apart.square() * (all.count * part.count / count);
    all.mean = all.mean + apart * (part.count / count);
    all.count = count;
}

// The norm as one multiplication and one addition a channel: [1, c, 1, 1] each, float32.
std::pair<at::Tensor, at::Tensor> affineOf(const Weights& w, const Moments& moments, const NormShape& norm, std::int64_t channels) {
    const std::int64_t width = channels / norm.groups;
    const at::Tensor factor = at::rsqrt(moments.squares / moments.count + norm.eps).repeat_interleave(width);
    const at::Tensor scale = factor * w.tensor("weight").to(at::kDouble);
    const at::Tensor shift = w.tensor("bias").to(at::kDouble) - moments.mean.repeat_interleave(width) * scale;
    const auto shaped = [](const at::Tensor& values) { return values.to(at::kFloat).view({1, -1, 1, 1}); };
    return {shaped(scale), shaped(shift)};
}

// Rows that are asked for right after rows around them are not computed again.
class LastRows {
public:
    explicit LastRows(const PictureRows& source) : m_source(source) {}

    at::Tensor read(std::int64_t first, std::int64_t count) {
        if (!m_rows.defined() || first < m_first || first + count > m_first + m_rows.size(2)) {
            m_rows.reset();
            m_rows = m_source.read(first, count);
            m_first = first;
        }
        return m_rows.narrow(2, first - m_first, count);
    }
    void forget() { m_rows.reset(); }

private:
    PictureRows m_source;
    at::Tensor m_rows;
    std::int64_t m_first = 0;
};

}  // namespace

std::int64_t stripRows(const PictureRows& picture, const at::Tensor& like, std::uint64_t bytes) {
    const auto row = static_cast<std::uint64_t>(picture.channels * picture.columns) * like.element_size() * kTensors;
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(bytes / std::max<std::uint64_t>(1, row)), kFewestRows, std::max(picture.rows, kFewestRows));
}

PictureRows storedRows(const at::Tensor& picture) {
    return {picture.size(2), picture.size(3), picture.size(1), [picture](std::int64_t first, std::int64_t count) { return picture.narrow(2, first, count); }};
}

PictureRows convolvedRows(const Weights& w, PictureRows source) {
    PictureRows result{source.rows, source.columns, outputs(w), {}};
    // Rows that are read only for their neighbours get zeros on one side, and are left out.
    result.read = [w, source = std::move(source)](std::int64_t first, std::int64_t count) {
        const Span span = around(source, first, count);
        return nn::conv(w, source.read(span.first, span.count()), 1, 1).narrow(2, first - span.first, count);
    };
    return result;
}

PictureRows enlargedRows(const Weights& w, PictureRows source) {
    PictureRows result{2 * source.rows, 2 * source.columns, outputs(w), {}};
    result.read = [w, source = std::move(source)](std::int64_t first, std::int64_t count) {
        const Span span{std::max<std::int64_t>(0, first / 2 - 1), std::min(source.rows, (first + count + 1) / 2 + 1)};
        const at::Tensor rows = source.read(span.first, span.count());
        return nn::enlargedConv(w, rows, {2 * span.count(), 2 * source.columns}).narrow(2, first - 2 * span.first, count);
    };
    return result;
}

PictureRows shrunkRows(const Weights& w, PictureRows source) {
    PictureRows result{source.rows / 2, source.columns / 2, outputs(w), {}};
    result.read = [w, source = std::move(source)](std::int64_t first, std::int64_t count) {
        const std::int64_t end = std::min(source.rows, 2 * (first + count) + 1);
        return nn::convPaddedAfter(w, source.read(2 * first, end - 2 * first), 2).narrow(2, 0, count);
    };
    return result;
}

PictureRows normedRows(const Weights& w, PictureRows source, const NormShape& norm, std::int64_t strip) {
    Moments moments;
    eachStrip(source.rows, strip, [&](std::int64_t first, std::int64_t count) { join(moments, momentsOf(source.read(first, count), norm.groups)); });
    const auto [scale, shift] = affineOf(w, moments, norm, source.channels);
    PictureRows result{source.rows, source.columns, source.channels, {}};
    result.read = [scale = scale, shift = shift, source = std::move(source)](std::int64_t first, std::int64_t count) {
        const at::Tensor rows = source.read(first, count);
        at::Tensor normed = rows.to(at::kFloat) * scale;
        return at::silu_(normed.add_(shift)).to(rows.scalar_type());
    };
    return result;
}

PictureRows resnetRows(const Weights& w, const PictureRows& source, const NormShape& norm, std::int64_t strip) {
    const auto last = std::make_shared<LastRows>(source);
    PictureRows kept = source;
    kept.read = [last](std::int64_t from, std::int64_t count) { return last->read(from, count); };
    const PictureRows first = convolvedRows(w["conv1"], normedRows(w["norm1"], kept, norm, strip));
    const PictureRows second = convolvedRows(w["conv2"], normedRows(w["norm2"], first, norm, strip));
    const Weights around = w["conv_shortcut"];
    PictureRows result{source.rows, source.columns, second.channels, {}};
    result.read = [last, second, around](std::int64_t from, std::int64_t count) {
        at::Tensor sum = second.read(from, count);
        const at::Tensor rows = last->read(from, count);
        last->forget();
        return sum.add_(around.has("weight") ? nn::conv(around, rows) : rows);
    };
    return result;
}

at::Tensor gathered(const PictureRows& picture, std::int64_t strip) {
    at::Tensor all;
    eachStrip(picture.rows, strip, [&](std::int64_t first, std::int64_t count) {
        const at::Tensor rows = picture.read(first, count);
        if (!all.defined()) all = at::empty({1, picture.channels, picture.rows, picture.columns}, rows.options().memory_format(rows.suggest_memory_format()));
        all.narrow(2, first, count).copy_(rows);
    });
    return all;
}

void replaceBy(at::Tensor& target, const PictureRows& picture, std::int64_t strip) {
    at::Tensor waiting;
    std::int64_t place = 0;
    const auto settle = [&] {
        if (waiting.defined()) target.narrow(2, place, waiting.size(2)).copy_(waiting);
    };
    eachStrip(picture.rows, strip, [&](std::int64_t first, std::int64_t count) {
        at::Tensor rows = picture.read(first, count).clone();
        settle();
        waiting = std::move(rows);
        place = first;
    });
    settle();
}

}  // namespace tintype::networks
