// Clips whose latents are kept on this machine: finished ones, and those that were stopped or crashed. Each can be
// painted again (`tintype decode`, "Decode again" in the window) with other frames together, at another rate and in
// another format, without sampling. Used by the command line and the window.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/edits/request.h"

namespace tintype::edits {

struct SavedClip {
    std::filesystem::path file;
    std::string recipe;  // of the clip as it was asked for
    std::filesystem::path model;
    int step = 0;        // so many steps are done; all of them: it is finished
    int steps = 0;
    int frames = 0;
    Size size;           // in pixels
    std::filesystem::file_time_type time;  // of the last step
};

// Newest first. Reads each file's heading.
std::vector<SavedClip> savedClips();
// The one a clip with that recipe was painted from; none: it is no longer kept, or was made without a model.
std::optional<SavedClip> savedClipOf(const std::string& recipe);
// The newest that this request has come to; its model is taken to be the same.
std::optional<SavedClip> savedClipOf(const Request& request);
// None where the file holds no latents.
std::optional<SavedClip> savedClipIn(const std::filesystem::path& file);

// The request that paints it again as it was, with the model it was made with; fps, loop, decodeChunk and the targets
// may be changed in it. Throws Error(BadInput) when the file is damaged.
Request decodeAgain(const SavedClip& clip);

}  // namespace tintype::edits
