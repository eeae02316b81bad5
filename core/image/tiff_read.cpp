#include <algorithm>
#include <array>
#include <cstring>

#include "core/image/codec.h"
#include "core/image/exif_block.h"
#include "core/image/metadata.h"
#include "core/image/profile.h"
#include "core/image/tiff_file.h"

namespace tintype::image {
namespace {

constexpr tmsize_t kLargestBlock = tmsize_t(1) << 30;
// Pixels a byte of the best packed picture can stand for, generously.
constexpr std::uint64_t kMostPixelsAByte = 20000;

enum class Colours { Grey, GreyInverted, Rgb, Palette, Cmyk, Other };

struct TiffLayout {
    Size size;
    int bits = 1;
    int samples = 1;
    int colourSamples = 1;
    Colours colours = Colours::Other;
    bool alpha = false;
    bool premultiplied = false;
    bool planes = false;  // each sample in blocks of its own
    bool tiles = false;
    Size block;           // of a tile, or of a strip
    int orientation = 1;

    int kept() const { return colourSamples + (alpha ? 1 : 0); }
};

template <typename T>
T field(TIFF* tiff, std::uint32_t tag, T otherwise) {
    T value = otherwise;
    return TIFFGetFieldDefaulted(tiff, tag, &value) ? value : otherwise;
}

Colours coloursOf(TIFF* tiff, int samples) {
    switch (field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK)) {
        case PHOTOMETRIC_MINISBLACK: return Colours::Grey;
        case PHOTOMETRIC_MINISWHITE: return Colours::GreyInverted;
        case PHOTOMETRIC_RGB: return samples >= 3 ? Colours::Rgb : Colours::Other;
        case PHOTOMETRIC_PALETTE: return Colours::Palette;
        case PHOTOMETRIC_SEPARATED:
            return samples >= 4 && field<std::uint16_t>(tiff, TIFFTAG_INKSET, INKSET_CMYK) == INKSET_CMYK ? Colours::Cmyk
                                                                                                         : Colours::Other;
        default: return Colours::Other;
    }
}

void takeAlpha(TIFF* tiff, TiffLayout& layout) {
    std::uint16_t count = 0;
    std::uint16_t* kinds = nullptr;
    if (!TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) || count == 0) return;
    if (layout.samples <= layout.colourSamples || layout.colours == Colours::Cmyk) return;
    layout.alpha = kinds[0] == EXTRASAMPLE_ASSOCALPHA || kinds[0] == EXTRASAMPLE_UNASSALPHA;
    layout.premultiplied = kinds[0] == EXTRASAMPLE_ASSOCALPHA;
}

TiffLayout layoutOf(TIFF* tiff) {
    TiffLayout layout;
    // JPEG inside TIFF is mostly YCbCr; the library turns it into RGB when asked.
    if (field<std::uint16_t>(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE) == COMPRESSION_JPEG &&
        field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, 0) == PHOTOMETRIC_YCBCR) {
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        layout.colours = Colours::Rgb;
    }
    layout.size = {static_cast<int>(std::min(field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0), 0x7FFFFFFFu)),
                   static_cast<int>(std::min(field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0), 0x7FFFFFFFu))};
    layout.bits = field<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    layout.samples = field<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    if (layout.colours == Colours::Other) layout.colours = coloursOf(tiff, layout.samples);
    layout.colourSamples = layout.colours == Colours::Rgb ? 3 : layout.colours == Colours::Cmyk ? 4 : 1;
    layout.planes = field<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE;
    layout.orientation = field<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, 1);
    layout.tiles = TIFFIsTiled(tiff) != 0;
    takeAlpha(tiff, layout);
    const auto rows = field<std::uint32_t>(tiff, TIFFTAG_ROWSPERSTRIP, 0xFFFFFFFFu);
    layout.block = {layout.size.width, static_cast<int>(std::min(rows, static_cast<std::uint32_t>(layout.size.height)))};
    if (layout.tiles)
        layout.block = {static_cast<int>(std::min(field<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH, 0), 0x7FFFFFFFu)),
                        static_cast<int>(std::min(field<std::uint32_t>(tiff, TIFFTAG_TILELENGTH, 0), 0x7FFFFFFFu))};
    return layout;
}

struct OpenedTiff {
    TiffMemory memory;
    TiffHandle handle;

    explicit OpenedTiff(const Source& source) {
        memory.input = source.bytes;
        handle = openTiff(memory, "r");
        if (!handle) failDamaged(source, Format::Tiff, memory.reason);
    }
    OpenedTiff(const OpenedTiff&) = delete;
    OpenedTiff& operator=(const OpenedTiff&) = delete;
};

void requireReadable(const Source& source, const OpenedTiff& opened, const TiffLayout& layout) {
    const auto kind = field<std::uint16_t>(opened.handle.get(), TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    if (kind == SAMPLEFORMAT_IEEEFP || kind == SAMPLEFORMAT_COMPLEXIEEEFP || layout.bits > 16) {
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "%1 is a TIFF picture with floating-point or %2-bit values; only 8 and 16 bits a channel can be opened."),
                    {source.name, std::to_string(layout.bits)});
    }
    const auto compression = field<std::uint16_t>(opened.handle.get(), TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    if (!TIFFIsCODECConfigured(compression)) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is a TIFF picture with a compression (%2) that cannot be read."),
                    {source.name, std::to_string(compression)});
    }
    if (layout.block.empty() || layout.samples < 1 || layout.samples > 64)
        failDamaged(source, Format::Tiff, "its header contradicts itself");
    if (static_cast<std::uint64_t>(layout.size.area()) / kMostPixelsAByte > source.bytes.size())
        failDamaged(source, Format::Tiff, "the file ends too early");
}

bool isPlainBits(int bits) { return bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16; }

// Puts the samples of decoded blocks into one interleaved array of `kept` values a pixel.
template <typename T>
class SampleReader {
public:
    SampleReader(const Source& source, OpenedTiff& opened, const TiffLayout& layout, T* out)
        : m_source(source), m_opened(opened), m_layout(layout), m_out(out) {}

    void read() {
        TIFF* tiff = m_opened.handle.get();
        const tmsize_t blockBytes = m_layout.tiles ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
        if (blockBytes <= 0 || blockBytes > kLargestBlock) fail();
        m_rowBytes = m_layout.tiles ? TIFFTileRowSize(tiff) : TIFFScanlineSize(tiff);
        m_block.resize(static_cast<std::size_t>(blockBytes));
        const int planes = m_layout.planes ? m_layout.kept() : 1;
        for (int plane = 0; plane < planes; ++plane)
            for (int y = 0; y < m_layout.size.height; y += m_layout.block.height)
                for (int x = 0; x < m_layout.size.width; x += m_layout.block.width) readBlock(x, y, plane);
    }

private:
    [[noreturn]] void fail() const { failDamaged(m_source, Format::Tiff, m_opened.memory.reason); }

    void readBlock(int x, int y, int plane) {
        TIFF* tiff = m_opened.handle.get();
        const auto sample = static_cast<std::uint16_t>(plane);
        const auto row = static_cast<std::uint32_t>(y);
        const auto size = static_cast<tmsize_t>(m_block.size());
        const int height = std::min(m_layout.block.height, m_layout.size.height - y);
        const tmsize_t got =
            m_layout.tiles
                ? TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, static_cast<std::uint32_t>(x), row, 0, sample), m_block.data(), size)
                : TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, row, sample), m_block.data(), size);
        if (got < m_rowBytes * height) fail();
        const int width = std::min(m_layout.block.width, m_layout.size.width - x);
        for (int line = 0; line < height; ++line) placeRow(m_block.data() + m_rowBytes * line, x, y + line, width, plane);
    }
    void placeRow(const std::uint8_t* in, int x, int y, int width, int plane) {
        const int kept = m_layout.kept();
        const int stored = m_layout.planes ? 1 : m_layout.samples;
        T* out = m_out + (static_cast<std::size_t>(y) * static_cast<std::size_t>(m_layout.size.width) + static_cast<std::size_t>(x)) *
                             static_cast<std::size_t>(kept);
        for (int i = 0; i < width; ++i, out += kept)
            for (int s = 0; s < (m_layout.planes ? 1 : kept); ++s)
                out[m_layout.planes ? plane : s] = valueAt(in, static_cast<std::size_t>(i) * static_cast<std::size_t>(stored) + static_cast<std::size_t>(s));
    }
    T valueAt(const std::uint8_t* in, std::size_t index) const {
        if (m_layout.bits == 8) return in[index];
        if (m_layout.bits == 16) {
            std::uint16_t value = 0;
            std::memcpy(&value, in + 2 * index, 2);
            return static_cast<T>(value);
        }
        const auto bits = static_cast<unsigned>(m_layout.bits);
        const std::size_t bit = index * bits;
        return static_cast<T>(in[bit / 8] >> (8 - bits - bit % 8) & ((1u << bits) - 1));
    }

    const Source& m_source;
    OpenedTiff& m_opened;
    const TiffLayout& m_layout;
    T* m_out;
    tmsize_t m_rowBytes = 0;
    Bytes m_block;
};

template <typename T>
std::vector<T> samplesOf(const Source& source, OpenedTiff& opened, const TiffLayout& layout) {
    std::vector<T> samples(static_cast<std::size_t>(layout.size.area()) * static_cast<std::size_t>(layout.kept()));
    SampleReader<T>(source, opened, layout, samples.data()).read();
    return samples;
}

template <typename T>
void undoPremultiplication(Image& picture) {
    constexpr std::uint64_t kFull = static_cast<T>(~T(0));
    for (int y = 0; y < picture.height(); ++y) {
        T* pixel = reinterpret_cast<T*>(picture.mutableRow(y));
        for (int x = 0; x < picture.width(); ++x, pixel += 4)
            for (int c = 0; c < 3 && pixel[3] != 0; ++c)
                pixel[c] = static_cast<T>(std::min(kFull, (pixel[c] * kFull + pixel[3] / 2) / pixel[3]));
    }
}

template <typename T>
Image greyPicture(const Source& source, OpenedTiff& opened, const TiffLayout& layout) {
    const std::vector<T> samples = samplesOf<T>(source, opened, layout);
    Image picture(layout.size, layout.alpha ? 4 : 3, sizeof(T) == 2 ? Depth::U16 : Depth::U8);
    const std::uint32_t most = (1u << layout.bits) - 1;
    constexpr std::uint32_t kFull = static_cast<T>(~T(0));
    const T* in = samples.data();
    T* out = reinterpret_cast<T*>(picture.mutableData());
    for (std::int64_t i = 0; i < layout.size.area(); ++i, in += layout.kept(), out += picture.channels()) {
        const std::uint32_t value = layout.colours == Colours::GreyInverted ? most - in[0] : in[0];
        std::fill_n(out, 3, static_cast<T>(value * kFull / most));
        if (layout.alpha) out[3] = static_cast<T>(in[1] * kFull / most);
    }
    picture.origin.grey = true;
    return picture;
}

template <typename T>
Image rgbPicture(const Source& source, OpenedTiff& opened, const TiffLayout& layout) {
    Image picture(layout.size, layout.alpha ? 4 : 3, sizeof(T) == 2 ? Depth::U16 : Depth::U8);
    SampleReader<T>(source, opened, layout, reinterpret_cast<T*>(picture.mutableData())).read();
    return picture;
}

// The colour map holds 16-bit values, or 8-bit ones in old files that got it wrong.
Image palettePicture(const Source& source, OpenedTiff& opened, TiffLayout layout) {
    std::array<std::uint16_t*, 3> map{};
    if (layout.bits > 8 || !TIFFGetField(opened.handle.get(), TIFFTAG_COLORMAP, &map[0], &map[1], &map[2]))
        failDamaged(source, Format::Tiff, "its colour map is missing");
    layout.alpha = false;
    const std::vector<std::uint8_t> samples = samplesOf<std::uint8_t>(source, opened, layout);
    const std::size_t count = std::size_t(1) << layout.bits;
    const bool wide = std::any_of(map.begin(), map.end(), [count](const std::uint16_t* channel) {
        return std::any_of(channel, channel + count, [](std::uint16_t value) { return value > 255; });
    });
    Image picture(layout.size, 3);
    std::uint8_t* out = picture.mutableData();
    for (const std::uint8_t index : samples)
        for (const std::uint16_t* channel : map)
            *out++ = static_cast<std::uint8_t>(wide ? (channel[index] * 255u + 32767u) / 65535u : channel[index]);
    return picture;
}

Image cmykPicture(const Source& source, OpenedTiff& opened, const TiffLayout& layout, ByteView icc) {
    std::vector<std::uint8_t> ink(static_cast<std::size_t>(layout.size.area()) * 4);
    if (layout.bits == 16) {
        const std::vector<std::uint16_t> deep = samplesOf<std::uint16_t>(source, opened, layout);
        std::transform(deep.begin(), deep.end(), ink.begin(), [](std::uint16_t v) { return static_cast<std::uint8_t>(v >> 8); });
    } else {
        ink = samplesOf<std::uint8_t>(source, opened, layout);
    }
    const CmykToSrgb conversion(icc, Ink::Normal);
    Image picture(layout.size, 3);
    const std::size_t stride = static_cast<std::size_t>(layout.size.width) * 4;
    for (int y = 0; y < layout.size.height; ++y)
        conversion.convert(ink.data() + stride * static_cast<std::size_t>(y), picture.mutableRow(y), layout.size.width);
    return picture;
}

// Lab, YCbCr and odd bit counts: libtiff's own conversion to 8-bit RGBA, premultiplied.
Image convertedPicture(const Source& source, OpenedTiff& opened, const TiffLayout& layout) {
    std::vector<std::uint32_t> raster(static_cast<std::size_t>(layout.size.area()));
    if (!TIFFReadRGBAImageOriented(opened.handle.get(), static_cast<std::uint32_t>(layout.size.width),
                                   static_cast<std::uint32_t>(layout.size.height), raster.data(), ORIENTATION_TOPLEFT, 1))
        failDamaged(source, Format::Tiff, opened.memory.reason);
    Image picture(layout.size, layout.alpha ? 4 : 3);
    std::uint8_t* out = picture.mutableData();
    for (const std::uint32_t pixel : raster) {
        *out++ = static_cast<std::uint8_t>(TIFFGetR(pixel));
        *out++ = static_cast<std::uint8_t>(TIFFGetG(pixel));
        *out++ = static_cast<std::uint8_t>(TIFFGetB(pixel));
        if (layout.alpha) *out++ = static_cast<std::uint8_t>(TIFFGetA(pixel));
    }
    if (layout.alpha) undoPremultiplication<std::uint8_t>(picture);
    return picture;
}

Image pictureOf(const Source& source, OpenedTiff& opened, const TiffLayout& layout, ByteView icc) {
    const bool deep = layout.bits == 16;
    if (!isPlainBits(layout.bits)) return convertedPicture(source, opened, layout);
    switch (layout.colours) {
        case Colours::Grey:
        case Colours::GreyInverted:
            return deep ? greyPicture<std::uint16_t>(source, opened, layout)
                        : greyPicture<std::uint8_t>(source, opened, layout);
        case Colours::Palette: return palettePicture(source, opened, layout);
        case Colours::Cmyk:
            if (layout.bits >= 8) return cmykPicture(source, opened, layout, icc);
            break;
        case Colours::Rgb:
            if (deep) return rgbPicture<std::uint16_t>(source, opened, layout);
            if (layout.bits == 8) return rgbPicture<std::uint8_t>(source, opened, layout);
            break;
        case Colours::Other: break;
    }
    return convertedPicture(source, opened, layout);
}

Bytes profileOf(TIFF* tiff) {
    std::uint32_t length = 0;
    std::uint8_t* profile = nullptr;
    if (!TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &length, &profile)) return {};
    return {profile, profile + length};
}

}  // namespace

Probe probeTiff(const Source& source) {
    const OpenedTiff opened(source);
    const TiffLayout layout = layoutOf(opened.handle.get());
    Probe probe;
    probe.header.format = Format::Tiff;
    probe.header.size = layout.size;
    probe.header.bitsPerChannel = layout.bits;
    probe.header.orientation = layout.orientation >= 1 && layout.orientation <= 8 ? layout.orientation : 1;
    // The samples and the picture made from them exist together.
    probe.channels = layout.colours == Colours::Rgb && !layout.alpha ? 3 : 4;
    return probe;
}

Decoded decodeTiff(const Source& source) {
    OpenedTiff opened(source);
    const TiffLayout layout = layoutOf(opened.handle.get());
    requireReadable(source, opened, layout);
    Decoded decoded;
    decoded.icc = profileOf(opened.handle.get());
    decoded.picture = pictureOf(source, opened, layout, decoded.icc);
    Image& picture = decoded.picture;
    if (layout.premultiplied && picture.hasAlpha() && layout.colours != Colours::Other) {
        if (picture.depth() == Depth::U16) undoPremultiplication<std::uint16_t>(picture);
        else undoPremultiplication<std::uint8_t>(picture);
    }
    if (layout.colours == Colours::Cmyk) decoded.icc.clear();
    decoded.orientation = layout.orientation;
    picture.attachments = tiffAttachments(source.bytes);
    picture.origin.multipleFrames = TIFFReadDirectory(opened.handle.get()) != 0;
    return decoded;
}

}  // namespace tintype::image
