#include <webp/encode.h>
#include <webp/mux.h>

#include <algorithm>
#include <memory>

#include "core/image/codec.h"

namespace tintype::image {
namespace {

const char* reasonOf(WebPEncodingError error) {
    switch (error) {
        case VP8_ENC_ERROR_OUT_OF_MEMORY:
        case VP8_ENC_ERROR_BITSTREAM_OUT_OF_MEMORY: return "there is not enough memory";
        case VP8_ENC_ERROR_FILE_TOO_BIG:
        case VP8_ENC_ERROR_PARTITION_OVERFLOW:
        case VP8_ENC_ERROR_PARTITION0_OVERFLOW: return "the picture holds too much detail for this quality";
        default: return "the encoder failed";
    }
}

WebPConfig configFor(const Image& picture, const WriteOptions& options) {
    WebPConfig config;
    const int source = picture.origin.jpegQuality > 0 ? picture.origin.jpegQuality : 92;
    const int quality = std::clamp(options.quality > 0 ? options.quality : source, 1, 100);
    if (!WebPConfigPreset(&config, WEBP_PRESET_PHOTO, static_cast<float>(quality)))
        failEncoding(Format::WebP, "the library is of another version");
    if (options.lossless) WebPConfigLosslessPreset(&config, 4);
    config.exact = options.lossless ? 1 : 0;  // keeps the colours under full transparency
    config.thread_level = 1;
    return config;
}

class Encoder {
public:
    explicit Encoder(const Image& picture) {
        WebPMemoryWriterInit(&m_writer);
        if (!WebPPictureInit(&m_picture)) failEncoding(Format::WebP, "the library is of another version");
        m_picture.width = picture.width();
        m_picture.height = picture.height();
        m_picture.writer = WebPMemoryWrite;
        m_picture.custom_ptr = &m_writer;
    }
    ~Encoder() {
        WebPPictureFree(&m_picture);
        WebPMemoryWriterClear(&m_writer);
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    void run(const Image& picture, const WebPConfig& config) {
        m_picture.use_argb = config.lossless;
        const auto import = picture.hasAlpha() ? WebPPictureImportRGBA : WebPPictureImportRGB;
        if (!import(&m_picture, picture.data(), static_cast<int>(picture.rowBytes())))
            failEncoding(Format::WebP, "there is not enough memory");
        if (!WebPEncode(&config, &m_picture)) failEncoding(Format::WebP, reasonOf(m_picture.error_code));
    }
    WebPData result() const { return {m_writer.mem, m_writer.size}; }

private:
    WebPPicture m_picture{};
    WebPMemoryWriter m_writer{};
};

void addChunk(WebPMux* mux, const char* name, const Bytes& bytes) {
    if (bytes.empty()) return;
    const WebPData data{bytes.data(), bytes.size()};
    if (WebPMuxSetChunk(mux, name, &data, 0) != WEBP_MUX_OK) failEncoding(Format::WebP, "its metadata do not fit");
}

Bytes withChunks(const WebPData& picture, const Embedded& embedded) {
    if (embedded.icc.empty() && embedded.exif.empty() && embedded.xmp.empty())
        return {picture.bytes, picture.bytes + picture.size};
    const std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)> mux(WebPMuxNew(), &WebPMuxDelete);
    if (!mux || WebPMuxSetImage(mux.get(), &picture, 0) != WEBP_MUX_OK)
        failEncoding(Format::WebP, "there is not enough memory");
    addChunk(mux.get(), "ICCP", embedded.icc);
    addChunk(mux.get(), "EXIF", embedded.exif);
    addChunk(mux.get(), "XMP ", embedded.xmp);
    WebPData whole{};
    const WebPMuxError error = WebPMuxAssemble(mux.get(), &whole);
    Bytes bytes(whole.bytes, whole.bytes + whole.size);
    WebPDataClear(&whole);
    if (error != WEBP_MUX_OK) failEncoding(Format::WebP, "its metadata do not fit");
    return bytes;
}

}  // namespace

Bytes encodeWebp(const Image& picture, const WriteOptions& options, const Embedded& embedded) {
    if (picture.size().longSide() > WEBP_MAX_DIMENSION)
        failEncoding(Format::WebP, "WebP holds at most " + std::to_string(WEBP_MAX_DIMENSION) + " pixels a side");
    const Image bytes = toDepth8(picture);
    Encoder encoder(bytes);
    encoder.run(bytes, configFor(picture, options));
    return withChunks(encoder.result(), embedded);
}

}  // namespace tintype::image
