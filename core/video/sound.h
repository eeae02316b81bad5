// Private to core/video: the first sound track of another clip, its packets copied without decoding.
#pragma once

#include <filesystem>

#include "core/video/libav.h"

namespace tintype::video {

class Sound {
public:
    // Throws Error(BadInput) when the clip cannot be opened. `start`: seconds of the source that the new clip's
    // beginning shows.
    Sound(const std::filesystem::path& source, double start);

    bool present() const { return m_stream >= 0; }
    std::string codec() const;
    // Adds the track to a container; false when the container cannot hold it. Call before its header is written.
    bool addTo(AVFormatContext& output);
    // Writes the packets that begin before `seconds` of the new clip. Returns libav's error, 0 when all is well.
    int copyUntil(double seconds);

private:
    bool fetch();
    void rebase();

    Format m_input;
    AVFormatContext* m_output = nullptr;
    int m_stream = -1;
    int m_outputStream = -1;
    double m_start = 0.0;
    Packet m_packet = makePacket();
    bool m_waiting = false;  // m_packet is not yet written
    bool m_ended = false;
};

}  // namespace tintype::video
