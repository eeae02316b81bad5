// Private to core/video: the comment extension of GIF files, where the recipe is kept.
#pragma once

#include <filesystem>
#include <string>

namespace tintype::video {

// The first comment in the file; empty: none, or not a GIF.
std::string gifComment(const std::filesystem::path& path);
// Appends a comment to a finished GIF. Throws Error(Disk).
void appendGifComment(const std::filesystem::path& path, const std::string& comment);

}  // namespace tintype::video
