// Private to core/video: what the Writer feeds. One kind for each container; each removes what it wrote when it is
// destroyed before finish().
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/image/image.h"
#include "core/video/writer.h"

namespace tintype::video {

class Sink {
public:
    virtual ~Sink() = default;
    // 8 bit, sRGB; RGBA only where keepsAlpha().
    virtual void add(const image::Image& frame) = 0;
    virtual void finish() = 0;
    virtual std::string encoder() const = 0;
    virtual bool keepsAlpha() const { return false; }
};

struct SinkOrder {
    std::filesystem::path target;
    WriterOptions options;
    Size size;  // of the frames
    std::vector<Message>* notes = nullptr;
};

std::unique_ptr<Sink> makeStreamSink(const SinkOrder& order);  // MP4, WebM
std::unique_ptr<Sink> makeGifSink(const SinkOrder& order);
std::unique_ptr<Sink> makeWebPSink(const SinkOrder& order);
std::unique_ptr<Sink> makePngSink(const SinkOrder& order);

// Throws Error(Disk) when a folder of frames cannot stand at `target`.
void checkFrameFolder(const std::filesystem::path& target);

}  // namespace tintype::video
