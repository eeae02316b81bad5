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

enum class Container { Mp4, WebM, Gif, WebP, PngSequence };

struct ClipHeader {
    Size size;  // as shown: after rotation
    Rate rate;
    std::int64_t frames = 0;  // estimated where the container does not say; 0: unknown
    double seconds = 0.0;
    int rotation = 0;  // degrees clockwise, already applied to the frames
    bool hasAudio = false;
    std::string codec;
    std::string recipe;  // JSON from the metadata; empty: none
};

// By the extension: .mp4 .m4v .mov -> Mp4, .webm, .gif, .webp; a name without extension or ending in "/" is a
// PNG sequence. Throws Error(BadInput) for others.
Container containerOf(const std::filesystem::path& target);
// Whether the file name looks like a clip (not a picture).
bool looksLikeClip(const std::filesystem::path& path);

}  // namespace tintype::video
