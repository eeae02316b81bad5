#include "core/video/palette.h"

#include <algorithm>
#include <limits>

namespace tintype::video {
namespace {

constexpr int kBinBits = 5;
constexpr int kCellBits = 6;
constexpr int kRounds = 4;
// Green counts more to the eye than red, red more than blue.
constexpr std::array<double, 3> kWeight = {0.8, 1.2, 0.5};
constexpr int kWeightRed = 8, kWeightGreen = 12, kWeightBlue = 5;  // the same in tenths
constexpr float kDiffused = 0.85f;  // of the error is passed on: less noise in flat areas

struct Bin {
    std::array<double, 3> sum{};
    double count = 0.0;
    double mean(int c) const { return sum[c] / count; }
};

struct Box {
    std::size_t begin = 0;
    std::size_t end = 0;
    int axis = 0;
    double spread = 0.0;  // weighted variance along the axis, times the pixels
};

int binOf(const std::uint8_t* pixel) {
    constexpr int kShift = 8 - kBinBits;
    return ((pixel[0] >> kShift) << (2 * kBinBits)) | ((pixel[1] >> kShift) << kBinBits) | (pixel[2] >> kShift);
}

// Only the bins that hold pixels, each with its true mean.
std::vector<Bin> histogram(const image::Image& picture) {
    std::vector<Bin> bins(std::size_t{1} << (3 * kBinBits));
    const std::uint8_t* pixel = picture.data();
    for (std::int64_t i = 0; i < picture.size().area(); ++i, pixel += 3) {
        Bin& bin = bins[binOf(pixel)];
        for (int c = 0; c < 3; ++c) bin.sum[c] += pixel[c];
        bin.count += 1.0;
    }
    std::erase_if(bins, [](const Bin& bin) { return bin.count == 0.0; });
    return bins;
}

Box measured(const std::vector<Bin>& bins, std::size_t begin, std::size_t end) {
    Box box{begin, end, 0, 0.0};
    for (int c = 0; c < 3; ++c) {
        double sum = 0.0, squares = 0.0, count = 0.0;
        for (std::size_t i = begin; i < end; ++i) {
            const double value = bins[i].mean(c);
            sum += value * bins[i].count;
            squares += value * value * bins[i].count;
            count += bins[i].count;
        }
        const double spread = kWeight[c] * (squares - sum * sum / count);
        if (spread > box.spread) {
            box.spread = spread;
            box.axis = c;
        }
    }
    return box;
}

// The place that splits the box's pixels at their mean along its axis; both halves hold something.
std::size_t cutPlace(std::vector<Bin>& bins, const Box& box) {
    double sum = 0.0, count = 0.0;
    for (std::size_t i = box.begin; i < box.end; ++i) {
        sum += bins[i].sum[box.axis];
        count += bins[i].count;
    }
    const double mean = sum / count;
    const auto middle = std::partition(bins.begin() + box.begin, bins.begin() + box.end,
                                       [&](const Bin& bin) { return bin.mean(box.axis) <= mean; });
    const auto place = static_cast<std::size_t>(middle - bins.begin());
    return std::clamp(place, box.begin + 1, box.end - 1);
}

std::vector<Box> cut(std::vector<Bin>& bins, int most) {
    std::vector<Box> boxes = {measured(bins, 0, bins.size())};
    while (static_cast<int>(boxes.size()) < most) {
        const auto widest = std::max_element(boxes.begin(), boxes.end(),
                                             [](const Box& a, const Box& b) { return a.spread < b.spread; });
        if (widest->end - widest->begin < 2) {
            if (widest->spread <= 0.0) break;
            widest->spread = 0.0;
            continue;
        }
        if (widest->spread <= 0.0) break;
        const Box old = *widest;
        const std::size_t place = cutPlace(bins, old);
        *widest = measured(bins, old.begin, place);
        boxes.push_back(measured(bins, place, old.end));
    }
    return boxes;
}

std::vector<Colour> means(const std::vector<Bin>& sums) {
    std::vector<Colour> colours;
    for (const Bin& bin : sums) {
        Colour colour{};
        for (int c = 0; c < 3; ++c) colour[c] = static_cast<std::uint8_t>(bin.mean(c) + 0.5);
        colours.push_back(colour);
    }
    std::sort(colours.begin(), colours.end());
    colours.erase(std::unique(colours.begin(), colours.end()), colours.end());
    return colours;
}

int distance(const Colour& a, int r, int g, int b) {
    const int dr = a[0] - r, dg = a[1] - g, db = a[2] - b;
    return kWeightRed * dr * dr + kWeightGreen * dg * dg + kWeightBlue * db * db;
}

int nearestOf(const std::vector<Colour>& colours, int r, int g, int b) {
    int best = 0, least = std::numeric_limits<int>::max();
    for (std::size_t i = 0; i < colours.size(); ++i)
        if (const int d = distance(colours[i], r, g, b); d < least) {
            least = d;
            best = static_cast<int>(i);
        }
    return best;
}

std::vector<Colour> refined(const std::vector<Bin>& bins, const std::vector<Colour>& colours) {
    std::vector<Bin> sums(colours.size());
    for (const Bin& bin : bins) {
        Bin& to = sums[nearestOf(colours, int(bin.mean(0) + 0.5), int(bin.mean(1) + 0.5), int(bin.mean(2) + 0.5))];
        for (int c = 0; c < 3; ++c) to.sum[c] += bin.sum[c];
        to.count += bin.count;
    }
    std::erase_if(sums, [](const Bin& bin) { return bin.count == 0.0; });
    return means(sums);
}

std::vector<Colour> chosen(std::vector<Bin> bins, int most) {
    std::vector<Bin> sums;
    for (const Box& box : cut(bins, most)) {
        Bin sum;
        for (std::size_t i = box.begin; i < box.end; ++i) {
            for (int c = 0; c < 3; ++c) sum.sum[c] += bins[i].sum[c];
            sum.count += bins[i].count;
        }
        sums.push_back(sum);
    }
    std::vector<Colour> colours = means(sums);
    for (int round = 0; round < kRounds; ++round) colours = refined(bins, colours);
    return colours;
}

std::uint8_t clampByte(float value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.0f, 255.0f)); }

// One row of error diffusion: Floyd-Steinberg, run forth and back so that no direction shows.
class Diffusion {
public:
    explicit Diffusion(int width) : m_here(3 * (width + 2)), m_below(3 * (width + 2)) {}

    float* here(int x) { return &m_here[3 * (x + 1)]; }
    void spread(int x, int step, const std::array<float, 3>& error) {
        for (int c = 0; c < 3; ++c) {
            const float part = error[c] * kDiffused / 16.0f;
            here(x + step)[c] += 7 * part;
            m_below[3 * (x - step + 1) + c] += 3 * part;
            m_below[3 * (x + 1) + c] += 5 * part;
            m_below[3 * (x + step + 1) + c] += part;
        }
    }
    void nextRow() {
        m_here.swap(m_below);
        std::fill(m_below.begin(), m_below.end(), 0.0f);
    }

private:
    std::vector<float> m_here;
    std::vector<float> m_below;
};

}  // namespace

Palette::Palette(const image::Image& picture, int most)
    : m_colours(chosen(histogram(picture), most)), m_cells(std::size_t{1} << (3 * kCellBits), std::int16_t{-1}) {}

int Palette::nearest(int r, int g, int b) const {
    constexpr int kShift = 8 - kCellBits;
    constexpr int kHalf = 1 << (kShift - 1);
    std::int16_t& cell = m_cells[((r >> kShift) << (2 * kCellBits)) | ((g >> kShift) << kCellBits) | (b >> kShift)];
    if (cell < 0) {
        const auto centre = [](int v) { return ((v >> kShift) << kShift) + kHalf; };
        cell = static_cast<std::int16_t>(nearestOf(m_colours, centre(r), centre(g), centre(b)));
    }
    return cell;
}

double Palette::error(const image::Image& picture) const {
    const std::uint8_t* pixel = picture.data();
    double sum = 0.0;
    for (std::int64_t i = 0; i < picture.size().area(); ++i, pixel += 3) {
        const Colour& colour = m_colours[nearest(pixel[0], pixel[1], pixel[2])];
        for (int c = 0; c < 3; ++c) sum += (pixel[c] - colour[c]) * (pixel[c] - colour[c]);
    }
    return sum / (3.0 * picture.size().area());
}

std::vector<std::uint8_t> dithered(const image::Image& picture, const Palette& palette) {
    const int width = picture.width();
    std::vector<std::uint8_t> indices(picture.size().area());
    Diffusion diffusion(width);
    for (int y = 0; y < picture.height(); ++y) {
        const std::uint8_t* row = picture.row(y);
        const int step = y % 2 == 0 ? 1 : -1;
        for (int x = step > 0 ? 0 : width - 1; x >= 0 && x < width; x += step) {
            std::array<float, 3> wanted;
            for (int c = 0; c < 3; ++c) wanted[c] = std::clamp(row[3 * x + c] + diffusion.here(x)[c], 0.0f, 255.0f);
            const int index = palette.nearest(clampByte(wanted[0]), clampByte(wanted[1]), clampByte(wanted[2]));
            indices[static_cast<std::size_t>(y) * width + x] = static_cast<std::uint8_t>(index);
            const Colour& colour = palette.colours()[index];
            diffusion.spread(x, step, {wanted[0] - colour[0], wanted[1] - colour[1], wanted[2] - colour[2]});
        }
        diffusion.nextRow();
    }
    return indices;
}

}  // namespace tintype::video
