// The desktop's trash. Source: the freedesktop.org trash specification 1.0, the home trash. Used for removed models.
#pragma once

#include <filesystem>

namespace tintype::vault {

// Moves a file or folder to $XDG_DATA_HOME/Trash, from where the desktop can put it back, and returns its place there.
// Throws Error(Disk) when it lies on another file system or may not be moved; it is then where it was.
std::filesystem::path moveToTrash(const std::filesystem::path& path);

}  // namespace tintype::vault
