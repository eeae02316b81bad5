#include <png.h>

#include <bit>
#include <cctype>
#include <cstring>

#include "core/image/byte_order.h"
#include "core/image/codec.h"
#include "core/image/exif_block.h"
#include "core/image/jpeg_blocks.h"
#include "core/image/jpeg_error.h"
#include "core/image/png_text.h"

namespace tintype::image {
namespace {

constexpr png_alloc_size_t kLargestChunk = png_alloc_size_t(256) << 20;

class PngReader {
public:
    explicit PngReader(const Source& source) : m_source(source), m_left(source.bytes) {
        m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, fail, [](png_structp, png_const_charp) {});
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
        if (!m_info) throw std::bad_alloc();
        png_set_read_fn(m_png, this, supply);
        png_set_user_limits(m_png, 65535, 65535);
        png_set_chunk_malloc_max(m_png, kLargestChunk);
        png_set_keep_unknown_chunks(m_png, PNG_HANDLE_CHUNK_NEVER, nullptr, 0);
    }
    ~PngReader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    template <typename Work>
    void must(Work work) {
        if (!guarded(m_jump, work)) failDamaged(m_source, Format::Png, m_reason);
    }
    png_structp png() const { return m_png; }
    png_infop info() const { return m_info; }

private:
    static void fail(png_structp png, png_const_charp reason) {
        auto* self = static_cast<PngReader*>(png_get_error_ptr(png));
        self->m_reason = reason;
        std::longjmp(self->m_jump, 1);
    }
    static void supply(png_structp png, png_bytep to, png_size_t count) {
        auto* self = static_cast<PngReader*>(png_get_io_ptr(png));
        if (count > self->m_left.size()) png_error(png, "the file ends too early");
        std::memcpy(to, self->m_left.data(), count);
        self->m_left = self->m_left.subspan(count);
    }

    const Source& m_source;
    ByteView m_left;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
    std::jmp_buf m_jump{};
    std::string m_reason;
};

Header headerOf(const PngReader& reader) {
    Header header;
    header.format = Format::Png;
    header.size = {static_cast<int>(png_get_image_width(reader.png(), reader.info())),
                   static_cast<int>(png_get_image_height(reader.png(), reader.info()))};
    header.bitsPerChannel = png_get_bit_depth(reader.png(), reader.info());
    return header;
}

bool willHaveAlpha(const PngReader& reader) {
    return (png_get_color_type(reader.png(), reader.info()) & PNG_COLOR_MASK_ALPHA) != 0 ||
           png_get_valid(reader.png(), reader.info(), PNG_INFO_tRNS) != 0;
}

bool isGrey(const PngReader& reader) {
    return (png_get_color_type(reader.png(), reader.info()) & PNG_COLOR_MASK_COLOR) == 0;
}

// Deflate packs at most about 1032 to 1: a shorter file cannot hold that many pixels.
void requireEnoughData(const PngReader& reader, const Source& source) {
    const std::uint64_t packed = static_cast<std::uint64_t>(png_get_rowbytes(reader.png(), reader.info())) *
                                 png_get_image_height(reader.png(), reader.info());
    if (packed / 1040 > source.bytes.size()) failDamaged(source, Format::Png, "the file ends too early");
}

void expandToRgb(PngReader& reader) {
    reader.must([&reader] {
        png_set_expand(reader.png());
        png_set_gray_to_rgb(reader.png());
        if (std::endian::native == std::endian::little) png_set_swap(reader.png());
        png_set_interlace_handling(reader.png());
        png_read_update_info(reader.png(), reader.info());
    });
}

void readPixels(PngReader& reader, Image& picture) {
    std::uint8_t* pixels = picture.mutableData();
    std::vector<png_bytep> rows(static_cast<std::size_t>(picture.height()));
    for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = pixels + picture.rowBytes() * y;
    reader.must([&] {
        png_read_image(reader.png(), rows.data());
        png_read_end(reader.png(), reader.info());
    });
}

Bytes iccOf(const PngReader& reader) {
    png_charp name = nullptr;
    int compression = 0;
    png_bytep profile = nullptr;
    png_uint_32 length = 0;
    if (!png_get_iCCP(reader.png(), reader.info(), &name, &compression, &profile, &length)) return {};
    return {profile, profile + length};
}

Bytes exifOf(const PngReader& reader) {
    png_uint_32 length = 0;
    png_bytep block = nullptr;
    if (!png_get_eXIf_1(reader.png(), reader.info(), &length, &block)) return {};
    return {block, block + length};
}

void takeText(std::string_view key, std::string_view text, Attachments& blocks) {
    using namespace std::string_view_literals;
    if (key == "XML:com.adobe.xmp" && blocks.xmp.empty()) blocks.xmp.assign(text.begin(), text.end());
    if (key == "Raw profile type iptc" && blocks.iptc.empty()) {
        const Bytes raw = unhexedProfile(text);
        const Bytes inside = iptcOfPhotoshop(raw);
        blocks.iptc = inside.empty() && !raw.empty() && raw[0] == 0x1C ? raw : inside;
    }
    const bool exif = key == "Raw profile type exif" || key == "Raw profile type APP1";
    if (exif && blocks.exif.empty()) {
        const Bytes raw = unhexedProfile(text);
        if (hasTextAt(raw, 0, "Exif\0\0"sv)) blocks.exif.assign(raw.begin() + 6, raw.end());
    }
}

Attachments blocksOf(const PngReader& reader) {
    Attachments blocks;
    blocks.exif = exifOf(reader);
    png_textp texts = nullptr;
    const int count = png_get_text(reader.png(), reader.info(), &texts, nullptr);
    for (int i = 0; i < count; ++i) {
        if (!texts[i].text) continue;
        const std::size_t length = texts[i].compression > 0 ? texts[i].itxt_length : texts[i].text_length;
        takeText(texts[i].key, {texts[i].text, length}, blocks);
    }
    return blocks;
}

}  // namespace

Probe probePng(const Source& source) {
    PngReader reader(source);
    reader.must([&reader] { png_read_info(reader.png(), reader.info()); });
    Probe probe{headerOf(reader), willHaveAlpha(reader) ? 4 : 3};
    probe.header.orientation = exifOrientation(exifOf(reader));
    return probe;
}

Decoded decodePng(const Source& source) {
    PngReader reader(source);
    reader.must([&reader] { png_read_info(reader.png(), reader.info()); });
    const Header header = headerOf(reader);
    const int channels = willHaveAlpha(reader) ? 4 : 3;
    const bool grey = isGrey(reader);
    requireEnoughData(reader, source);
    expandToRgb(reader);
    Decoded decoded;
    decoded.picture = Image(header.size, channels, header.bitsPerChannel == 16 ? Depth::U16 : Depth::U8);
    if (png_get_rowbytes(reader.png(), reader.info()) != decoded.picture.rowBytes())
        failDamaged(source, Format::Png, "its rows have an unexpected length");
    readPixels(reader, decoded.picture);
    decoded.icc = iccOf(reader);
    decoded.picture.attachments = blocksOf(reader);
    decoded.picture.origin.grey = grey;
    return decoded;
}

}  // namespace tintype::image
