#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/image/byte_order.h"
#include "core/image/codec.h"
#include "core/image/exif_block.h"
#include "core/image/jpeg_blocks.h"
#include "core/image/jpeg_error.h"
#include "core/image/jpeg_quality.h"
#include "core/image/profile.h"
#include "core/image/row_blocks.h"

namespace tintype::image {
namespace {

// A real progressive picture has about ten scans; a hostile one has thousands, each a pass over the picture.
constexpr int kMostScans = 200;

class Decompressor {
public:
    explicit Decompressor(const Source& source) : m_source(source) {
        m_info.err = m_errors.attach();
        must([this] {
            jpeg_create_decompress(&m_info);
            jpeg_mem_src(&m_info, m_source.bytes.data(), m_source.bytes.size());
        });
    }
    ~Decompressor() { jpeg_destroy_decompress(&m_info); }
    Decompressor(const Decompressor&) = delete;
    Decompressor& operator=(const Decompressor&) = delete;

    template <typename Work>
    void must(Work work) {
        if (!guarded(m_errors.jump, work)) failDamaged(m_source, Format::Jpeg, m_errors.reason);
    }

    void readHeader() {
        must([this] { jpeg_read_header(&m_info, TRUE); });
    }
    void start(J_COLOR_SPACE space) {
        m_info.out_color_space = space;
        m_info.dct_method = JDCT_ISLOW;
        m_monitor.progress_monitor = refuseManyScans;
        m_info.progress = &m_monitor;
        must([this] { jpeg_start_decompress(&m_info); });
    }
    // Rows [next, count) into `rows`; false when the decoder gave up on the way.
    bool readRows(JSAMPARRAY rows, JDIMENSION count) {
        return guarded(m_errors.jump, [this, rows, count] {
            JDIMENSION done = 0;
            while (done < count) done += jpeg_read_scanlines(&m_info, rows + done, count - done);
        });
    }
    void finish() {
        if (!guarded(m_errors.jump, [this] { jpeg_finish_decompress(&m_info); })) ++m_errors.damage;
    }

    jpeg_decompress_struct& info() { return m_info; }
    JpegErrors& errors() { return m_errors; }

private:
    static void refuseManyScans(j_common_ptr common) {
        auto* info = reinterpret_cast<jpeg_decompress_struct*>(common);
        if (info->input_scan_number > kMostScans) ERREXIT(info, JERR_CANT_SUSPEND);
    }

    const Source& m_source;
    jpeg_decompress_struct m_info{};
    jpeg_progress_mgr m_monitor{};
    JpegErrors m_errors;
};

int subsamplingOf(const jpeg_decompress_struct& info) {
    if (info.num_components < 3) return 444;
    const auto ratio = [&](int max, int own) { return own > 0 ? max / own : 1; };
    const int across = ratio(info.comp_info[0].h_samp_factor, info.comp_info[1].h_samp_factor);
    const int down = ratio(info.comp_info[0].v_samp_factor, info.comp_info[1].v_samp_factor);
    if (across * down >= 4) return 420;
    return across * down == 2 ? 422 : 444;
}

// All rows at once: libjpeg-turbo upsamples straight into the picture.
bool readPicture(Decompressor& decompressor, Image& picture) {
    std::uint8_t* pixels = picture.mutableData();
    std::vector<JSAMPROW> rows(static_cast<std::size_t>(picture.height()));
    for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = pixels + picture.rowBytes() * y;
    return decompressor.readRows(rows.data(), static_cast<JDIMENSION>(rows.size()));
}

bool readCmyk(Decompressor& decompressor, Image& picture, const CmykToSrgb& conversion) {
    constexpr int kRowsAtOnce = 256;
    const std::size_t stride = static_cast<std::size_t>(picture.width()) * 4;
    std::vector<std::uint8_t> ink(stride * kRowsAtOnce);
    std::vector<JSAMPROW> rows(kRowsAtOnce);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = ink.data() + stride * i;
    std::uint8_t* pixels = picture.mutableData();
    for (int top = 0; top < picture.height(); top += kRowsAtOnce) {
        const int count = std::min(kRowsAtOnce, picture.height() - top);
        if (!decompressor.readRows(rows.data(), static_cast<JDIMENSION>(count))) return false;
        forRowBlocks(count, stride, [&](int first, int last) {
            for (int y = first; y < last; ++y)
                conversion.convert(rows[static_cast<std::size_t>(y)],
                                   pixels + picture.rowBytes() * static_cast<std::size_t>(top + y), picture.width());
        });
    }
    return true;
}

bool isCmyk(const jpeg_decompress_struct& info) { return info.num_components == 4; }

Header headerOf(const jpeg_decompress_struct& info) {
    Header header;
    header.format = Format::Jpeg;
    header.size = {static_cast<int>(info.image_width), static_cast<int>(info.image_height)};
    header.bitsPerChannel = info.data_precision;
    return header;
}

void describe(Origin& origin, const jpeg_decompress_struct& info) {
    origin.jpegQuality = estimatedQuality(info);
    origin.jpegSubsampling = subsamplingOf(info);
    origin.grey = info.num_components == 1;
}

}  // namespace

Probe probeJpeg(const Source& source) {
    Decompressor decompressor(source);
    decompressor.readHeader();
    Probe probe{headerOf(decompressor.info()), 3};
    probe.header.orientation = exifOrientation(jpegBlocks(source.bytes).exif);
    return probe;
}

Decoded decodeJpeg(const Source& source) {
    Decompressor decompressor(source);
    decompressor.readHeader();
    const bool cmyk = isCmyk(decompressor.info());
    JpegBlocks blocks = jpegBlocks(source.bytes);
    Decoded decoded;
    decoded.picture = Image(headerOf(decompressor.info()).size, 3);
    decoded.icc = std::move(blocks.icc);
    decoded.picture.attachments = {{}, std::move(blocks.exif), std::move(blocks.xmp), std::move(blocks.iptc)};
    describe(decoded.picture.origin, decompressor.info());
    decompressor.start(cmyk ? JCS_CMYK : JCS_RGB);
    const Ink ink = decompressor.info().saw_Adobe_marker ? Ink::Inverted : Ink::Normal;
    const bool whole = cmyk ? readCmyk(decompressor, decoded.picture, CmykToSrgb(decoded.icc, ink))
                            : readPicture(decompressor, decoded.picture);
    if (cmyk) decoded.icc.clear();
    if (!whole && decompressor.info().output_scanline == 0)
        failDamaged(source, Format::Jpeg, decompressor.errors().reason);
    if (whole) decompressor.finish();
    decoded.picture.origin.damaged = !whole || decompressor.errors().damage > 0;
    return decoded;
}

}  // namespace tintype::image
