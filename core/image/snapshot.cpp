#include "core/image/snapshot.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/error.h"

namespace tintype::image {

namespace {

constexpr std::array<char, 8> kMagic{'T', 'T', 'S', 'N', 'A', 'P', '1', '\n'};
constexpr std::size_t kBandBytes = std::size_t(1) << 20;
constexpr std::uint64_t kSmallestRatio = 1200;  // deflate never packs better than 1032 to 1

[[noreturn]] void refuse() {
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The saved picture is damaged or incomplete."), {});
}

class Writer {
public:
    void number(std::uint64_t value) {
        for (int i = 0; i < 8; ++i) m_bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    void block(std::span<const std::uint8_t> bytes) {
        number(bytes.size());
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }
    Bytes& bytes() { return m_bytes; }

private:
    Bytes m_bytes;
};

class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}
    std::span<const std::uint8_t> take(std::uint64_t count) {
        if (count > m_bytes.size()) refuse();
        const auto head = m_bytes.first(count);
        m_bytes = m_bytes.subspan(count);
        return head;
    }
    std::uint64_t number() {
        const auto bytes = take(8);
        std::uint64_t value = 0;
        for (int i = 7; i >= 0; --i) value = value << 8 | bytes[static_cast<std::size_t>(i)];
        return value;
    }
    int number(int least, int most) {
        const std::uint64_t value = number();
        if (value < static_cast<std::uint64_t>(least) || value > static_cast<std::uint64_t>(most)) refuse();
        return static_cast<int>(value);
    }
    Bytes block() {
        const auto bytes = take(number());
        return {bytes.begin(), bytes.end()};
    }
    std::size_t left() const { return m_bytes.size(); }

private:
    std::span<const std::uint8_t> m_bytes;
};

// Neighbouring pixels differ little: their differences pack well and fast.
void difference(std::uint8_t* bytes, std::size_t count, std::size_t step) {
    for (std::size_t i = count; i-- > step;) bytes[i] = static_cast<std::uint8_t>(bytes[i] - bytes[i - step]);
}

void accumulate(std::uint8_t* bytes, std::size_t count, std::size_t step) {
    for (std::size_t i = step; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(bytes[i] + bytes[i - step]);
}

class Deflater {
public:
    Deflater() { deflateInit2(&m_stream, 1, Z_DEFLATED, 15, 9, Z_RLE); }
    ~Deflater() { deflateEnd(&m_stream); }
    // Appends the packed bytes to `out`; returns their number.
    std::size_t pack(Bytes& in, Bytes& out) {
        deflateReset(&m_stream);
        const std::size_t before = out.size();
        out.resize(before + deflateBound(&m_stream, in.size()));
        m_stream.next_in = in.data();
        m_stream.avail_in = static_cast<uInt>(in.size());
        m_stream.next_out = out.data() + before;
        m_stream.avail_out = static_cast<uInt>(out.size() - before);
        deflate(&m_stream, Z_FINISH);
        out.resize(out.size() - m_stream.avail_out);
        return out.size() - before;
    }

private:
    z_stream m_stream{};
};

void packPixels(Writer& writer, const std::uint8_t* pixels, std::size_t count, std::size_t step) {
    Deflater deflater;
    Bytes band;
    Bytes packed;
    for (std::size_t at = 0; at < count; at += kBandBytes) {
        const std::size_t size = std::min(kBandBytes, count - at);
        band.assign(pixels + at, pixels + at + size);
        writer.number(crc32(0, band.data(), static_cast<uInt>(size)));
        difference(band.data(), size, step);
        packed.clear();
        deflater.pack(band, packed);
        writer.block(packed);
    }
}

void unpackPixels(Reader& reader, std::uint8_t* pixels, std::size_t count, std::size_t step) {
    for (std::size_t at = 0; at < count; at += kBandBytes) {
        const std::size_t size = std::min(kBandBytes, count - at);
        const std::uint64_t sum = reader.number();
        const auto packed = reader.take(reader.number());
        uLongf got = size;
        if (uncompress(pixels + at, &got, packed.data(), packed.size()) != Z_OK || got != size) refuse();
        accumulate(pixels + at, size, step);
        if (crc32(0, pixels + at, static_cast<uInt>(size)) != sum) refuse();
    }
    if (reader.left() != 0) refuse();
}

void writeHead(Writer& writer, char kind, Size size, int channels, Depth depth) {
    writer.bytes().assign(kMagic.begin(), kMagic.end());
    writer.number(static_cast<std::uint64_t>(kind));
    writer.number(static_cast<std::uint64_t>(size.width));
    writer.number(static_cast<std::uint64_t>(size.height));
    writer.number(static_cast<std::uint64_t>(channels));
    writer.number(static_cast<std::uint64_t>(depth));
}

struct Head {
    Size size;
    int channels;
    Depth depth;
};

Head readHead(Reader& reader, char kind, int leastChannels, int mostChannels) {
    const auto magic = reader.take(kMagic.size());
    if (!std::equal(magic.begin(), magic.end(), kMagic.begin())) refuse();
    if (reader.number() != static_cast<std::uint64_t>(kind)) refuse();
    Head head;
    head.size.width = reader.number(1, 65535);
    head.size.height = reader.number(1, 65535);
    head.channels = reader.number(leastChannels, mostChannels);
    head.depth = static_cast<Depth>(reader.number(1, 2));
    const auto pixels = static_cast<std::uint64_t>(head.size.area()) * static_cast<std::uint64_t>(head.channels) *
                        static_cast<std::uint64_t>(head.depth);
    if (pixels / kSmallestRatio > reader.left()) refuse();
    return head;
}

void writeOrigin(Writer& writer, const Origin& origin) {
    const std::string& path = origin.path.native();
    writer.block({reinterpret_cast<const std::uint8_t*>(path.data()), path.size()});
    writer.number(static_cast<std::uint64_t>(origin.format));
    writer.number(static_cast<std::uint64_t>(std::clamp(origin.jpegQuality, 0, 100)));
    writer.number(static_cast<std::uint64_t>(std::clamp(origin.jpegSubsampling, 0, 444)));
    writer.number(origin.grey);
    writer.number(origin.damaged);
    writer.number(origin.multipleFrames);
}

Origin readOrigin(Reader& reader) {
    Origin origin;
    const Bytes path = reader.block();
    origin.path = std::string(path.begin(), path.end());
    origin.format = static_cast<Format>(reader.number(0, static_cast<int>(Format::Gif)));
    origin.jpegQuality = reader.number(0, 100);
    origin.jpegSubsampling = reader.number(0, 444);
    origin.grey = reader.number(0, 1) != 0;
    origin.damaged = reader.number(0, 1) != 0;
    origin.multipleFrames = reader.number(0, 1) != 0;
    return origin;
}

}  // namespace

Bytes snapshotOf(const Image& picture) {
    Writer writer;
    writeHead(writer, 'P', picture.size(), picture.channels(), picture.depth());
    writeOrigin(writer, picture.origin);
    const Attachments& attachments = picture.attachments;
    for (const Bytes* block : {&attachments.icc, &attachments.exif, &attachments.xmp, &attachments.iptc})
        writer.block(*block);
    packPixels(writer, picture.data(), picture.byteSize(), picture.pixelBytes());
    return std::move(writer.bytes());
}

Bytes snapshotOf(const Mask& mask) {
    Writer writer;
    writeHead(writer, 'M', mask.size(), 1, Depth::U8);
    const Bytes bytes = mask.bytes();
    packPixels(writer, bytes.data(), bytes.size(), 1);
    return std::move(writer.bytes());
}

Image imageOfSnapshot(std::span<const std::uint8_t> bytes) {
    Reader reader(bytes);
    const Head head = readHead(reader, 'P', 3, 4);
    Image picture(head.size, head.channels, head.depth);
    picture.origin = readOrigin(reader);
    Attachments& attachments = picture.attachments;
    for (Bytes* block : {&attachments.icc, &attachments.exif, &attachments.xmp, &attachments.iptc})
        *block = reader.block();
    unpackPixels(reader, picture.mutableData(), picture.byteSize(), picture.pixelBytes());
    return picture;
}

Mask maskOfSnapshot(std::span<const std::uint8_t> bytes) {
    Reader reader(bytes);
    const Head head = readHead(reader, 'M', 1, 1);
    if (head.depth != Depth::U8) refuse();
    Bytes values(static_cast<std::size_t>(head.size.area()));
    unpackPixels(reader, values.data(), values.size(), 1);
    return maskOfBytes(head.size, values);
}

}  // namespace tintype::image
