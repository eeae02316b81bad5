// Private to core/video: encoders that run on graphics cards, and how frames get to them.
#pragma once

#include <string>
#include <vector>

#include "core/video/encoder.h"

namespace tintype::video {

bool isHardwareEncoder(const std::string& name);
// For "h264", "hevc", "av1" or "vp9": those of cards this machine has and this build of libav knows, best first.
// Whether one works is seen when it is opened.
std::vector<std::string> hardwareEncoders(const std::string& codec);
// For an encoder that takes its frames from the card's memory (VA-API): readies the device and the frames of an opened
// description. False: there is no such device.
bool attachDevice(AVCodecContext& context);
// A yuv420p frame in the card's memory. Throws Error(Media).
Frame uploaded(const AVCodecContext& context, const AVFrame& frame);

}  // namespace tintype::video
