// What a clip is, for the reader and the writer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/size.h"

namespace tintype::video {

// A frame rate as a fraction, as containers store it.
struct Rate {
    int numerator = 8;
    int denominator = 1;
    double perSecond() const { return static_cast<double>(numerator) / denominator; }
    bool operator==(const Rate&) const = default;
};

// The nearest small fraction; 29.97 becomes 30000/1001. Throws Error(BadInput) unless 0 < fps <= 1000.
Rate rateOf(double fps);

// A part of a clip, in seconds from its first frame.
struct Span {
    double start = 0.0;
    double end = 0.0;  // 0: to the clip's end
    bool operator==(const Span&) const = default;
};

// When a clip's frames come.
struct Timing {
    Rate rate;                // the slowest steady one that shows every frame
    bool steady = true;       // the frames themselves come at it
};

enum class Container { Mp4, WebM, Gif, WebP, PngSequence };

struct ClipHeader {
    Size size;  // as shown: after rotation
    Rate rate;
    std::int64_t frames = 0;  // estimated where the container does not say; 0: unknown
    double seconds = 0.0;
    int rotation = 0;  // degrees clockwise, already applied to the frames
    bool hasAudio = false;
    double soundBits = 0.0;  // a second; 0: unknown
    double lead = 0.0;  // seconds from the file's start to its first frame, where its sound may begin earlier
    std::string codec;
    std::string recipe;  // JSON from the metadata; empty: none
};

// By the extension: .mp4 .m4v .mov -> Mp4, .webm, .gif, .webp; a name without extension or ending in "/" is a
// PNG sequence. Throws Error(BadInput) for others.
Container containerOf(const std::filesystem::path& target);
// Whether the file name looks like a clip (not a picture).
bool looksLikeClip(const std::filesystem::path& path);

}  // namespace tintype::video
