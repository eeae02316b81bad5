// What a model file or folder is: by the names and shapes of its tensors, never by its own name. Reads headers only, so it
// takes milliseconds. Used by `tintype models`, the installed models and everything that is given a model.
#pragma once

#include "core/vault/model.h"

namespace tintype::vault {

// A file in any of the published formats, or a folder with a model in it. What is missing, damaged or not runnable is in
// the result. Throws Error(BadModel) naming the file when it cannot be read at all, is hostile, or holds several models.
Model recognise(const std::filesystem::path& path);

// Throws Error(BadModel) with the first problem when the model cannot be used.
void requireUsable(const Model& model);

}  // namespace tintype::vault
