#include <algorithm>
#include <array>
#include <bit>

#include "core/image/byte_order.h"
#include "core/image/codec.h"

namespace tintype::image {
namespace {

constexpr auto kOrder = ByteOrder::Little;
constexpr std::size_t kFileHeader = 14;
constexpr std::uint32_t kEmbeddedProfile = 0x4D424544;  // 'MBED'

enum Compression : std::uint32_t { kPlain = 0, kRle8 = 1, kRle4 = 2, kBitFields = 3, kAlphaBitFields = 6 };

struct BmpHeader {
    std::size_t headerSize = 0;
    std::size_t pixelsAt = 0;
    Size size;
    bool topDown = false;
    int bits = 0;
    std::uint32_t compression = kPlain;
    std::uint32_t colours = 0;
    std::array<std::uint32_t, 4> masks{};  // red, green, blue, alpha
};

bool isSupported(const BmpHeader& header) {
    switch (header.compression) {
        case kPlain: return header.bits == 1 || header.bits == 4 || header.bits == 8 || header.bits == 16 ||
                            header.bits == 24 || header.bits == 32;
        case kRle8: return header.bits == 8 && !header.topDown;
        case kRle4: return header.bits == 4 && !header.topDown;
        case kBitFields:
        case kAlphaBitFields: return header.bits == 16 || header.bits == 32;
        default: return false;
    }
}

void readMasks(ByteView bytes, BmpHeader& header) {
    const bool fields = header.compression == kBitFields || header.compression == kAlphaBitFields;
    if (!fields) {
        if (header.bits == 16) header.masks = {0x7C00, 0x03E0, 0x001F, 0};
        else header.masks = {0xFF0000, 0xFF00, 0xFF, 0};
        return;
    }
    const bool alpha = header.headerSize >= 56 || header.compression == kAlphaBitFields;
    for (std::size_t i = 0; i < (alpha ? 4u : 3u); ++i)
        header.masks[i] = u32(bytes, kFileHeader + 40 + 4 * i, kOrder);
}

BmpHeader readBmpHeader(const Source& source) {
    const ByteView bytes = source.bytes;
    BmpHeader header;
    header.pixelsAt = u32(bytes, 10, kOrder);
    header.headerSize = u32(bytes, 14, kOrder);
    const bool old = header.headerSize == 12;
    if ((!old && header.headerSize < 40) || header.headerSize > 1024 || bytes.size() < kFileHeader + header.headerSize)
        failDamaged(source, Format::Bmp, "its header is not one of the known kinds");
    const int field = old ? 2 : 4;
    const auto side = [&](std::size_t at) {
        const std::uint32_t value = numberAt(bytes, at, field, kOrder);
        return old ? static_cast<std::int64_t>(value) : static_cast<std::int64_t>(static_cast<std::int32_t>(value));
    };
    const std::int64_t width = side(18);
    const std::int64_t height = side(18 + static_cast<std::size_t>(field));
    header.topDown = height < 0;
    if (width < 1 || height == 0 || width > 0x7FFFFFFF || std::abs(height) > 0x7FFFFFFF)
        failDamaged(source, Format::Bmp, "it says it has no pixels");
    header.size = {static_cast<int>(width), static_cast<int>(std::abs(height))};
    header.bits = static_cast<int>(u16(bytes, old ? 24 : 28, kOrder));
    header.compression = old ? kPlain : u32(bytes, 30, kOrder);
    header.colours = old ? 0 : u32(bytes, 46, kOrder);
    if (!isSupported(header)) failDamaged(source, Format::Bmp, "its compression or bit count is not one that is read");
    readMasks(bytes, header);
    return header;
}

bool isIndexed(const BmpHeader& header) { return header.bits <= 8; }

using Palette = std::array<std::array<std::uint8_t, 3>, 256>;

Palette readPalette(ByteView bytes, const BmpHeader& header) {
    Palette palette{};
    const std::size_t entry = header.headerSize == 12 ? 3 : 4;
    const std::size_t masks = header.headerSize == 40 && header.compression == kBitFields ? 12 : 0;
    std::size_t count = std::size_t(1) << header.bits;
    if (header.colours > 0) count = std::min<std::size_t>(count, header.colours);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            palette[i][c] = static_cast<std::uint8_t>(
                numberAt(bytes, kFileHeader + header.headerSize + masks + i * entry + 2 - c, 1, kOrder));
    return palette;
}

// A field of any width as 0..255.
std::uint8_t fieldValue(std::uint32_t pixel, std::uint32_t mask) {
    if (mask == 0) return 0;
    const int shift = std::countr_zero(mask);
    const std::uint64_t most = mask >> shift;
    return static_cast<std::uint8_t>(((pixel & mask) >> shift) * 255ull / most);
}

class RowReader {
public:
    RowReader(const Source& source, const BmpHeader& header)
        : m_header(header), m_palette(isIndexed(header) ? readPalette(source.bytes, header) : Palette{}) {}

    void read(const std::uint8_t* in, std::uint8_t* out, int channels) const {
        for (int x = 0; x < m_header.size.width; ++x, out += channels) {
            if (isIndexed(m_header)) readIndexed(in, x, out);
            else if (m_header.bits == 24) std::reverse_copy(in + 3 * x, in + 3 * x + 3, out);
            else readFields(in, x, out, channels);
        }
    }
    const std::array<std::uint8_t, 3>& colour(std::uint8_t index) const { return m_palette[index]; }

private:
    void readIndexed(const std::uint8_t* in, int x, std::uint8_t* out) const {
        const int perByte = 8 / m_header.bits;
        const int shift = (perByte - 1 - x % perByte) * m_header.bits;
        const unsigned index = in[x / perByte] >> shift & ((1u << m_header.bits) - 1);
        std::copy_n(m_palette[index].begin(), 3, out);
    }
    void readFields(const std::uint8_t* in, int x, std::uint8_t* out, int channels) const {
        const int size = m_header.bits / 8;
        const ByteView pixel(in + static_cast<std::size_t>(x) * static_cast<std::size_t>(size), static_cast<std::size_t>(size));
        const std::uint32_t value = numberAt(pixel, 0, size, kOrder);
        for (int c = 0; c < channels; ++c) out[c] = fieldValue(value, m_header.masks[static_cast<std::size_t>(c)]);
    }

    const BmpHeader& m_header;
    Palette m_palette;
};

void readPlain(const Source& source, const BmpHeader& header, Image& picture) {
    const RowReader reader(source, header);
    const std::size_t stride = (static_cast<std::size_t>(header.size.width) * static_cast<std::size_t>(header.bits) + 31) / 32 * 4;
    const std::size_t used = (static_cast<std::size_t>(header.size.width) * static_cast<std::size_t>(header.bits) + 7) / 8;
    for (int y = 0; y < header.size.height; ++y) {
        const std::size_t at = header.pixelsAt + stride * static_cast<std::size_t>(y);
        if (at > source.bytes.size() || source.bytes.size() - at < used)
            failDamaged(source, Format::Bmp, "the file ends too early");
        const int row = header.topDown ? y : header.size.height - 1 - y;
        reader.read(source.bytes.data() + at, picture.mutableRow(row), picture.channels());
    }
}

// Run-length rows from the bottom up. Pixels that are skipped show colour 0.
class RunReader {
public:
    RunReader(const Source& source, const BmpHeader& header, Image& picture)
        : m_source(source), m_header(header), m_picture(picture), m_colours(source, header), m_at(header.pixelsAt) {}

    void read() {
        const Size size = m_header.size;
        for (int y = 0; y < size.height; ++y)
            for (int x = 0; x < size.width; ++x) put(x, y, 0);
        while (m_y < size.height) {
            const unsigned count = next();
            const unsigned value = next();
            if (count > 0) run(count, value);
            else if (value == 0) newLine();
            else if (value == 1) return;
            else if (value == 2) skip();
            else literal(value);
        }
    }

private:
    unsigned next() {
        if (m_at >= m_source.bytes.size()) failDamaged(m_source, Format::Bmp, "the file ends too early");
        return m_source.bytes[m_at++];
    }
    void put(int x, int y, unsigned index) {
        if (x >= m_header.size.width || y >= m_header.size.height) return;
        const auto& colour = m_colours.colour(static_cast<std::uint8_t>(index));
        std::copy_n(colour.begin(), 3, m_picture.mutableRow(m_header.size.height - 1 - y) + 3 * x);
    }
    void run(unsigned count, unsigned value) {
        for (unsigned i = 0; i < count; ++i, ++m_x) {
            const unsigned half = i % 2 == 0 ? value >> 4 : value & 15;
            put(m_x, m_y, m_header.bits == 8 ? value : half);
        }
        m_x = std::min(m_x, m_header.size.width);
    }
    void literal(unsigned count) {
        unsigned pair = 0;
        const std::size_t start = m_at;
        for (unsigned i = 0; i < count; ++i, ++m_x) {
            if (m_header.bits == 8 || i % 2 == 0) pair = next();
            put(m_x, m_y, m_header.bits == 8 ? pair : i % 2 == 0 ? pair >> 4 : pair & 15);
        }
        m_x = std::min(m_x, m_header.size.width);
        if ((m_at - start) % 2 != 0) next();
    }
    void newLine() {
        m_x = 0;
        ++m_y;
    }
    void skip() {
        m_x += static_cast<int>(next());
        m_y += static_cast<int>(next());
        m_x = std::min(m_x, m_header.size.width);
    }

    const Source& m_source;
    const BmpHeader& m_header;
    Image& m_picture;
    RowReader m_colours;
    std::size_t m_at;
    int m_x = 0;
    int m_y = 0;
};

Bytes profileOf(ByteView bytes, const BmpHeader& header) {
    if (header.headerSize < 124 || u32(bytes, kFileHeader + 56, kOrder) != kEmbeddedProfile) return {};
    const std::size_t at = kFileHeader + u32(bytes, kFileHeader + 112, kOrder);
    const std::size_t size = u32(bytes, kFileHeader + 116, kOrder);
    if (at > bytes.size() || size > bytes.size() - at) return {};
    const ByteView profile = bytes.subspan(at, size);
    return {profile.begin(), profile.end()};
}

// Programs that know no alpha leave the channel at zero.
bool isInvisible(const Image& picture) {
    for (int y = 0; y < picture.height(); ++y) {
        const std::uint8_t* row = picture.row(y);
        for (int x = 0; x < picture.width(); ++x)
            if (row[4 * x + 3] != 0) return false;
    }
    return true;
}

void append(Bytes& to, std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i) to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

// BITMAPINFOHEADER without alpha, BITMAPV4HEADER with: only from V4 on does alpha mean something.
Bytes headerFor(const Image& picture, std::size_t stride) {
    const bool alpha = picture.hasAlpha();
    const std::uint32_t headerSize = alpha ? 108 : 40;
    const auto pixels = static_cast<std::uint32_t>(stride * static_cast<std::size_t>(picture.height()));
    Bytes header{'B', 'M'};
    append(header, kFileHeader + headerSize + pixels, 4);
    append(header, 0, 4);
    append(header, kFileHeader + headerSize, 4);
    append(header, headerSize, 4);
    append(header, static_cast<std::uint32_t>(picture.width()), 4);
    append(header, static_cast<std::uint32_t>(picture.height()), 4);
    append(header, 1, 2);
    append(header, alpha ? 32 : 24, 2);
    append(header, alpha ? kBitFields : kPlain, 4);
    append(header, pixels, 4);
    for (const std::uint32_t value : {2835u, 2835u, 0u, 0u}) append(header, value, 4);  // 72 dots an inch
    if (!alpha) return header;
    for (const std::uint32_t mask : {0xFF0000u, 0xFF00u, 0xFFu, 0xFF000000u}) append(header, mask, 4);
    append(header, 0x73524742, 4);  // 'sRGB'
    header.resize(kFileHeader + headerSize);
    return header;
}

}  // namespace

Probe probeBmp(const Source& source) {
    const BmpHeader header = readBmpHeader(source);
    Probe probe;
    probe.header.format = Format::Bmp;
    probe.header.size = header.size;
    probe.channels = header.masks[3] != 0 ? 4 : 3;
    return probe;
}

Decoded decodeBmp(const Source& source) {
    const BmpHeader header = readBmpHeader(source);
    Decoded decoded;
    decoded.picture = Image(header.size, header.masks[3] != 0 ? 4 : 3);
    if (header.compression == kRle8 || header.compression == kRle4) RunReader(source, header, decoded.picture).read();
    else readPlain(source, header, decoded.picture);
    if (decoded.picture.hasAlpha() && isInvisible(decoded.picture)) decoded.picture = withoutAlpha(decoded.picture);
    decoded.icc = profileOf(source.bytes, header);
    return decoded;
}

Bytes encodeBmp(const Image& picture) {
    const Image bytes = toDepth8(picture);
    const int channels = bytes.channels();
    const std::size_t stride = (bytes.rowBytes() + 3) / 4 * 4;
    if (stride * static_cast<std::size_t>(bytes.height()) > 0xFFFFFF00u)
        failEncoding(Format::Bmp, "BMP holds at most 4 GiB");
    Bytes file = headerFor(bytes, stride);
    std::size_t at = file.size();
    file.resize(at + stride * static_cast<std::size_t>(bytes.height()));
    for (int y = bytes.height() - 1; y >= 0; --y, at += stride) {
        const std::uint8_t* in = bytes.row(y);
        std::uint8_t* out = file.data() + at;
        for (int x = 0; x < bytes.width(); ++x, in += channels, out += channels) {
            std::reverse_copy(in, in + 3, out);
            if (channels == 4) out[3] = in[3];
        }
    }
    return file;
}

}  // namespace tintype::image
