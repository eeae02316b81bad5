// A part of a clip as frames at a steady rate, one at a time: what tools that make a new clip read. Where the clip's own
// frames come unevenly, or another rate or speed is asked for, frames are shown again or left out.
#pragma once

#include <filesystem>
#include <optional>

#include "core/image/image.h"
#include "core/video/reader.h"

namespace tintype::video {

struct Pace {
    Span span{};
    double speed = 1.0;          // 2: twice as fast
    std::optional<Rate> rate{};  // of the new frames; none: the clip's own, made steady
};

class SteadyReader {
public:
    // Throws Error(BadInput) as Reader does, and when the span begins after the clip's end.
    SteadyReader(const std::filesystem::path& clip, const Pace& pace);

    const ClipHeader& header() const { return m_reader.header(); }
    Rate rate() const { return m_rate; }
    // Whether the clip's frames themselves came at a steady rate.
    bool steady() const { return m_steady; }
    // How many frames will come, as far as the clip says; 0: unknown.
    std::int64_t expected() const;
    // The next frame, or nothing at the end of the span or the clip. At damage: nothing, and damaged() is true.
    const image::Image* next();
    // Whether the frame last given is the one given before it.
    bool repeated() const { return m_repeated; }
    bool damaged() const { return m_reader.damaged(); }
    // Where in the file's own time the first frame lies: its sound begins there.
    double soundStart() const { return header().lead + m_start; }

private:
    struct Frame {
        std::optional<image::Image> picture;
        double seconds = 0.0;
    };
    Frame read();
    double step() const { return m_pace.speed / m_rate.perSecond(); }
    double endOfLast() const;

    Reader m_reader;
    Pace m_pace;
    Rate m_rate;
    bool m_steady = true;
    Frame m_shown;
    Frame m_ahead;
    double m_gap = 0.0;    // how long the clip shows one frame
    double m_start = 0.0;  // of the first frame given, in the clip's time
    std::int64_t m_count = 0;
    bool m_repeated = false;
};

}  // namespace tintype::video
