#include <algorithm>

#include "core/image/codec.h"
#include "core/image/metadata.h"
#include "core/image/tiff_file.h"

namespace tintype::image {
namespace {

constexpr std::uint32_t kStripBytes = 1u << 20;
constexpr int kDeflateLevel = 4;

void describe(TIFF* tiff, const Image& picture, const Embedded& embedded) {
    const auto rows = std::max<std::size_t>(1, kStripBytes / picture.rowBytes());
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(picture.width()));
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(picture.height()));
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, picture.depth() == Depth::U16 ? 16 : 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, picture.channels());
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, kDeflateLevel);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(rows));
    if (picture.hasAlpha()) {
        const std::uint16_t kind = EXTRASAMPLE_UNASSALPHA;
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
    }
    if (!embedded.icc.empty())
        TIFFSetField(tiff, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(embedded.icc.size()), embedded.icc.data());
    if (!embedded.xmp.empty())
        TIFFSetField(tiff, TIFFTAG_XMLPACKET, static_cast<std::uint32_t>(embedded.xmp.size()), embedded.xmp.data());
}

// libtiff predicts in place, so each strip is written from a copy.
bool writeStrips(TIFF* tiff, const Image& picture) {
    const int rows = static_cast<int>(std::max<std::size_t>(1, kStripBytes / picture.rowBytes()));
    Bytes strip;
    for (int y = 0, number = 0; y < picture.height(); y += rows, ++number) {
        const int count = std::min(rows, picture.height() - y);
        strip.assign(picture.row(y), picture.row(y) + picture.rowBytes() * static_cast<std::size_t>(count));
        const auto size = static_cast<tmsize_t>(strip.size());
        if (TIFFWriteEncodedStrip(tiff, static_cast<std::uint32_t>(number), strip.data(), size) != size) return false;
    }
    return TIFFWriteDirectory(tiff) != 0;
}

}  // namespace

Bytes encodeTiff(const Image& picture, const WriteOptions&, const Embedded& embedded) {
    TiffMemory memory;
    TiffHandle tiff = openTiff(memory, "w");
    if (!tiff) failEncoding(Format::Tiff, memory.reason);
    describe(tiff.get(), picture, embedded);
    if (!writeStrips(tiff.get(), picture)) failEncoding(Format::Tiff, memory.reason);
    tiff.reset();
    return tiffWithBlocks(std::move(memory.output), embedded);
}

}  // namespace tintype::image
