// Writes clips frame by frame through libav: nothing is held, the file appears whole or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/image/image.h"
#include "core/video/clip.h"

namespace tintype::video {

// Boomerang: forth and back, 2N-2 frames. Crossfade: the end melts into the start, which takes away its length.
enum class Loop { None, Boomerang, Crossfade };

// Auto: the graphics card's encoder where there is one that works, and a note that says so.
enum class Hardware { Off, Auto };

// How frames are coded.
struct Coding {
    std::string codec;  // "h264", "hevc", "av1", "vp9", "vp8"; empty: the container's usual one
    int crf = 17;       // H.264 quality, 0..51; other encoders get their equivalent
    Hardware hardware = Hardware::Auto;
    bool operator==(const Coding&) const = default;
};

struct WriterOptions {
    Rate rate;
    Container container = Container::Mp4;
    int crf = 17;              // H.264 quality; other encoders get their equivalent
    std::string codec;         // "h264" (default), "hevc", "av1"; empty: the container's usual one
    Hardware hardware = Hardware::Off;
    image::Image poster;       // picture shown before the clip plays; MP4 only, empty: none
    std::string recipe;        // JSON kept in the metadata
    std::filesystem::path audioFrom;  // clip whose sound is copied along; empty: none
    double audioStart = 0.0;
};

class Writer {
public:
    // The first frame fixes the size (cut to even sides for video codecs). Throws Error(Media) when no usable
    // encoder is there, Error(Disk) when the target is unusable.
    Writer(std::filesystem::path target, WriterOptions options);
    ~Writer();  // not finished: removes what was written
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void add(const image::Image& frame);  // converted to sRGB 8 bit; all frames of one size
    void finish();                        // flush, faststart, rename
    std::string encoder() const;          // "libx264", ...: known after the first frame
    std::int64_t frames() const;
    // What could not be kept, for people: sound a container cannot hold, for one.
    const std::vector<Message>& notes() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Number of the frame to show at each place of the played clip: 0 1 2 1 for a boomerang of 3.
std::vector<int> playOrder(int frames, Loop loop);

}  // namespace tintype::video
