// Animated WebP through libwebp. Frames are compressed as they come; only the compressed clip is held.
#include <webp/encode.h>
#include <webp/mux.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/video/sink.h"
#include "core/video/webp_recipe.h"

namespace tintype::video {
namespace {

struct FreeWebP {
    void operator()(WebPAnimEncoder* encoder) const { WebPAnimEncoderDelete(encoder); }
    void operator()(WebPMux* mux) const { WebPMuxDelete(mux); }
};

struct Picture : WebPPicture {
    Picture() { WebPPictureInit(this); }
    ~Picture() { WebPPictureFree(this); }
};

struct Data : WebPData {
    Data() { WebPDataInit(this); }
    ~Data() { WebPDataClear(this); }
};

// x264's 17 is about WebP's 86, 23 about 75.
float qualityOf(int crf) { return std::clamp(117.0f - 1.83f * static_cast<float>(crf), 1.0f, 100.0f); }

class WebPSink : public Sink {
public:
    explicit WebPSink(const SinkOrder& order);
    void add(const image::Image& frame) override;
    void finish() override;
    std::string encoder() const override { return "libwebp_anim"; }
    bool keepsAlpha() const override { return true; }

private:
    [[noreturn]] void fail(const std::string& reason) const;
    int millisecondsOf(std::int64_t frame) const;

    std::filesystem::path m_target;
    WriterOptions m_options;
    std::unique_ptr<WebPAnimEncoder, FreeWebP> m_encoder;
    WebPConfig m_config;
    std::int64_t m_frames = 0;
};

WebPSink::WebPSink(const SinkOrder& order) : m_target(order.target), m_options(order.options) {
    WebPAnimEncoderOptions options;
    if (!WebPAnimEncoderOptionsInit(&options) || !WebPConfigInit(&m_config)) fail("libwebp");
    m_config.quality = qualityOf(m_options.crf);
    m_config.method = 4;
    m_config.thread_level = 1;
    if (order.size.longSide() <= WEBP_MAX_DIMENSION)
        m_encoder.reset(WebPAnimEncoderNew(order.size.width, order.size.height, &options));
    if (!m_encoder)
        throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "A WebP clip of %1 x %2 pixels cannot be made."),
                    {std::to_string(order.size.width), std::to_string(order.size.height)});
}

void WebPSink::fail(const std::string& reason) const {
    throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "Encoding %1 failed: %2."), {displayName(m_target), reason});
}

int WebPSink::millisecondsOf(std::int64_t frame) const {
    return static_cast<int>(std::llround(frame * 1000.0 / m_options.rate.perSecond()));
}

void WebPSink::add(const image::Image& frame) {
    Picture picture;
    picture.width = frame.width();
    picture.height = frame.height();
    picture.use_argb = 1;
    const int stride = static_cast<int>(frame.rowBytes());
    const int imported = frame.hasAlpha() ? WebPPictureImportRGBA(&picture, frame.data(), stride)
                                          : WebPPictureImportRGB(&picture, frame.data(), stride);
    if (!imported) throw std::bad_alloc();
    if (!WebPAnimEncoderAdd(m_encoder.get(), &picture, millisecondsOf(m_frames++), &m_config))
        fail(WebPAnimEncoderGetError(m_encoder.get()));
}

void WebPSink::finish() {
    Data clip;
    if (!WebPAnimEncoderAdd(m_encoder.get(), nullptr, millisecondsOf(m_frames), nullptr) ||
        !WebPAnimEncoderAssemble(m_encoder.get(), &clip))
        fail(WebPAnimEncoderGetError(m_encoder.get()));
    m_encoder.reset();
    if (m_options.recipe.empty()) return writeFileSafely(m_target, {clip.bytes, clip.size});
    const std::unique_ptr<WebPMux, FreeWebP> mux(WebPMuxCreate(&clip, 0));
    const std::string packet = xmpWithRecipe(m_options.recipe);
    const WebPData xmp{reinterpret_cast<const std::uint8_t*>(packet.data()), packet.size()};
    Data whole;
    if (!mux || WebPMuxSetChunk(mux.get(), "XMP ", &xmp, 0) != WEBP_MUX_OK ||
        WebPMuxAssemble(mux.get(), &whole) != WEBP_MUX_OK)
        fail("XMP");
    writeFileSafely(m_target, {whole.bytes, whole.size});
}

}  // namespace

std::unique_ptr<Sink> makeWebPSink(const SinkOrder& order) { return std::make_unique<WebPSink>(order); }

}  // namespace tintype::video
