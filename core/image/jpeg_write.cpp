#include <algorithm>
#include <cstdlib>
#include <memory>

#include "core/image/codec.h"
#include "core/image/jpeg_blocks.h"
#include "core/image/jpeg_error.h"

namespace tintype::image {
namespace {

using namespace std::string_view_literals;

constexpr int kLongestSide = 65500;  // JPEG_MAX_DIMENSION
constexpr std::size_t kMostSegment = 65533;
constexpr auto kExif = "Exif\0\0"sv;
constexpr auto kXmp = "http://ns.adobe.com/xap/1.0/\0"sv;
constexpr auto kExtended = "http://ns.adobe.com/xmp/extension/\0"sv;
constexpr auto kNoteKey = "HasExtendedXMP"sv;

class Compressor {
public:
    Compressor() {
        m_info.err = m_errors.attach();
        must([this] {
            jpeg_create_compress(&m_info);
            jpeg_mem_dest(&m_info, &m_bytes, &m_size);
        });
    }
    ~Compressor() {
        jpeg_destroy_compress(&m_info);
        std::free(m_bytes);
    }
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;

    template <typename Work>
    void must(Work work) {
        if (!guarded(m_errors.jump, work)) failEncoding(Format::Jpeg, m_errors.reason);
    }
    void segment(int marker, const Bytes& data) {
        must([&] { jpeg_write_marker(&m_info, marker, data.data(), static_cast<unsigned>(data.size())); });
    }
    jpeg_compress_struct& info() { return m_info; }
    Bytes bytes() const { return {m_bytes, m_bytes + m_size}; }

private:
    jpeg_compress_struct m_info{};
    JpegErrors m_errors;
    unsigned char* m_bytes = nullptr;
    unsigned long m_size = 0;
};

void setSubsampling(jpeg_compress_struct& info, int subsampling) {
    info.comp_info[0].h_samp_factor = subsampling == 444 ? 1 : 2;
    info.comp_info[0].v_samp_factor = subsampling == 420 ? 2 : 1;
}

void configure(Compressor& compressor, const Image& picture, int quality, int subsampling, bool grey) {
    jpeg_compress_struct& info = compressor.info();
    info.image_width = static_cast<JDIMENSION>(picture.width());
    info.image_height = static_cast<JDIMENSION>(picture.height());
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    compressor.must([&] {
        jpeg_set_defaults(&info);
        jpeg_set_quality(&info, quality, TRUE);
        info.optimize_coding = TRUE;
        if (grey) jpeg_set_colorspace(&info, JCS_GRAYSCALE);
        else setSubsampling(info, subsampling);
        jpeg_start_compress(&info, TRUE);
    });
}

Bytes joined(std::string_view prefix, ByteView data) {
    Bytes all(prefix.size() + data.size());
    std::copy(data.begin(), data.end(), std::copy(prefix.begin(), prefix.end(), all.begin()));
    return all;
}

void appendBig(Bytes& to, std::size_t value) {
    for (const int shift : {24, 16, 8, 0}) to.push_back(static_cast<std::uint8_t>(value >> shift & 0xFF));
}

// The 32 digits by which the main packet names the extended one.
std::string_view extendedName(const Bytes& xmp) {
    const std::string_view text(reinterpret_cast<const char*>(xmp.data()), xmp.size());
    const std::size_t key = text.find(kNoteKey);
    const std::size_t digits = key == std::string_view::npos ? key : text.find_first_of("0123456789ABCDEF", key + kNoteKey.size());
    return digits == std::string_view::npos ? std::string_view{} : text.substr(digits, 32);
}

void writeExtended(Compressor& compressor, const Embedded& embedded) {
    const std::string_view name = extendedName(embedded.xmp);
    if (name.size() != 32) return;
    constexpr std::size_t kPart = 65000;
    for (std::size_t at = 0; at < embedded.extendedXmp.size(); at += kPart) {
        Bytes segment = joined(kExtended, {reinterpret_cast<const std::uint8_t*>(name.data()), name.size()});
        appendBig(segment, embedded.extendedXmp.size());
        appendBig(segment, at);
        const std::size_t count = std::min(kPart, embedded.extendedXmp.size() - at);
        const auto from = embedded.extendedXmp.begin() + static_cast<std::ptrdiff_t>(at);
        segment.insert(segment.end(), from, from + static_cast<std::ptrdiff_t>(count));
        compressor.segment(JPEG_APP0 + 1, segment);
    }
}

// A block too large for its segment is left out rather than cut.
void writeBlocks(Compressor& compressor, const Embedded& embedded) {
    const auto fits = [](const Bytes& block, std::size_t prefix) {
        return !block.empty() && block.size() + prefix <= kMostSegment;
    };
    if (fits(embedded.exif, kExif.size())) compressor.segment(JPEG_APP0 + 1, joined(kExif, embedded.exif));
    if (fits(embedded.xmp, kXmp.size())) compressor.segment(JPEG_APP0 + 1, joined(kXmp, embedded.xmp));
    writeExtended(compressor, embedded);
    const Bytes photoshop = embedded.iptc.empty() ? Bytes{} : photoshopBlock(embedded.iptc);
    if (fits(photoshop, 0)) compressor.segment(JPEG_APP0 + 13, photoshop);
    if (embedded.icc.empty()) return;
    compressor.must([&] {
        jpeg_write_icc_profile(&compressor.info(), embedded.icc.data(), static_cast<unsigned>(embedded.icc.size()));
    });
}

bool isGrey(const Image& picture) {
    for (int y = 0; y < picture.height(); ++y) {
        const std::uint8_t* pixel = picture.row(y);
        for (int x = 0; x < picture.width(); ++x, pixel += 3)
            if (pixel[0] != pixel[1] || pixel[1] != pixel[2]) return false;
    }
    return true;
}

int qualityFor(const Image& picture, const WriteOptions& options) {
    if (options.quality > 0) return std::min(options.quality, 100);
    return picture.origin.jpegQuality > 0 ? picture.origin.jpegQuality : 92;
}

int subsamplingFor(const Image& picture, const WriteOptions& options, int quality) {
    if (options.subsampling > 0) return options.subsampling;
    if (picture.origin.jpegSubsampling > 0) return picture.origin.jpegSubsampling;
    return quality >= 90 ? 444 : 420;
}

}  // namespace

Bytes encodeJpeg(const Image& picture, const WriteOptions& options, const Embedded& embedded) {
    if (picture.size().longSide() > kLongestSide)
        failEncoding(Format::Jpeg, "JPEG holds at most " + std::to_string(kLongestSide) + " pixels a side");
    const Image flat = flattened(picture);
    const int quality = qualityFor(picture, options);
    const bool grey = picture.origin.grey && embedded.icc.empty() && isGrey(flat);
    Compressor compressor;
    configure(compressor, flat, quality, subsamplingFor(picture, options, quality), grey);
    writeBlocks(compressor, embedded);
    std::vector<JSAMPROW> rows(static_cast<std::size_t>(flat.height()));
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = const_cast<JSAMPROW>(flat.row(static_cast<int>(y)));
    compressor.must([&] {
        jpeg_compress_struct& info = compressor.info();
        while (info.next_scanline < info.image_height)
            jpeg_write_scanlines(&info, rows.data() + info.next_scanline, info.image_height - info.next_scanline);
        jpeg_finish_compress(&info);
    });
    return compressor.bytes();
}

}  // namespace tintype::image
