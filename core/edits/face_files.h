// The files of a face tool: what a person gave, else what lies beside the model or is installed. Used by restore, cartoon and the
// search for faces. Reads headers of files on the disk: not for the UI thread.
#pragma once

#include <filesystem>

namespace tintype::edits {

// RetinaFace for `model`, a file or folder: in it, beside it, or installed. Empty: there is none.
std::filesystem::path detectorFor(const std::filesystem::path& model);
// ParseNet, the same way.
std::filesystem::path parserFor(const std::filesystem::path& model);
// GPEN itself, where `model` is a folder that holds it with its two companions; else `model`.
std::filesystem::path generatorOf(const std::filesystem::path& model);

}  // namespace tintype::edits
