#include "core/video/sound.h"

#include <cmath>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/video/open_clip.h"

namespace tintype::video {

Sound::Sound(const std::filesystem::path& source, double start) : m_input(openClip(source)), m_start(start) {
    m_stream = av_find_best_stream(m_input.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (m_stream < 0) return;
    for (unsigned i = 0; i < m_input->nb_streams; ++i)
        if (static_cast<int>(i) != m_stream) m_input->streams[i]->discard = AVDISCARD_ALL;
    if (m_start > 0.0) av_seek_frame(m_input.get(), -1, std::llround((m_start - 0.5) * AV_TIME_BASE), AVSEEK_FLAG_BACKWARD);
}

std::string Sound::codec() const {
    return present() ? avcodec_get_name(m_input->streams[m_stream]->codecpar->codec_id) : std::string();
}

bool Sound::addTo(AVFormatContext& output) {
    const AVCodecParameters* parameters = m_input->streams[m_stream]->codecpar;
    if (avformat_query_codec(output.oformat, parameters->codec_id, FF_COMPLIANCE_NORMAL) != 1) return false;
    AVStream* stream = avformat_new_stream(&output, nullptr);
    if (!stream || avcodec_parameters_copy(stream->codecpar, parameters) < 0) throw std::bad_alloc();
    stream->codecpar->codec_tag = 0;
    stream->time_base = m_input->streams[m_stream]->time_base;
    m_output = &output;
    m_outputStream = stream->index;
    return true;
}

bool Sound::fetch() {
    if (m_waiting) return true;
    while (!m_ended) {
        av_packet_unref(m_packet.get());
        if (av_read_frame(m_input.get(), m_packet.get()) < 0) {
            m_ended = true;
        } else if (m_packet->stream_index == m_stream && m_packet->pts != AV_NOPTS_VALUE) {
            rebase();
            if (m_packet->pts + m_packet->duration > 0 || m_start <= 0.0) return m_waiting = true;
        }
    }
    return false;
}

// Times of the source become times of the new clip.
void Sound::rebase() {
    const AVRational base = m_input->streams[m_stream]->time_base;
    const double begin = m_input->start_time == AV_NOPTS_VALUE ? 0.0 : m_input->start_time / double(AV_TIME_BASE);
    // A sound that begins before the picture (an encoder's lead-in) keeps its place before zero.
    const std::int64_t shift = std::llround((std::max(0.0, begin) + m_start) / av_q2d(base));
    m_packet->pts -= shift;
    if (m_packet->dts != AV_NOPTS_VALUE) m_packet->dts -= shift;
}

int Sound::copyUntil(double seconds) {
    const AVRational base = m_input->streams[m_stream]->time_base;
    while (fetch()) {
        if (m_packet->pts * av_q2d(base) >= seconds) return 0;
        m_waiting = false;
        m_packet->stream_index = m_outputStream;
        m_packet->pos = -1;
        av_packet_rescale_ts(m_packet.get(), base, m_output->streams[m_outputStream]->time_base);
        if (const int error = av_interleaved_write_frame(m_output, m_packet.get()); error < 0) return error;
    }
    return 0;
}

}  // namespace tintype::video
