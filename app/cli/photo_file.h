// Opening the photos a verb works on and saving what came of them.
#pragma once

#include <filesystem>

#include "app/cli/reporter.h"
#include "core/edits/result.h"
#include "core/image/mask.h"
#include "core/image/write.h"

namespace tintype::cli {

// Throws Error(BadInput) for what is no picture, clips among it. Says when the file is damaged or has more frames.
image::Image openPhoto(const std::filesystem::path& file, const edits::RunOptions& options, Reporter& reporter);
// Whether it is to be treated as a clip: by its name, but a GIF or WebP with one frame is a picture.
// Throws Error(BadInput) when such a one cannot be read.
bool isClip(const std::filesystem::path& file);
// Whether a clip can be written under that name; a name without extension is a folder of frames.
bool isClipTarget(const std::filesystem::path& target);
// The mask of a photo of that size; a null mask for an empty path.
image::Mask openMask(const std::filesystem::path& file, Size photo);
// With its recipe where `options` keep metadata.
void savePicture(const edits::Output& output, const std::filesystem::path& target, image::WriteOptions options);

}  // namespace tintype::cli
