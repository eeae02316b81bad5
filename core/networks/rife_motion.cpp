#include "core/networks/rife_motion.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include "core/networks/rife_motion_device.h"

namespace tintype::networks {

namespace {

// Four numbers at a time: one register on every processor this runs on.
using Four = float __attribute__((vector_size(16)));

inline Four load(const float* from) {
    Four value;
    std::memcpy(&value, from, sizeof value);
    return value;
}
inline void store(float* to, Four value) { std::memcpy(to, &value, sizeof value); }

// Two neighbours along one axis and the second one's share, as bilinear resizing without smoothing picks them.
struct Neighbours {
    std::int64_t a = 0;
    std::int64_t b = 0;
    float share = 0.0F;
};

std::vector<Neighbours> neighbours(std::int64_t outputs, std::int64_t inputs, double step) {
    std::vector<Neighbours> result(static_cast<std::size_t>(outputs));
    for (std::int64_t i = 0; i < outputs; ++i) {
        const double at = std::max(0.0, (static_cast<double>(i) + 0.5) * step - 0.5);
        const std::int64_t a = std::min(static_cast<std::int64_t>(at), inputs - 1);
        result[static_cast<std::size_t>(i)] = {a, std::min(a + 1, inputs - 1), static_cast<float>(at - static_cast<double>(a))};
    }
    return result;
}

// Four corners and their shares.
struct Corners {
    const float* at[4];
    float share[4];

    Four mix(std::int64_t offset) const {
        return load(at[0] + offset) * share[0] + load(at[1] + offset) * share[1] + load(at[2] + offset) * share[2] + load(at[3] + offset) * share[3];
    }
};

struct Records {
    const float* numbers;
    std::int64_t height;
    std::int64_t width;
    std::int64_t pitch;

    explicit Records(const at::Tensor& records)
        : numbers(records.data_ptr<float>()), height(records.size(0)), width(records.size(1)), pitch(records.size(2)) {}

    const float* pixel(std::int64_t y, std::int64_t x) const { return numbers + (y * width + x) * pitch; }

    // Outside, the edge goes on. Written so that NaN is inside.
    Corners around(float x, float y) const {
        const auto right = static_cast<float>(width - 1), bottom = static_cast<float>(height - 1);
        x = x > 0.0F ? (x < right ? x : right) : 0.0F;
        y = y > 0.0F ? (y < bottom ? y : bottom) : 0.0F;
        const std::int64_t left = std::min(static_cast<std::int64_t>(x), width - 2), top = std::min(static_cast<std::int64_t>(y), height - 2);
        const float dx = x - static_cast<float>(left), dy = y - static_cast<float>(top);
        const float* corner = pixel(top, left);
        return {{corner, corner + pitch, corner + width * pitch, corner + (width + 1) * pitch},
                {(1 - dx) * (1 - dy), dx * (1 - dy), (1 - dx) * dy, dx * dy}};
    }
};

// A block's results, read at any of their places.
class Results {
public:
    Results(const Cells& cells, std::int64_t height, std::int64_t width, double up)
        : m_rows(neighbours(height, cells.height(), 1.0 / up)), m_columns(neighbours(width, cells.width(), 1.0 / up)) {
        const std::int64_t side = cells.side, cell = side * side * cells.pitch, line = cells.numbers.size(1) * cell;
        m_numbers = cells.numbers.data_ptr<float>();
        for (std::int64_t y = 0; y < cells.height(); ++y) m_rowAt.push_back((y + side / 2) / side * line + (y + side / 2) % side * side * cells.pitch);
        for (std::int64_t x = 0; x < cells.width(); ++x) m_columnAt.push_back((x + side / 2) / side * cell + (x + side / 2) % side * cells.pitch);
    }

    // For the full-size pixel (y, x).
    Corners at(std::int64_t y, std::int64_t x) const {
        const Neighbours &row = m_rows[static_cast<std::size_t>(y)], &column = m_columns[static_cast<std::size_t>(x)];
        const float *upper = m_numbers + m_rowAt[static_cast<std::size_t>(row.a)], *lower = m_numbers + m_rowAt[static_cast<std::size_t>(row.b)];
        const std::int64_t left = m_columnAt[static_cast<std::size_t>(column.a)], right = m_columnAt[static_cast<std::size_t>(column.b)];
        const float dx = column.share, dy = row.share;
        return {{upper + left, upper + right, lower + left, lower + right}, {(1 - dx) * (1 - dy), dx * (1 - dy), (1 - dx) * dy, dx * dy}};
    }

private:
    const float* m_numbers;
    std::vector<Neighbours> m_rows;
    std::vector<Neighbours> m_columns;
    std::vector<std::int64_t> m_rowAt;
    std::vector<std::int64_t> m_columnAt;
};

inline void write(const float* from, float* to, std::int64_t count) { std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof *to); }
inline void write(const float* from, at::BFloat16* to, std::int64_t count) {
    // Rounded half to even.
    auto* bits = reinterpret_cast<std::uint16_t*>(to);
    for (std::int64_t i = 0; i < count; ++i) {
        std::uint32_t whole;
        std::memcpy(&whole, from + i, sizeof whole);
        bits[i] = static_cast<std::uint16_t>((whole + 0x7fff + (whole >> 16 & 1)) >> 16);
    }
}

constexpr std::int64_t kMostChannels = 256;
constexpr std::int64_t kRowsAtOnce = 8;

// rows(begin, end) for all of them, claimed a few at a time: another program on one of the cores must not hold up the rest.
template <class Rows>
void eachRows(std::int64_t height, const Rows& rows) {
    std::atomic<std::int64_t> next{0};
    const std::int64_t threads = std::min<std::int64_t>((height + kRowsAtOnce - 1) / kRowsAtOnce, at::get_num_threads());
    at::parallel_for(0, threads, 1, [&](std::int64_t, std::int64_t) {
        for (std::int64_t begin = next.fetch_add(kRowsAtOnce); begin < height; begin = next.fetch_add(kRowsAtOnce)) rows(begin, std::min(begin + kRowsAtOnce, height));
    });
}

// One block's input, pixel by pixel.
class LevelMixer {
public:
    LevelMixer(const LevelInput& input, const LevelShape& shape)
        : m_input(input), m_shape(shape), m_first(input.first), m_second(input.second), m_motion(input.motion ? *input.motion : input.first),
          m_height(outputs(m_first.height)), m_width(outputs(m_first.width)), m_rows(neighbours(m_height, m_first.height, input.step)),
          m_columns(neighbours(m_width, m_first.width, input.step)) {
        if (input.previous && shape.carried > 0) m_previous = std::make_unique<Results>(*input.previous, m_first.height, m_first.width, input.previousStep);
    }

    std::int64_t height() const { return m_height; }
    std::int64_t width() const { return m_width; }

    // mix: shape.channels numbers, all zero.
    void pixel(std::int64_t y, std::int64_t x, float* mix) const {
        const Neighbours &row = m_rows[static_cast<std::size_t>(y)], &column = m_columns[static_cast<std::size_t>(x)];
        const float dx = column.share, dy = row.share;
        add(row.a, column.a, (1 - dy) * (1 - dx), mix);
        if (dx > 0) add(row.a, column.b, (1 - dy) * dx, mix);
        if (dy > 0) add(row.b, column.a, dy * (1 - dx), mix);
        if (dx > 0 && dy > 0) add(row.b, column.b, dy * dx, mix);
        float* motion = mix + 2 * m_shape.record;
        store(motion, load(motion) * static_cast<float>(1.0 / m_input.step));
        motion[5] = static_cast<float>(m_input.time);
    }

private:
    std::int64_t outputs(std::int64_t inputs) const { return static_cast<std::int64_t>(std::floor(static_cast<double>(inputs) / m_input.step)); }

    void add(std::int64_t y, std::int64_t x, float share, float* mix) const {
        const std::int64_t record = m_shape.record;
        if (!m_input.motion) {
            addRecord(m_first.pixel(y, x), share, mix);
            addRecord(m_second.pixel(y, x), share, mix + record);
            return;
        }
        const float* motion = m_motion.pixel(y, x);
        addFetched(m_first.around(static_cast<float>(x) + motion[0], static_cast<float>(y) + motion[1]), share, mix);
        addFetched(m_second.around(static_cast<float>(x) + motion[2], static_cast<float>(y) + motion[3]), share, mix + record);
        float* moved = mix + 2 * record;
        store(moved, load(moved) + load(motion) * share);
        store(moved + 4, load(moved + 4) + load(motion + 4) * share);
        if (!m_previous) return;
        const Corners carried = m_previous->at(y, x);
        float* features = moved + LevelShape::kMotion;
        for (std::int64_t c = 0; c < m_shape.carried; c += 4) store(features + c, load(features + c) + carried.mix(kCarriedAt + c) * share);
    }

    void addRecord(const float* from, float share, float* to) const {
        for (std::int64_t c = 0; c < m_shape.record; c += 4) store(to + c, load(to + c) + load(from + c) * share);
    }
    void addFetched(const Corners& corners, float share, float* to) const {
        for (std::int64_t c = 0; c < m_shape.record; c += 4) store(to + c, load(to + c) + corners.mix(c) * share);
    }

    static constexpr std::int64_t kCarriedAt = 5;  // after flow and mask

    const LevelInput& m_input;
    const LevelShape& m_shape;
    Records m_first;
    Records m_second;
    Records m_motion;
    std::int64_t m_height;
    std::int64_t m_width;
    std::vector<Neighbours> m_rows;
    std::vector<Neighbours> m_columns;
    std::unique_ptr<Results> m_previous;
};

template <class Number>
void mixRows(const LevelMixer& mixer, const LevelShape& shape, at::Tensor& out) {
    Number* to = out.data_ptr<Number>();
    eachRows(mixer.height(), [&](std::int64_t begin, std::int64_t end) {
        alignas(64) float mix[kMostChannels];
        std::fill_n(mix, kMostChannels, 0.0F);
        for (std::int64_t y = begin; y < end; ++y)
            for (std::int64_t x = 0; x < mixer.width(); ++x) {
                std::fill_n(mix, shape.mixed(), 0.0F);
                mixer.pixel(y, x, mix);
                write(mix, to + (y * mixer.width() + x) * shape.channels, shape.channels);
            }
    });
}

}  // namespace

at::Tensor noMotion(const at::Tensor& records) { return at::zeros({records.size(0), records.size(1), LevelShape::kMotion}, records.options()); }

at::Tensor pictureOf(const Cells& cells) {
    const std::int64_t h = cells.numbers.size(0), w = cells.numbers.size(1), side = cells.side;
    // [h, w, y, x, c] -> [c, h, y, w, x]
    const at::Tensor whole = cells.numbers.view({h, w, side, side, cells.pitch}).permute({4, 0, 2, 1, 3}).reshape({1, cells.pitch, h * side, w * side});
    return whole.narrow(2, side / 2, cells.height()).narrow(3, side / 2, cells.width());
}

at::Tensor levelInput(const LevelInput& input, const LevelShape& shape, at::ScalarType type) {
    if (!input.first.device().is_cpu()) return device::levelInput(input, shape, type);
    TORCH_CHECK(shape.channels <= kMostChannels && shape.mixed() <= shape.channels && (type == at::kFloat || type == at::kBFloat16), "levelInput: shape or type");
    const LevelMixer mixer(input, shape);
    at::Tensor out = at::empty({1, shape.channels, mixer.height(), mixer.width()}, at::TensorOptions().dtype(type).memory_format(at::MemoryFormat::ChannelsLast));
    if (type == at::kFloat) mixRows<float>(mixer, shape, out);
    else mixRows<at::BFloat16>(mixer, shape, out);
    return out;
}

void follow(at::Tensor& motion, const Cells& result, double up, double step, Mask mask) {
    if (!motion.device().is_cpu()) return device::follow(motion, result, up, step, mask);
    const std::int64_t height = motion.size(0), width = motion.size(1);
    const Results results(result, height, width, up);
    float* numbers = motion.data_ptr<float>();
    eachRows(height, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t y = begin; y < end; ++y)
            for (std::int64_t x = 0; x < width; ++x) {
                float* at = numbers + (y * width + x) * LevelShape::kMotion;
                const Corners corners = results.at(y, x);
                store(at, load(at) + corners.mix(0) * static_cast<float>(step));
                const float before = mask == Mask::Add ? at[4] : 0.0F;
                at[4] = before + corners.at[0][4] * corners.share[0] + corners.at[1][4] * corners.share[1] + corners.at[2][4] * corners.share[2] +
                        corners.at[3][4] * corners.share[3];
            }
    });
}

at::Tensor mixed(const at::Tensor& first, const at::Tensor& second, const at::Tensor& motion, std::int64_t height, std::int64_t width) {
    if (!motion.device().is_cpu()) return device::mixed(first, second, motion, height, width);
    const Records from(first), to(second), moved(motion);
    const at::Tensor out = at::empty({1, 3, height, width}, at::kFloat);
    float* plane = out.data_ptr<float>();
    eachRows(height, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t y = begin; y < end; ++y)
            for (std::int64_t x = 0; x < width; ++x) {
                const float* m = moved.pixel(y, x);
                const float share = 1.0F / (1.0F + std::exp(-m[4]));
                const Four mix = from.around(static_cast<float>(x) + m[0], static_cast<float>(y) + m[1]).mix(0) * share +
                                 to.around(static_cast<float>(x) + m[2], static_cast<float>(y) + m[3]).mix(0) * (1.0F - share);
                for (std::int64_t c = 0; c < 3; ++c) plane[(c * height + y) * width + x] = mix[c];
            }
    });
    return out;
}

at::Tensor recordsOf(const at::Tensor& picture, const Cells* features, std::int64_t record) {
    if (!picture.device().is_cpu()) return device::recordsOf(picture, features, record);
    const std::int64_t height = picture.size(2), width = picture.size(3);
    at::Tensor records = at::empty({height, width, record}, at::kFloat);
    float* numbers = records.data_ptr<float>();
    const float* colours = picture.data_ptr<float>();
    const std::int64_t plane = picture.stride(1), line = picture.stride(2), step = picture.stride(3);
    const std::optional<Results> results = features ? std::optional<Results>(std::in_place, *features, height, width, 1.0) : std::nullopt;
    eachRows(height, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t y = begin; y < end; ++y)
            for (std::int64_t x = 0; x < width; ++x) {
                float* at = numbers + (y * width + x) * record;
                const float* colour = colours + y * line + x * step;
                store(at, Four{colour[0], colour[plane], colour[2 * plane], 0.0F});
                if (results) write(results->at(y, x).at[0], at + 4, record - 4);
            }
    });
    return records;
}

}  // namespace tintype::networks
