// MP4 and WebM: encoded and muxed by libav into a part file.
#include <algorithm>
#include <cerrno>
#include <optional>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/image/write.h"
#include "core/video/encoder.h"
#include "core/video/hardware_encoder.h"
#include "core/video/sink.h"
#include "core/video/sound.h"
#include "core/video/yuv.h"

namespace tintype::video {
namespace {

bool isDiskError(int error) {
    for (const int known : {ENOSPC, EDQUOT, EIO, EFBIG, EROFS, EACCES, EPERM, ENOENT})
        if (error == AVERROR(known)) return true;
    return false;
}

std::string lastPart(const std::filesystem::path& target) {
    const std::string extension = target.extension().string();
    return extension.empty() ? extension : extension.substr(1);
}

class StreamSink : public Sink {
public:
    explicit StreamSink(const SinkOrder& order);
    void add(const image::Image& frame) override;
    void finish() override;
    std::string encoder() const override { return m_codec->codec->name; }

private:
    void openContainer();
    void addVideo(const SinkOrder& order);
    void addSound(const SinkOrder& order);
    void addPoster(const SinkOrder& order);
    void noteEncoder(const SinkOrder& order) const;
    void writeHeader();
    void writePoster();
    void encode(const AVFrame* frame);
    void writePacket();
    void check(int error) const;
    double videoSeconds(std::int64_t frame) const { return frame * av_q2d(m_codec->time_base); }

    std::filesystem::path m_target;
    WriterOptions m_options;
    PartFile m_part;
    ToYuv m_colours;
    Format m_output;
    Codec m_codec;
    Packet m_packet = makePacket();
    std::optional<Sound> m_sound;
    image::Bytes m_poster;  // as JPEG; empty: none
    int m_posterStream = -1;
    std::int64_t m_frames = 0;
};

StreamSink::StreamSink(const SinkOrder& order)
    : m_target(order.target), m_options(order.options), m_part(order.target), m_colours(order.size) {
    openContainer();
    addVideo(order);
    addSound(order);
    addPoster(order);
    writeHeader();
    writePoster();
    noteEncoder(order);
}

void StreamSink::check(int error) const {
    if (error >= 0) return;
    if (isDiskError(error))
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be written: %2."),
                    {displayName(m_target), errorText(error)});
    throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "Encoding %1 failed: %2."),
                {displayName(m_target), errorText(error)});
}

void StreamSink::openContainer() {
    const bool webm = m_options.container == Container::WebM;
    const char* muxer = webm ? "webm" : lastPart(m_target) == "mov" ? "mov" : "mp4";
    AVFormatContext* raw = nullptr;
    const std::string url = fileUrl(m_part.path());
    check(avformat_alloc_output_context2(&raw, nullptr, muxer, url.c_str()));
    m_output.reset(raw);
    m_output->flags |= AVFMT_FLAG_BITEXACT;  // the same frames make the same bytes
    check(avio_open(&m_output->pb, url.c_str(), AVIO_FLAG_WRITE));
}

void StreamSink::addVideo(const SinkOrder& order) {
    const EncoderSettings settings{m_colours.size(), m_options.rate, m_options.crf,
                                   (m_output->oformat->flags & AVFMT_GLOBALHEADER) != 0};
    m_codec = openEncoder(encoderNames(m_options.container, m_options.codec, m_options.hardware), settings);
    m_colours = ToYuv(order.size, m_codec->colorspace);
    if (m_colours.size() != order.size)
        order.notes->push_back({TINTYPE_NOOP("core", "The clip measures %1 x %2 pixels: both sides must be even."),
                                {std::to_string(m_colours.size().width), std::to_string(m_colours.size().height)}});
    AVStream* stream = avformat_new_stream(m_output.get(), nullptr);
    if (!stream) throw std::bad_alloc();
    check(avcodec_parameters_from_context(stream->codecpar, m_codec.get()));
    if (m_codec->codec_id == AV_CODEC_ID_HEVC && m_options.container == Container::Mp4)
        stream->codecpar->codec_tag = MKTAG('h', 'v', 'c', '1');  // Apple's players want this name
    stream->time_base = m_codec->time_base;
    stream->avg_frame_rate = m_codec->framerate;
    stream->r_frame_rate = m_codec->framerate;
}

void StreamSink::addSound(const SinkOrder& order) {
    if (m_options.audioFrom.empty()) return;
    m_sound.emplace(m_options.audioFrom, m_options.audioStart);
    if (!m_sound->present()) {
        m_sound.reset();
    } else if (!m_sound->addTo(*m_output)) {
        order.notes->push_back({TINTYPE_NOOP("core", "The sound (%1) was left out: a %2 clip cannot hold it."),
                                {m_sound->codec(), m_options.container == Container::WebM ? "WebM" : "MP4"}});
        m_sound.reset();
    }
}

void StreamSink::addPoster(const SinkOrder& order) {
    if (m_options.poster.empty()) return;
    if (m_options.container != Container::Mp4)
        return order.notes->push_back({TINTYPE_NOOP("core", "The poster was left out: this kind of clip has none."), {}});
    image::WriteOptions options;
    options.format = image::Format::Jpeg;
    m_poster = image::encode(m_options.poster, options);
    AVStream* stream = avformat_new_stream(m_output.get(), nullptr);
    if (!stream) throw std::bad_alloc();
    stream->codecpar->codec_type = AVMEDIA_TYPE_VIDEO;
    stream->codecpar->codec_id = AV_CODEC_ID_MJPEG;
    stream->codecpar->width = m_options.poster.width();
    stream->codecpar->height = m_options.poster.height();
    stream->disposition = AV_DISPOSITION_ATTACHED_PIC;
    m_posterStream = stream->index;
}

void StreamSink::noteEncoder(const SinkOrder& order) const {
    const std::string name = m_codec->codec->name;
    if (m_options.hardware == Hardware::Auto && isHardwareEncoder(name))
        order.notes->push_back({TINTYPE_NOOP("core", "The graphics card encodes the clip (%1)."), {name}});
}

void StreamSink::writeHeader() {
    const bool mp4 = m_options.container == Container::Mp4;
    // A file has room for either: tags of any name, or the usual tags and a poster.
    const bool usualTags = mp4 && !m_poster.empty();
    if (!m_options.recipe.empty()) av_dict_set(&m_output->metadata, usualTags ? "comment" : "tintype", m_options.recipe.c_str(), 0);
    Options options;
    if (mp4) options.set("movflags", usualTags ? "faststart" : "faststart+use_metadata_tags");
    check(avformat_write_header(m_output.get(), options.address()));
}

void StreamSink::writePoster() {
    if (m_poster.empty()) return;
    const Packet packet = makePacket();
    if (av_new_packet(packet.get(), static_cast<int>(m_poster.size())) < 0) throw std::bad_alloc();
    std::copy(m_poster.begin(), m_poster.end(), packet->data);
    packet->stream_index = m_posterStream;
    packet->pts = packet->dts = 0;
    packet->flags |= AV_PKT_FLAG_KEY;
    check(av_write_frame(m_output.get(), packet.get()));
}

void StreamSink::add(const image::Image& frame) {
    const Frame yuv = m_colours.convert(frame);
    yuv->pts = m_frames++;
    if (m_codec->hw_frames_ctx) encode(uploaded(*m_codec, *yuv).get());
    else encode(yuv.get());
}

void StreamSink::encode(const AVFrame* frame) {
    check(avcodec_send_frame(m_codec.get(), frame));
    for (;;) {
        const int error = avcodec_receive_packet(m_codec.get(), m_packet.get());
        if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return;
        check(error);
        writePacket();
    }
}

void StreamSink::writePacket() {
    if (m_packet->duration == 0) m_packet->duration = 1;
    if (m_sound) check(m_sound->copyUntil(m_packet->dts * av_q2d(m_codec->time_base)));
    m_packet->stream_index = 0;
    av_packet_rescale_ts(m_packet.get(), m_codec->time_base, m_output->streams[0]->time_base);
    check(av_interleaved_write_frame(m_output.get(), m_packet.get()));
    check(m_output->pb->error);
}

void StreamSink::finish() {
    encode(nullptr);
    if (m_sound) check(m_sound->copyUntil(videoSeconds(m_frames)));
    check(av_write_trailer(m_output.get()));
    check(m_output->pb->error);
    check(avio_closep(&m_output->pb));
    m_part.commit();
}

}  // namespace

std::unique_ptr<Sink> makeStreamSink(const SinkOrder& order) { return std::make_unique<StreamSink>(order); }

}  // namespace tintype::video
