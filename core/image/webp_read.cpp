#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>

#include "core/image/byte_order.h"
#include "core/image/codec.h"
#include "core/image/exif_block.h"

namespace tintype::image {
namespace {

using Demuxer = std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)>;

// The demuxer finds chunks, canvas and frames; it decodes nothing.
Demuxer openContainer(const Source& source) {
    const WebPData data{source.bytes.data(), source.bytes.size()};
    Demuxer demuxer(WebPDemux(&data), &WebPDemuxDelete);
    if (!demuxer) failDamaged(source, Format::WebP, "the file ends too early or its parts do not fit together");
    return demuxer;
}

Bytes chunkOf(const Demuxer& demuxer, const char* name) {
    WebPChunkIterator chunk{};
    Bytes bytes;
    if (WebPDemuxGetChunk(demuxer.get(), name, 1, &chunk))
        bytes.assign(chunk.chunk.bytes, chunk.chunk.bytes + chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
    return bytes;
}

// Some writers put the JPEG prefix in front of the block.
Bytes exifOf(const Demuxer& demuxer) {
    using namespace std::string_view_literals;
    Bytes block = chunkOf(demuxer, "EXIF");
    if (hasTextAt(block, 0, "Exif\0\0"sv)) block.erase(block.begin(), block.begin() + 6);
    return block;
}

Size canvasOf(const Demuxer& demuxer) {
    return {static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH)),
            static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT))};
}

// The first frame; released with the object.
class Frame {
public:
    Frame(const Demuxer& demuxer, const Source& source) {
        if (!WebPDemuxGetFrame(demuxer.get(), 1, &m_frame) || !m_frame.complete)
            failDamaged(source, Format::WebP, "the file ends too early");
    }
    ~Frame() { WebPDemuxReleaseIterator(&m_frame); }
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    const WebPIterator& get() const { return m_frame; }
    bool covers(const Size& canvas) const { return m_frame.width == canvas.width && m_frame.height == canvas.height; }
    // The frame's own flag may be wrong; the bitstream's is what the decoder goes by.
    bool hasAlpha() const {
        WebPBitstreamFeatures features{};
        const bool known = WebPGetFeatures(m_frame.fragment.bytes, m_frame.fragment.size, &features) == VP8_STATUS_OK;
        return known ? features.has_alpha != 0 : m_frame.has_alpha != 0;
    }

private:
    WebPIterator m_frame{};
};

int channelsOf(const Frame& frame, const Size& canvas) { return frame.hasAlpha() || !frame.covers(canvas) ? 4 : 3; }

}  // namespace

Probe probeWebp(const Source& source) {
    const Demuxer demuxer = openContainer(source);
    const Frame frame(demuxer, source);
    Probe probe;
    probe.header.format = Format::WebP;
    probe.header.size = canvasOf(demuxer);
    probe.header.orientation = exifOrientation(exifOf(demuxer));
    probe.channels = channelsOf(frame, probe.header.size);
    return probe;
}

Decoded decodeWebp(const Source& source) {
    const Demuxer demuxer = openContainer(source);
    const Frame frame(demuxer, source);
    const Size canvas = canvasOf(demuxer);
    const WebPIterator& at = frame.get();
    if (at.x_offset + at.width > canvas.width || at.y_offset + at.height > canvas.height)
        failDamaged(source, Format::WebP, "its first frame is larger than the picture");
    Decoded decoded;
    decoded.picture = Image(canvas, channelsOf(frame, canvas));
    Image& picture = decoded.picture;
    const std::size_t start = static_cast<std::size_t>(at.y_offset) * picture.rowBytes() +
                              static_cast<std::size_t>(at.x_offset) * picture.pixelBytes();
    const auto decode = picture.hasAlpha() ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
    if (!decode(at.fragment.bytes, at.fragment.size, picture.mutableData() + start, picture.byteSize() - start,
                static_cast<int>(picture.rowBytes())))
        failDamaged(source, Format::WebP, "its picture data cannot be decoded");
    decoded.icc = chunkOf(demuxer, "ICCP");
    picture.attachments = {{}, exifOf(demuxer), chunkOf(demuxer, "XMP "), {}};
    picture.origin.multipleFrames = at.num_frames > 1;
    return decoded;
}

}  // namespace tintype::image
