// Private to core/video: where the Reader's frames come from.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/image/image.h"
#include "core/video/clip.h"

namespace tintype::video {

class Source {
public:
    virtual ~Source() = default;
    virtual const ClipHeader& header() const = 0;
    virtual std::optional<image::Image> next() = 0;
    virtual double seconds() const = 0;
    virtual bool damaged() const = 0;
    virtual Timing timing() const = 0;
    virtual void seek(double seconds) = 0;
};

std::unique_ptr<Source> openLibavSource(const std::filesystem::path& path);
// libav reads only still WebP: animations go through libwebp. Nothing when the file is no animated WebP.
std::unique_ptr<Source> openWebPSource(const std::filesystem::path& path);

// Of frames that come at these seconds, in any order, in a clip that says it has `rate`.
Timing timingOf(std::vector<double> seconds, Rate rate);

// Throws Error(BadInput) when frames of that size are more than the reader takes.
void checkFrameSize(Size size, const std::filesystem::path& path);

}  // namespace tintype::video
