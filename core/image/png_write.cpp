#include <png.h>

#include <algorithm>
#include <bit>

#include "core/image/codec.h"
#include "core/image/jpeg_blocks.h"
#include "core/image/jpeg_error.h"
#include "core/image/png_text.h"

namespace tintype::image {
namespace {

// On 24 megapixels level 3 with all filters takes 2.8 s and this 1.2 s; photographs hardly pack better for it.
constexpr int kCompression = 1;

class PngWriter {
public:
    PngWriter() {
        m_png = png_create_write_struct(PNG_LIBPNG_VER_STRING, this, fail, [](png_structp, png_const_charp) {});
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
        if (!m_info) throw std::bad_alloc();
        png_set_write_fn(m_png, this, take, nullptr);
    }
    ~PngWriter() { png_destroy_write_struct(&m_png, &m_info); }
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;

    template <typename Work>
    void must(Work work) {
        if (!guarded(m_jump, work)) failEncoding(Format::Png, m_reason);
    }
    png_structp png() const { return m_png; }
    png_infop info() const { return m_info; }
    Bytes takeBytes() { return std::move(m_bytes); }

private:
    static void fail(png_structp png, png_const_charp reason) {
        auto* self = static_cast<PngWriter*>(png_get_error_ptr(png));
        self->m_reason = reason;
        std::longjmp(self->m_jump, 1);
    }
    static void take(png_structp png, png_bytep from, png_size_t count) {
        auto* self = static_cast<PngWriter*>(png_get_io_ptr(png));
        self->m_bytes.insert(self->m_bytes.end(), from, from + count);
    }

    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
    std::jmp_buf m_jump{};
    std::string m_reason;
    Bytes m_bytes;
};

void writeHeader(PngWriter& writer, const Image& picture) {
    writer.must([&] {
        png_set_user_limits(writer.png(), 65535, 65535);
        png_set_IHDR(writer.png(), writer.info(), static_cast<png_uint_32>(picture.width()),
                     static_cast<png_uint_32>(picture.height()), picture.depth() == Depth::U16 ? 16 : 8,
                     picture.hasAlpha() ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_set_compression_level(writer.png(), kCompression);
        png_set_filter(writer.png(), PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB | PNG_FILTER_UP);
    });
}

bool isAscii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return (c >= 32 && c < 127) || c == '\n'; });
}

void addText(PngWriter& writer, const char* key, const std::string& text) {
    if (text.empty()) return;
    std::string name = key;
    std::string body = text;
    std::string none;
    png_text chunk{};
    chunk.key = name.data();
    chunk.text = body.data();
    chunk.lang = none.data();
    chunk.lang_key = none.data();
    chunk.compression = isAscii(text) ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE;
    if (chunk.compression == PNG_TEXT_COMPRESSION_NONE) chunk.text_length = body.size();
    else chunk.itxt_length = body.size();
    writer.must([&] { png_set_text(writer.png(), writer.info(), &chunk, 1); });
}

void addXmp(PngWriter& writer, const Bytes& xmp) {
    if (xmp.empty()) return;
    std::string key = "XML:com.adobe.xmp";
    std::string body(xmp.begin(), xmp.end());
    std::string none;
    png_text chunk{};
    chunk.compression = PNG_ITXT_COMPRESSION_NONE;
    chunk.key = key.data();
    chunk.text = body.data();
    chunk.itxt_length = body.size();
    chunk.lang = none.data();
    chunk.lang_key = none.data();
    writer.must([&] { png_set_text(writer.png(), writer.info(), &chunk, 1); });
}

void addIptc(PngWriter& writer, const Bytes& iptc) {
    if (iptc.empty()) return;
    std::string key = "Raw profile type iptc";
    const Bytes block = photoshopBlock(iptc);
    // The resource block without its "Photoshop 3.0" name, as exiv2 and ImageMagick write it.
    std::string body = hexedProfile("iptc", ByteView(block).subspan(14));
    png_text chunk{};
    chunk.compression = PNG_TEXT_COMPRESSION_zTXt;
    chunk.key = key.data();
    chunk.text = body.data();
    chunk.text_length = body.size();
    writer.must([&] { png_set_text(writer.png(), writer.info(), &chunk, 1); });
}

void addBlocks(PngWriter& writer, Embedded embedded) {
    writer.must([&] {
        // A profile libpng refuses is left out: it says why in a warning only.
        png_set_benign_errors(writer.png(), 1);
        if (!embedded.icc.empty())
            png_set_iCCP(writer.png(), writer.info(), "icc", PNG_COMPRESSION_TYPE_BASE, embedded.icc.data(),
                         static_cast<png_uint_32>(embedded.icc.size()));
        if (!embedded.exif.empty())
            png_set_eXIf_1(writer.png(), writer.info(), static_cast<png_uint_32>(embedded.exif.size()), embedded.exif.data());
    });
    addXmp(writer, embedded.xmp);
    addIptc(writer, embedded.iptc);
    addText(writer, "tintype", embedded.recipe);
    addText(writer, "parameters", embedded.parameters);
}

}  // namespace

Bytes encodePng(const Image& picture, const WriteOptions&, const Embedded& embedded) {
    PngWriter writer;
    writeHeader(writer, picture);
    addBlocks(writer, embedded);
    std::vector<png_bytep> rows(static_cast<std::size_t>(picture.height()));
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = const_cast<png_bytep>(picture.row(static_cast<int>(y)));
    writer.must([&] {
        png_write_info(writer.png(), writer.info());
        if (std::endian::native == std::endian::little && picture.depth() == Depth::U16) png_set_swap(writer.png());
        png_write_image(writer.png(), rows.data());
        png_write_end(writer.png(), nullptr);  // all blocks stand before the pixels
    });
    return writer.takeBytes();
}

}  // namespace tintype::image
