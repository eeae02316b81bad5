// The memory of a mask: all that pipelines need of it. What is worked out from masks stands in mask.cpp.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>

#include "core/base/error.h"
#include "core/image/mask.h"

namespace tintype::image {

namespace {

constexpr int kBandRows = 32;
constexpr int kLongestSide = 65535;
constexpr std::array<std::uint8_t, kLongestSide> kEmptyRow{};

// Columns from `first` up to `last`, and the same for rows; first == last: nothing.
struct Extent {
    int left = 0, right = 0, top = 0, bottom = 0;
    bool empty() const { return left == right; }
};

// An extent inside a band, in one word; never 0.
constexpr std::uint64_t kKnown = std::uint64_t(1) << 63;
std::uint64_t packed(const Extent& e) {
    return kKnown | std::uint64_t(e.left) | std::uint64_t(e.right) << 16 | std::uint64_t(e.top) << 32 |
           std::uint64_t(e.bottom) << 40;
}
Extent unpacked(std::uint64_t word) {
    return {int(word & 0xffff), int(word >> 16 & 0xffff), int(word >> 32 & 0xff), int(word >> 40 & 0xff)};
}

bool isZero(const std::uint8_t* bytes, std::size_t count) {
    return std::memcmp(bytes, kEmptyRow.data(), count) == 0;
}

}  // namespace

struct Mask::Band {
    explicit Band(std::size_t bytes) : values(bytes) {}
    Band(const Band& other) : values(other.values) {}

    Extent extent(int width, int rows) const {
        if (const std::uint64_t word = known.load(std::memory_order_relaxed)) return unpacked(word);
        Extent found{width, 0, rows, 0};
        for (int y = 0; y < rows; ++y) {
            const std::uint8_t* begin = values.data() + std::size_t(y) * std::size_t(width);
            if (isZero(begin, std::size_t(width))) continue;
            const auto set = [](std::uint8_t value) { return value != 0; };
            const int first = int(std::find_if(begin, begin + width, set) - begin);
            int last = width;
            while (begin[last - 1] == 0) --last;
            found = {std::min(found.left, first), std::max(found.right, last), std::min(found.top, y), y + 1};
        }
        if (found.right == 0) found = {};
        known.store(packed(found), std::memory_order_relaxed);
        return found;
    }

    std::vector<std::uint8_t> values;                // kBandRows rows, fewer at the end
    mutable std::atomic<std::uint64_t> known = 0;  // the extent; 0: not known
};

Mask::Mask(Size size, std::uint8_t value) : m_size(size) {
    if (size.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A mask needs at least one pixel."), {});
    if (size.longSide() > kLongestSide) {
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "A picture cannot be %1 x %2 pixels; each side must be 1 to 65535."),
                    {std::to_string(size.width), std::to_string(size.height)});
    }
    m_bands.resize(std::size_t((size.height + kBandRows - 1) / kBandRows));
    if (value == 0) return;
    std::shared_ptr<Band> same;
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        if (!same || rowsOf(i) != kBandRows) {
            same = std::make_shared<Band>(std::size_t(rowsOf(i)) * std::size_t(size.width));
            std::fill(same->values.begin(), same->values.end(), value);
        }
        m_bands[i] = same;
    }
}

int Mask::rowsOf(std::size_t band) const { return std::min(kBandRows, m_size.height - int(band) * kBandRows); }

const std::uint8_t* Mask::row(int y) const {
    const std::shared_ptr<Band>& band = m_bands[std::size_t(y / kBandRows)];
    return band ? band->values.data() + std::size_t(y % kBandRows) * std::size_t(m_size.width) : kEmptyRow.data();
}

std::uint8_t* Mask::mutableRow(int y) {
    const auto index = std::size_t(y / kBandRows);
    std::shared_ptr<Band>& band = m_bands[index];
    if (!band) band = std::make_shared<Band>(std::size_t(rowsOf(index)) * std::size_t(m_size.width));
    else if (band.use_count() > 1) band = std::make_shared<Band>(*band);
    // Another thread may have read these bytes until it let go of its copy.
    std::atomic_thread_fence(std::memory_order_acquire);
    band->known.store(0, std::memory_order_relaxed);
    return band->values.data() + std::size_t(y % kBandRows) * std::size_t(m_size.width);
}

Bytes Mask::bytes() const {
    Bytes all;
    if (null()) return all;
    all.resize(std::size_t(m_size.area()));
    std::uint8_t* out = all.data();
    for (const auto& band : m_bands) {
        const std::size_t count = std::size_t(rowsOf(std::size_t(&band - m_bands.data()))) * std::size_t(m_size.width);
        if (band) std::memcpy(out, band->values.data(), count);
        out += count;
    }
    return all;
}

Rect Mask::bounds() const {
    Extent whole;
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        if (!m_bands[i]) continue;
        const Extent part = m_bands[i]->extent(m_size.width, rowsOf(i));
        if (part.empty()) continue;
        const int first = int(i) * kBandRows;
        if (whole.empty()) whole = {part.left, part.right, first + part.top, 0};
        whole.left = std::min(whole.left, part.left);
        whole.right = std::max(whole.right, part.right);
        whole.bottom = first + part.bottom;
    }
    return {whole.left, whole.top, whole.right - whole.left, whole.bottom - whole.top};
}

bool Mask::operator==(const Mask& other) const {
    if (m_size != other.m_size) return false;
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        if (m_bands[i] == other.m_bands[i]) continue;
        for (int y = 0; y < rowsOf(i); ++y) {
            const int at = int(i) * kBandRows + y;
            if (std::memcmp(row(at), other.row(at), std::size_t(m_size.width)) != 0) return false;
        }
    }
    return true;
}

std::vector<Mask::Block> Mask::blocks() const {
    std::vector<Block> blocks;
    for (const auto& band : m_bands)
        if (band) blocks.push_back({band.get(), band->values.size()});
    return blocks;
}

Mask maskOfBytes(Size size, std::span<const std::uint8_t> bytes) {
    Mask mask(size);
    const auto width = std::size_t(size.width);
    if (bytes.size() < width * std::size_t(size.height))
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The mask has another size than the picture."), {});
    for (int y = 0; y < size.height; ++y) {
        const std::uint8_t* row = bytes.data() + std::size_t(y) * width;
        if (!isZero(row, width)) std::memcpy(mask.mutableRow(y), row, width);
    }
    return mask;
}

}  // namespace tintype::image
