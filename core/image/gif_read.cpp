#include <algorithm>
#include <array>

#include "core/image/byte_order.h"
#include "core/image/codec.h"

namespace tintype::image {
namespace {

constexpr auto kOrder = ByteOrder::Little;
constexpr std::size_t kNoPalette = 0;
constexpr int kMostCodes = 4096;

struct GifFrame {
    Size canvas;
    Rect rect;
    bool interlaced = false;
    int transparent = -1;                // palette index
    std::size_t paletteAt = kNoPalette;  // of three bytes a colour
    int colours = 0;
    std::size_t dataAt = 0;
};

class GifParser {
public:
    explicit GifParser(const Source& source) : m_source(source) {}

    GifFrame firstFrame() {
        GifFrame frame;
        frame.canvas = {static_cast<int>(number(6)), static_cast<int>(number(8))};
        m_at = 13;
        takePalette(byte(10), frame);
        while (true) {
            const int kind = byte(m_at++);
            if (kind == 0x21) extension(frame);
            else if (kind == 0x2C) return descriptor(frame);
            else failDamaged(m_source, Format::Gif, "it holds no picture");
        }
    }

    // After firstFrame(): whether another one follows.
    bool another(const GifFrame& frame) {
        m_at = frame.dataAt + 1;
        skipBlocks();
        while (m_at < m_source.bytes.size()) {
            const int kind = byte(m_at++);
            if (kind == 0x2C) return true;
            if (kind != 0x21) return false;
            ++m_at;
            skipBlocks();
        }
        return false;
    }

private:
    int byte(std::size_t at) const {
        if (at >= m_source.bytes.size()) failDamaged(m_source, Format::Gif, "the file ends too early");
        return m_source.bytes[at];
    }
    unsigned number(std::size_t at) const {
        byte(at + 1);
        return u16(m_source.bytes, at, kOrder);
    }
    void takePalette(int flags, GifFrame& frame) {
        if (!(flags & 0x80)) return;
        frame.colours = 2 << (flags & 7);
        frame.paletteAt = m_at;
        m_at += static_cast<std::size_t>(frame.colours) * 3;
        byte(m_at - 1);
    }
    void skipBlocks() {
        while (m_at < m_source.bytes.size()) {
            const std::size_t length = m_source.bytes[m_at++];
            if (length == 0) return;
            m_at += length;
        }
    }
    void extension(GifFrame& frame) {
        const int label = byte(m_at++);
        if (label == 0xF9 && byte(m_at) >= 4 && (byte(m_at + 1) & 1)) frame.transparent = byte(m_at + 4);
        skipBlocks();
    }
    GifFrame descriptor(GifFrame& frame) {
        frame.rect = {static_cast<int>(number(m_at)), static_cast<int>(number(m_at + 2)),
                      static_cast<int>(number(m_at + 4)), static_cast<int>(number(m_at + 6))};
        const int flags = byte(m_at + 8);
        frame.interlaced = (flags & 0x40) != 0;
        m_at += 9;
        takePalette(flags, frame);
        frame.dataAt = m_at;
        frame.canvas.width = std::max(frame.canvas.width, frame.rect.right());
        frame.canvas.height = std::max(frame.canvas.height, frame.rect.bottom());
        if (frame.rect.empty()) failDamaged(m_source, Format::Gif, "its first frame has no pixels");
        return frame;
    }

    const Source& m_source;
    std::size_t m_at = 0;
};

// Variable-width codes out of length-prefixed blocks.
class CodeReader {
public:
    CodeReader(ByteView bytes, std::size_t at) : m_bytes(bytes), m_at(at) {}

    // -1 at the end of the data.
    int next(int width) {
        while (m_count < width) {
            const int byte = nextByte();
            if (byte < 0) return -1;
            m_bits |= static_cast<std::uint32_t>(byte) << m_count;
            m_count += 8;
        }
        const int code = static_cast<int>(m_bits & ((1u << width) - 1));
        m_bits >>= width;
        m_count -= width;
        return code;
    }

private:
    int nextByte() {
        if (m_left == 0) {
            if (m_at >= m_bytes.size() || m_bytes[m_at] == 0) return -1;
            m_left = m_bytes[m_at++];
        }
        if (m_at >= m_bytes.size()) return -1;
        --m_left;
        return m_bytes[m_at++];
    }

    ByteView m_bytes;
    std::size_t m_at;
    std::size_t m_left = 0;
    std::uint32_t m_bits = 0;
    int m_count = 0;
};

// LZW: each code is a string, held as its last byte and the code of the rest.
class LzwDecoder {
public:
    LzwDecoder(CodeReader codes, int firstWidth) : m_codes(codes), m_clear(1 << firstWidth), m_firstWidth(firstWidth) {
        clear();
    }

    // Fills `out`; false when the data end or break before that.
    bool decode(std::vector<std::uint8_t>& out) {
        std::size_t used = 0;
        while (used < out.size()) {
            const int code = m_codes.next(m_width);
            if (code == m_clear) {
                clear();
                continue;
            }
            if (code < 0 || code == m_clear + 1 || code > m_next || (m_previous < 0 && code >= m_clear)) return false;
            used += unfold(code, out, used);
        }
        return true;
    }

private:
    void clear() {
        m_width = m_firstWidth + 1;
        m_next = m_clear + 2;
        m_previous = -1;
    }
    std::size_t unfold(int code, std::vector<std::uint8_t>& out, std::size_t used) {
        std::array<std::uint8_t, kMostCodes + 1> text;
        std::size_t length = 0;
        const bool unknown = code == m_next;
        int at = unknown ? m_previous : code;
        for (; at >= m_clear + 2; at = m_prefix[static_cast<std::size_t>(at)])
            text[length++] = m_last[static_cast<std::size_t>(at)];
        const auto first = static_cast<std::uint8_t>(at);
        text[length++] = first;
        learn(code, first);
        const std::size_t total = std::min(length + (unknown ? 1 : 0), out.size() - used);
        for (std::size_t i = 0; i < total; ++i) out[used + i] = i < length ? text[length - 1 - i] : first;
        return total;
    }
    void learn(int code, std::uint8_t first) {
        if (m_previous >= 0 && m_next < kMostCodes) {
            m_prefix[static_cast<std::size_t>(m_next)] = static_cast<std::int16_t>(m_previous);
            m_last[static_cast<std::size_t>(m_next)] = first;
            ++m_next;
            if (m_next == 1 << m_width && m_width < 12) ++m_width;
        }
        m_previous = code;
    }

    CodeReader m_codes;
    int m_clear;
    int m_firstWidth;
    int m_width = 0;
    int m_next = 0;
    int m_previous = -1;
    std::array<std::int16_t, kMostCodes> m_prefix{};
    std::array<std::uint8_t, kMostCodes> m_last{};
};

// The order in which an interlaced frame stores its rows.
std::vector<int> rowOrder(int height, bool interlaced) {
    std::vector<int> order;
    static constexpr std::array<std::array<int, 2>, 4> kPasses{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    for (const auto& [first, step] : kPasses) {
        if (!interlaced) break;
        for (int y = first; y < height; y += step) order.push_back(y);
    }
    for (int y = 0; !interlaced && y < height; ++y) order.push_back(y);
    return order;
}

bool hasHoles(const GifFrame& frame) {
    return frame.transparent >= 0 || frame.rect != Rect{0, 0, frame.canvas.width, frame.canvas.height};
}

void paint(const Source& source, const GifFrame& frame, const std::vector<std::uint8_t>& indices, Image& picture) {
    const std::vector<int> order = rowOrder(frame.rect.height, frame.interlaced);
    const int channels = picture.channels();
    std::size_t from = 0;
    for (const int y : order) {
        std::uint8_t* out = picture.mutableRow(frame.rect.y + y) + static_cast<std::ptrdiff_t>(frame.rect.x) * channels;
        for (int x = 0; x < frame.rect.width; ++x, out += channels) {
            const int index = indices[from++];
            if (index == frame.transparent) continue;
            if (index < frame.colours)
                std::copy_n(source.bytes.data() + frame.paletteAt + static_cast<std::size_t>(index) * 3, 3, out);
            if (channels == 4) out[3] = 255;
        }
    }
}

}  // namespace

Probe probeGif(const Source& source) {
    const GifFrame frame = GifParser(source).firstFrame();
    Probe probe;
    probe.header.format = Format::Gif;
    probe.header.size = frame.canvas;
    probe.channels = hasHoles(frame) ? 4 : 3;
    return probe;
}

Decoded decodeGif(const Source& source) {
    GifParser parser(source);
    const GifFrame frame = parser.firstFrame();
    const int width = frame.dataAt < source.bytes.size() ? source.bytes[frame.dataAt] : 0;
    if (width < 1 || width > 11 || frame.paletteAt == kNoPalette)
        failDamaged(source, Format::Gif, "its first frame cannot be decoded");
    if (static_cast<std::uint64_t>(frame.rect.width) * static_cast<std::uint64_t>(frame.rect.height) >
        source.bytes.size() * std::uint64_t(kMostCodes))
        failDamaged(source, Format::Gif, "the file ends too early");
    std::vector<std::uint8_t> indices(static_cast<std::size_t>(frame.rect.width) * static_cast<std::size_t>(frame.rect.height));
    if (!LzwDecoder(CodeReader(source.bytes, frame.dataAt + 1), width).decode(indices))
        failDamaged(source, Format::Gif, "the file ends too early or its data are broken");
    Decoded decoded;
    decoded.picture = Image(frame.canvas, hasHoles(frame) ? 4 : 3);
    paint(source, frame, indices, decoded.picture);
    decoded.picture.origin.multipleFrames = parser.another(frame);
    return decoded;
}

}  // namespace tintype::image
