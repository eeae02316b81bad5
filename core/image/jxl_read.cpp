#ifdef TINTYPE_HAS_JXL

#include <jxl/decode.h>
#include <jxl/thread_parallel_runner.h>
#include <jxl/version.h>

#include <algorithm>
#include <memory>

#include "core/image/byte_order.h"
#include "core/image/codec.h"

namespace tintype::image {
namespace {

struct DestroyDecoder {
    void operator()(JxlDecoder* decoder) const { JxlDecoderDestroy(decoder); }
};
struct DestroyRunner {
    void operator()(void* runner) const { JxlThreadParallelRunnerDestroy(runner); }
};

class JxlReader {
public:
    JxlReader(const Source& source, int events)
        : m_source(source),
          m_runner(JxlThreadParallelRunnerCreate(nullptr, JxlThreadParallelRunnerDefaultNumWorkerThreads())),
          m_decoder(JxlDecoderCreate(nullptr)) {
        if (!m_runner || !m_decoder) throw std::bad_alloc();
        must(JxlDecoderSetParallelRunner(m_decoder.get(), JxlThreadParallelRunner, m_runner.get()));
        must(JxlDecoderSubscribeEvents(m_decoder.get(), events));
        must(JxlDecoderSetInput(m_decoder.get(), source.bytes.data(), source.bytes.size()));
        JxlDecoderCloseInput(m_decoder.get());
    }

    // Goes on to the event; anything else but an event passed on the way is damage.
    void until(JxlDecoderStatus event) {
        const JxlDecoderStatus status = JxlDecoderProcessInput(m_decoder.get());
        if (status == event) return;
        failDamaged(m_source, Format::Jxl, status == JXL_DEC_NEED_MORE_INPUT ? "the file ends too early" : "");
    }
    void must(JxlDecoderStatus status) const {
        if (status != JXL_DEC_SUCCESS) failDamaged(m_source, Format::Jxl, "");
    }
    JxlBasicInfo basics() {
        until(JXL_DEC_BASIC_INFO);
        JxlBasicInfo info{};
        must(JxlDecoderGetBasicInfo(m_decoder.get(), &info));
        return info;
    }
    JxlDecoder* get() const { return m_decoder.get(); }

private:
    const Source& m_source;
    std::unique_ptr<void, DestroyRunner> m_runner;
    std::unique_ptr<JxlDecoder, DestroyDecoder> m_decoder;
};

bool isTurned(const JxlBasicInfo& info) { return info.orientation >= JXL_ORIENT_TRANSPOSE; }

// After the orientation, which the library applies.
Size sizeOf(const JxlBasicInfo& info) {
    const auto side = [](std::uint32_t value) { return static_cast<int>(std::min(value, 0x7FFFFFFFu)); };
    return isTurned(info) ? Size{side(info.ysize), side(info.xsize)} : Size{side(info.xsize), side(info.ysize)};
}

Bytes profileOf(const JxlReader& reader) {
    std::size_t size = 0;
#if defined(JPEGXL_NUMERIC_VERSION) && JPEGXL_NUMERIC_VERSION >= JPEGXL_COMPUTE_NUMERIC_VERSION(0, 9, 0)
    if (JxlDecoderGetICCProfileSize(reader.get(), JXL_COLOR_PROFILE_TARGET_DATA, &size) != JXL_DEC_SUCCESS) return {};
    Bytes icc(size);
    const auto status = JxlDecoderGetColorAsICCProfile(reader.get(), JXL_COLOR_PROFILE_TARGET_DATA, icc.data(), size);
#else
    if (JxlDecoderGetICCProfileSize(reader.get(), nullptr, JXL_COLOR_PROFILE_TARGET_DATA, &size) != JXL_DEC_SUCCESS)
        return {};
    Bytes icc(size);
    const auto status =
        JxlDecoderGetColorAsICCProfile(reader.get(), nullptr, JXL_COLOR_PROFILE_TARGET_DATA, icc.data(), size);
#endif
    return status == JXL_DEC_SUCCESS ? icc : Bytes{};
}

// EXIF and XMP stand in boxes of their own around the codestream.
Attachments blocksOf(ByteView file) {
    Attachments blocks;
    std::size_t at = 0;
    while (at + 8 <= file.size()) {
        std::size_t length = u32(file, at, ByteOrder::Big);
        if (length == 0) length = file.size() - at;
        if (length < 8 || length > file.size() - at) break;
        const ByteView body = file.subspan(at + 8, length - 8);
        const std::size_t start = 4 + std::size_t(u32(body, 0, ByteOrder::Big));
        if (hasTextAt(file, at + 4, "Exif") && start < body.size())
            blocks.exif.assign(body.begin() + static_cast<std::ptrdiff_t>(start), body.end());
        if (hasTextAt(file, at + 4, "xml ")) blocks.xmp.assign(body.begin(), body.end());
        at += length;
    }
    return blocks;
}

}  // namespace

Probe probeJxl(const Source& source) {
    JxlReader reader(source, JXL_DEC_BASIC_INFO);
    const JxlBasicInfo info = reader.basics();
    Probe probe;
    probe.header.format = Format::Jxl;
    probe.header.size = sizeOf(info);
    probe.header.bitsPerChannel = static_cast<int>(info.bits_per_sample);
    probe.channels = info.alpha_bits > 0 ? 4 : 3;
    return probe;
}

Decoded decodeJxl(const Source& source) {
    JxlReader reader(source, JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | JXL_DEC_FULL_IMAGE);
    const JxlBasicInfo info = reader.basics();
    const bool deep = info.bits_per_sample > 8;
    Decoded decoded;
    decoded.picture = Image(sizeOf(info), info.alpha_bits > 0 ? 4 : 3, deep ? Depth::U16 : Depth::U8);
    reader.until(JXL_DEC_COLOR_ENCODING);
    decoded.icc = profileOf(reader);
    reader.until(JXL_DEC_NEED_IMAGE_OUT_BUFFER);
    Image& picture = decoded.picture;
    const JxlPixelFormat format{static_cast<std::uint32_t>(picture.channels()), deep ? JXL_TYPE_UINT16 : JXL_TYPE_UINT8,
                                JXL_NATIVE_ENDIAN, 0};
    std::size_t size = 0;
    reader.must(JxlDecoderImageOutBufferSize(reader.get(), &format, &size));
    if (size != picture.byteSize()) failDamaged(source, Format::Jxl, "its picture is not of the size its header says");
    reader.must(JxlDecoderSetImageOutBuffer(reader.get(), &format, picture.mutableData(), picture.byteSize()));
    reader.until(JXL_DEC_FULL_IMAGE);
    picture.attachments = blocksOf(source.bytes);
    picture.origin.multipleFrames = info.have_animation != 0;
    picture.origin.grey = info.num_color_channels == 1;
    decoded.orientation = 1;
    return decoded;
}

}  // namespace tintype::image

#endif
