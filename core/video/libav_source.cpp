// Frames of a clip through libavformat and libavcodec.
#include <algorithm>
#include <cmath>
#include <deque>
#include <string_view>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/video/gif_comment.h"
#include "core/video/open_clip.h"
#include "core/video/orientation.h"
#include "core/video/source.h"
#include "core/video/yuv.h"

namespace tintype::video {
namespace {

constexpr std::int64_t kMostPixels = 1 << 27;  // 134 megapixels a frame
constexpr std::size_t kMostTimes = 3000;       // frames whose times are looked at
constexpr int kMostBadPacketsAtStart = 64;     // a recording may begin in the middle of a group of pictures

double known(std::int64_t time, AVRational base) { return time == AV_NOPTS_VALUE ? 0.0 : time * av_q2d(base); }

class LibavSource : public Source {
public:
    explicit LibavSource(const std::filesystem::path& path);
    const ClipHeader& header() const override { return m_header; }
    std::optional<image::Image> next() override;
    double seconds() const override { return m_seconds; }
    bool damaged() const override { return m_damaged; }
    Timing timing() const override;
    void seek(double seconds) override;

private:
    struct Decoded {
        Frame frame;
        double time = 0.0;
    };

    void open();
    void openDecoder(const AVCodec& decoder);
    void describe(const AVFrame& first);
    std::int64_t countFrames() const;
    std::string findRecipe() const;
    double lengthOf() const;
    bool feed();
    void noteEnd();
    std::optional<Decoded> decode();
    std::optional<Decoded> timed(Frame frame);
    bool tolerate();
    bool jumpBefore(double seconds);
    AVStream& stream() const { return *m_format->streams[m_stream]; }

    std::filesystem::path m_path;
    Format m_format;
    Codec m_codec;
    Packet m_packet = makePacket();
    int m_stream = -1;
    ClipHeader m_header;
    Orientation m_orientation;
    Size m_stored;  // of the frames before they are turned, pixels made square
    ToRgb m_colours;
    std::deque<Decoded> m_ahead;
    std::int64_t m_start = AV_NOPTS_VALUE;  // of the first frame
    double m_seconds = 0.0;
    double m_lastTime = 0.0;
    double m_packetsEnd = 0.0;  // of all streams, seconds from the container's start
    std::int64_t m_decoded = 0;
    int m_badAtStart = 0;
    bool m_draining = false;
    bool m_damageAhead = false;  // met, but earlier frames are still in the decoder
    bool m_damaged = false;
    bool m_skipping = false;  // after a jump: frames before the place that was asked for
};

LibavSource::LibavSource(const std::filesystem::path& path) : m_path(path) {
    open();
    std::optional<Decoded> first = decode();
    if (!first)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is damaged: not one frame of it can be decoded."),
                    {displayName(path)});
    describe(*first->frame);
    m_ahead.push_back(std::move(*first));
}

void LibavSource::open() {
    m_format = openClip(m_path);
    for (unsigned i = 0; i < m_format->nb_streams; ++i)
        if (m_format->streams[i]->disposition & AV_DISPOSITION_ATTACHED_PIC)
            m_format->streams[i]->discard = AVDISCARD_ALL;  // a cover is no clip
    const AVCodec* decoder = nullptr;
    m_stream = av_find_best_stream(m_format.get(), AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
    if (m_stream == AVERROR_DECODER_NOT_FOUND)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "No decoder is installed for the clip %1."),
                    {displayName(m_path)});
    if (m_stream < 0 || (stream().disposition & AV_DISPOSITION_ATTACHED_PIC))
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 has no video in it."), {displayName(m_path)});
    checkFrameSize({stream().codecpar->width, stream().codecpar->height}, m_path);
    openDecoder(*decoder);
    m_ahead.clear();
    m_draining = m_damageAhead = m_damaged = m_skipping = false;
    m_badAtStart = 0;
    m_decoded = 0;
    m_packetsEnd = 0.0;
}

void LibavSource::openDecoder(const AVCodec& decoder) {
    m_codec.reset(avcodec_alloc_context3(&decoder));
    if (!m_codec || avcodec_parameters_to_context(m_codec.get(), stream().codecpar) < 0) throw std::bad_alloc();
    m_codec->pkt_timebase = stream().time_base;
    m_codec->max_pixels = kMostPixels;
    m_codec->thread_count = 0;
    if (const int error = avcodec_open2(m_codec.get(), &decoder, nullptr); error < 0)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 cannot be decoded: %2."),
                    {displayName(m_path), errorText(error)});
}

void LibavSource::describe(const AVFrame& first) {
    const AVRational aspect = av_guess_sample_aspect_ratio(m_format.get(), &stream(), nullptr);
    m_stored = {first.width, first.height};
    if (aspect.num > 0 && aspect.den > 0 && aspect.num != aspect.den)
        m_stored.width = std::max(1, static_cast<int>(std::lround(first.width * av_q2d(aspect))));
    checkFrameSize(m_stored, m_path);
    m_orientation = orientationOf(reinterpret_cast<const std::int32_t*>(
        av_stream_get_side_data(&stream(), AV_PKT_DATA_DISPLAYMATRIX, nullptr)));
    m_header.size = m_orientation.swapsSides ? Size{m_stored.height, m_stored.width} : m_stored;
    m_header.rotation = m_orientation.degrees;
    AVRational rate = av_guess_frame_rate(m_format.get(), &stream(), nullptr);
    if (stream().avg_frame_rate.num > 0 && stream().avg_frame_rate.den > 0) rate = stream().avg_frame_rate;
    if (rate.num > 0 && rate.den > 0) m_header.rate = {rate.num, rate.den};
    m_header.seconds = lengthOf();
    m_header.frames = countFrames();
    const int sound = av_find_best_stream(m_format.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    m_header.hasAudio = sound >= 0;
    if (sound >= 0) m_header.soundBits = static_cast<double>(m_format->streams[sound]->codecpar->bit_rate);
    m_header.codec = avcodec_get_name(stream().codecpar->codec_id);
    m_header.recipe = findRecipe();
    if (m_start != AV_NOPTS_VALUE)
        m_header.lead = std::max(0.0, m_start * av_q2d(stream().time_base) - std::max(0.0, known(m_format->start_time, AV_TIME_BASE_Q)));
}

// With a reader of its own: this one stays where it is.
Timing LibavSource::timing() const {
    const Format format = openClip(m_path);
    const Packet packet = makePacket();
    std::vector<double> seconds;
    while (seconds.size() < kMostTimes && av_read_frame(format.get(), packet.get()) >= 0) {
        if (packet->stream_index == m_stream && packet->pts != AV_NOPTS_VALUE && !(packet->flags & AV_PKT_FLAG_DISCARD))
            seconds.push_back(packet->pts * av_q2d(stream().time_base));
        av_packet_unref(packet.get());
    }
    return timingOf(std::move(seconds), m_header.rate);
}

double LibavSource::lengthOf() const {
    if (stream().duration > 0) return known(stream().duration, stream().time_base);
    if (m_format->duration > 0) return known(m_format->duration, AV_TIME_BASE_Q);
    return stream().nb_frames > 0 ? stream().nb_frames / m_header.rate.perSecond() : 0.0;
}

std::int64_t LibavSource::countFrames() const {
    if (stream().nb_frames > 0) return stream().nb_frames;
    return std::llround(m_header.seconds * m_header.rate.perSecond());
}

std::string LibavSource::findRecipe() const {
    if (const AVDictionaryEntry* own = av_dict_get(m_format->metadata, "tintype", nullptr, 0)) return own->value;
    if (std::string(m_format->iformat->name) == "gif") return gifComment(m_path);
    const AVDictionaryEntry* comment = av_dict_get(m_format->metadata, "comment", nullptr, 0);
    return comment && std::string(comment->value).starts_with("{\"tintype\"") ? comment->value : std::string();
}

bool LibavSource::tolerate() { return m_skipping || (m_decoded == 0 && ++m_badAtStart <= kMostBadPacketsAtStart); }

// Gives the decoder one more packet, or tells it that there are no more. False when it was already told.
bool LibavSource::feed() {
    if (m_draining) return false;
    av_packet_unref(m_packet.get());
    const int read = m_damageAhead ? AVERROR_EOF : av_read_frame(m_format.get(), m_packet.get());
    if (read < 0) {
        m_draining = true;
        if (read != AVERROR_EOF) m_damageAhead = true;
        noteEnd();
        avcodec_send_packet(m_codec.get(), nullptr);
        return true;
    }
    const AVStream& from = *m_format->streams[m_packet->stream_index];
    if (m_packet->pts != AV_NOPTS_VALUE)
        m_packetsEnd = std::max(m_packetsEnd, (m_packet->pts + m_packet->duration) * av_q2d(from.time_base) -
                                                  known(m_format->start_time, AV_TIME_BASE_Q));
    if (m_packet->stream_index != m_stream) return true;
    if (avcodec_send_packet(m_codec.get(), m_packet.get()) < 0 && !tolerate()) m_damageAhead = true;
    return true;
}

// A container that ends well before the length its header gives was cut.
void LibavSource::noteEnd() {
    const bool exact = m_format->duration > 0 && m_format->duration_estimation_method != AVFMT_DURATION_FROM_BITRATE;
    const double length = known(m_format->duration, AV_TIME_BASE_Q);
    const double slack = std::max({0.25, 3.0 / m_header.rate.perSecond(), 0.02 * length});
    if (exact && m_packetsEnd > 0.0 && m_packetsEnd < length - slack) m_damageAhead = true;
}

std::optional<LibavSource::Decoded> LibavSource::decode() {
    Frame frame = makeFrame();
    while (!m_damaged) {
        const int received = avcodec_receive_frame(m_codec.get(), frame.get());
        if (received == 0) {
            const bool broken = frame->decode_error_flags || (frame->flags & AV_FRAME_FLAG_CORRUPT);
            if (!broken) return timed(std::move(frame));
            if (!tolerate()) m_damaged = true;
        } else if (received == AVERROR(EAGAIN)) {
            feed();
        } else if (received == AVERROR_EOF) {
            m_damaged = m_damageAhead;
            return std::nullopt;
        } else if (!tolerate()) {
            m_damaged = true;
        }
    }
    return std::nullopt;
}

std::optional<LibavSource::Decoded> LibavSource::timed(Frame frame) {
    const std::int64_t stamp = frame->best_effort_timestamp;
    if (m_start == AV_NOPTS_VALUE) m_start = stamp;
    const bool dated = stamp != AV_NOPTS_VALUE && m_start != AV_NOPTS_VALUE;
    const double expected = m_decoded == 0 ? 0.0 : m_lastTime + 1.0 / m_header.rate.perSecond();
    m_lastTime = dated ? (stamp - m_start) * av_q2d(stream().time_base) : expected;
    ++m_decoded;
    return Decoded{std::move(frame), m_lastTime};
}

std::optional<image::Image> LibavSource::next() {
    if (m_ahead.empty()) {
        std::optional<Decoded> more = decode();
        if (!more) return std::nullopt;
        m_ahead.push_back(std::move(*more));
    }
    const Decoded decoded = std::move(m_ahead.front());
    m_ahead.pop_front();
    m_seconds = decoded.time;
    checkFrameSize({decoded.frame->width, decoded.frame->height}, m_path);
    return upright(m_colours.convert(*decoded.frame, m_stored), m_orientation);
}

// Puts the decoder on a key frame at or before the place; false when the container cannot. Others than these two
// families give times after a jump that differ from those met on the way: they are read from their start.
bool LibavSource::jumpBefore(double seconds) {
    const std::string_view name = m_format->iformat->name;
    if (!name.starts_with("mov,") && !name.starts_with("matroska,")) return false;
    const std::int64_t start = m_start == AV_NOPTS_VALUE ? 0 : m_start;
    const std::int64_t target = start + std::llround(std::floor(seconds / av_q2d(stream().time_base)));
    if (avformat_seek_file(m_format.get(), m_stream, INT64_MIN, target, target, 0) < 0) return false;
    avcodec_flush_buffers(m_codec.get());
    m_ahead.clear();
    m_draining = m_damageAhead = m_damaged = false;
    return true;
}

void LibavSource::seek(double seconds) {
    constexpr double kHalfTick = 1e-4;
    seconds = std::isfinite(seconds) ? std::max(0.0, seconds) : 0.0;
    bool jumped = seconds > 0.0 && jumpBefore(seconds);
    m_skipping = jumped;
    std::optional<Decoded> shown = jumped ? decode() : std::nullopt;
    if (!shown || shown->time > seconds + kHalfTick) {
        open();
        shown = decode();
    }
    std::optional<Decoded> following;
    while (shown && (following = decode()) && following->time <= seconds + kHalfTick) shown = std::move(following);
    m_skipping = false;
    if (shown) m_ahead.push_back(std::move(*shown));
    if (following) m_ahead.push_back(std::move(*following));
}

}  // namespace

std::unique_ptr<Source> openLibavSource(const std::filesystem::path& path) {
    return std::make_unique<LibavSource>(path);
}

void checkFrameSize(Size size, const std::filesystem::path& path) {
    if (!size.empty() && size.area() <= kMostPixels && size.longSide() <= 65535) return;
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The frames of %1 measure %2 x %3 pixels, which cannot be read."),
                {displayName(path), std::to_string(size.width), std::to_string(size.height)});
}

}  // namespace tintype::video
