#include "core/video/libav.h"

#include <array>
#include <mutex>
#include <new>

extern "C" {
#include <libavutil/log.h>
}

namespace tintype::video {

Frame makeFrame() {
    Frame frame(av_frame_alloc());
    if (!frame) throw std::bad_alloc();
    return frame;
}

Packet makePacket() {
    Packet packet(av_packet_alloc());
    if (!packet) throw std::bad_alloc();
    return packet;
}

std::string errorText(int error) {
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(error, text.data(), text.size());
    return text.data();
}

std::string fileUrl(const std::filesystem::path& path) { return "file:" + path.string(); }

void silenceLibav() {
    static std::once_flag once;
    std::call_once(once, [] { av_log_set_level(AV_LOG_QUIET); });
}

}  // namespace tintype::video
