// Private to core/video: which libav encoder makes a clip, and with which settings.
#pragma once

#include <string>
#include <vector>

#include "core/base/size.h"
#include "core/video/clip.h"
#include "core/video/libav.h"
#include "core/video/writer.h"

namespace tintype::video {

struct EncoderSettings {
    Size size;
    Rate rate;
    int crf = 17;             // on x264's scale 0..51
    bool globalHeader = true;  // the container keeps the stream's header
};

// Best first. codec: "", "h264", "hevc", "av1", "vp9", "vp8". Throws Error(BadInput) for one that does not go
// into the container. hardware Auto: the encoders of the graphics cards that are there come first.
std::vector<std::string> encoderNames(Container container, const std::string& codec, Hardware hardware = Hardware::Off);

// The first of the encoders that opens. Throws Error(Media) when none does.
Codec openEncoder(const std::vector<std::string>& names, const EncoderSettings& settings);

}  // namespace tintype::video
