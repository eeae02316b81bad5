// GIF: own palettes and dithering, packed and muxed by libav into a part file.
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/video/gif_comment.h"
#include "core/video/libav.h"
#include "core/video/palette.h"
#include "core/video/sink.h"

namespace tintype::video {
namespace {

constexpr int kColours = 255;             // one place is left for "as before"
constexpr AVRational kTick = {1, 100};    // GIF counts in hundredths of a second
constexpr int kShortestDelay = 2;         // viewers slow down anything shorter
constexpr double kPaletteWornOut = 1.25;  // a new palette when the error has grown by this factor

class GifSink : public Sink {
public:
    explicit GifSink(const SinkOrder& order);
    void add(const image::Image& frame) override;
    void finish() override;
    std::string encoder() const override { return "gif"; }

private:
    void openEncoder(Size size);
    void openContainer();
    void choosePalette(const image::Image& frame);
    std::vector<std::uint8_t> indicesOf(const image::Image& frame);
    Frame palFrame(const std::vector<std::uint8_t>& indices) const;
    void encode(const AVFrame* frame);
    void check(int error) const;
    std::int64_t tickOf(std::int64_t frame) const;

    std::filesystem::path m_target;
    WriterOptions m_options;
    PartFile m_part;
    Format m_output;
    Codec m_codec;
    Packet m_packet = makePacket();
    Palette m_palette;
    double m_paletteError = 0.0;
    bool m_paletteChanged = false;
    image::Image m_before;
    std::vector<std::uint8_t> m_indicesBefore;
    std::int64_t m_frames = 0;
    std::int64_t m_lastTick = -kShortestDelay;
};

GifSink::GifSink(const SinkOrder& order) : m_target(order.target), m_options(order.options), m_part(order.target) {
    if (m_options.rate.perSecond() * kShortestDelay > 100.0)
        order.notes->push_back({TINTYPE_NOOP("core", "A GIF shows at most 50 frames a second: frames in between were left out."), {}});
    openEncoder(order.size);
    openContainer();
}

void GifSink::check(int error) const {
    if (error >= 0) return;
    const bool media = error == AVERROR_INVALIDDATA || error == AVERROR(EINVAL) || error == AVERROR_EXTERNAL;
    throw Error(media ? ErrorKind::Media : ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be written: %2."),
                {displayName(m_target), errorText(error)});
}

void GifSink::openEncoder(Size size) {
    const AVCodec* codec = avcodec_find_encoder(AV_CODEC_ID_GIF);
    m_codec.reset(codec ? avcodec_alloc_context3(codec) : nullptr);
    if (m_codec) {
        m_codec->width = size.width;
        m_codec->height = size.height;
        m_codec->pix_fmt = AV_PIX_FMT_PAL8;
        m_codec->time_base = kTick;
    }
    if (!m_codec || avcodec_open2(m_codec.get(), codec, nullptr) < 0)
        throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "A GIF of %1 x %2 pixels cannot be made here."),
                    {std::to_string(size.width), std::to_string(size.height)});
}

void GifSink::openContainer() {
    AVFormatContext* raw = nullptr;
    const std::string url = fileUrl(m_part.path());
    check(avformat_alloc_output_context2(&raw, nullptr, "gif", url.c_str()));
    m_output.reset(raw);
    AVStream* stream = avformat_new_stream(raw, nullptr);
    if (!stream) throw std::bad_alloc();
    check(avcodec_parameters_from_context(stream->codecpar, m_codec.get()));
    stream->time_base = kTick;
    check(avio_open(&m_output->pb, url.c_str(), AVIO_FLAG_WRITE));
    check(avformat_write_header(m_output.get(), nullptr));
}

std::int64_t GifSink::tickOf(std::int64_t frame) const {
    return av_rescale_rnd(frame, 100LL * m_options.rate.denominator, m_options.rate.numerator, AV_ROUND_NEAR_INF);
}

// Kept while it serves: a new one for every frame makes still areas shimmer.
void GifSink::choosePalette(const image::Image& frame) {
    m_paletteChanged = m_palette.empty() || m_palette.error(frame) > m_paletteError * kPaletteWornOut + 1.0;
    if (!m_paletteChanged) return;
    m_palette = Palette(frame, kColours);
    m_paletteError = m_palette.error(frame);
}

// Pixels that have not changed keep their index, so that dither patterns stand still.
std::vector<std::uint8_t> GifSink::indicesOf(const image::Image& frame) {
    std::vector<std::uint8_t> indices = dithered(frame, m_palette);
    if (!m_paletteChanged && !m_indicesBefore.empty()) {
        const std::uint8_t* now = frame.data();
        const std::uint8_t* before = m_before.data();
        for (std::size_t i = 0; i < indices.size(); ++i)
            if (std::memcmp(now + 3 * i, before + 3 * i, 3) == 0) indices[i] = m_indicesBefore[i];
    }
    m_before = frame;
    m_indicesBefore = indices;
    return indices;
}

Frame GifSink::palFrame(const std::vector<std::uint8_t>& indices) const {
    Frame frame = makeFrame();
    frame->format = AV_PIX_FMT_PAL8;
    frame->width = m_codec->width;
    frame->height = m_codec->height;
    if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::bad_alloc();
    for (int y = 0; y < frame->height; ++y)
        std::memcpy(frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0],
                    indices.data() + static_cast<std::size_t>(y) * frame->width, frame->width);
    std::array<std::uint32_t, 256> colours{};  // 0xAARRGGBB; what is left over is transparent
    for (std::size_t i = 0; i < m_palette.colours().size(); ++i) {
        const Colour& c = m_palette.colours()[i];
        colours[i] = 0xFF000000u | c[0] << 16 | c[1] << 8 | c[2];
    }
    std::memcpy(frame->data[1], colours.data(), sizeof colours);
    frame->palette_has_changed = m_paletteChanged;
    return frame;
}

void GifSink::add(const image::Image& frame) {
    const std::int64_t tick = tickOf(m_frames++);
    if (tick - m_lastTick < kShortestDelay) return;
    m_lastTick = tick;
    choosePalette(frame);
    const Frame pal = palFrame(indicesOf(frame));
    pal->pts = tick;
    encode(pal.get());
}

void GifSink::encode(const AVFrame* frame) {
    check(avcodec_send_frame(m_codec.get(), frame));
    for (;;) {
        const int error = avcodec_receive_packet(m_codec.get(), m_packet.get());
        if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return;
        check(error);
        m_packet->stream_index = 0;
        av_packet_rescale_ts(m_packet.get(), m_codec->time_base, m_output->streams[0]->time_base);
        check(av_interleaved_write_frame(m_output.get(), m_packet.get()));
        check(m_output->pb->error);
    }
}

void GifSink::finish() {
    encode(nullptr);
    const std::int64_t lastDelay = std::max<std::int64_t>(kShortestDelay, tickOf(m_frames) - m_lastTick);
    av_opt_set_int(m_output->priv_data, "final_delay", lastDelay, 0);
    check(av_write_trailer(m_output.get()));
    check(m_output->pb->error);
    check(avio_closep(&m_output->pb));
    if (!m_options.recipe.empty()) appendGifComment(m_part.path(), m_options.recipe);
    m_part.commit();
}

}  // namespace

std::unique_ptr<Sink> makeGifSink(const SinkOrder& order) { return std::make_unique<GifSink>(order); }

}  // namespace tintype::video
