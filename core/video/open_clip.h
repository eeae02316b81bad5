// Private to core/video: opens a file as a clip and refuses what is none.
#pragma once

#include <filesystem>

#include "core/video/libav.h"

namespace tintype::video {

// Opened, with its streams known. Throws Error(BadInput) naming the file: missing, a folder or device, empty, not a
// clip (a text, a playlist, a still picture), damaged beyond its header.
Format openClip(const std::filesystem::path& path);

}  // namespace tintype::video
