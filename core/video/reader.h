// Frames of any clip libav opens, one at a time, upright. Used by interpolate, per-frame tools and the player.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/image/image.h"
#include "core/video/clip.h"

namespace tintype::video {

class Reader {
public:
    // Throws Error(BadInput): missing, no video stream, damaged, larger than the budget.
    explicit Reader(const std::filesystem::path& path);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    const ClipHeader& header() const;
    // The next frame as 8-bit RGB, or nothing at the end. At damage: nothing, and damaged() is true.
    std::optional<image::Image> next();
    // Time of the frame last returned, in seconds from the clip's start.
    double seconds() const;
    bool damaged() const;
    // Looks at the times of the first few thousand frames, without decoding them.
    Timing timing() const;
    // Next next() gives the frame shown at that time (nearest earlier).
    void seek(double seconds);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// The clip's first frame, decoded alone. Throws like Reader.
image::Image posterOf(const std::filesystem::path& clip);

}  // namespace tintype::video
