// What the ways to restore have in common: faces by the built-in detector, the networks' job, enlarging. Inside core/edits only.
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/base/size.h"
#include "core/edits/result.h"
#include "core/image/image.h"

namespace tintype::edits {

// Upright faces, largest first. Throws Error(BadInput) when there are none or when they cannot be looked for.
std::vector<Rect> foundFaces(const image::Image& photo, const Progress& progress = {});
// Throws the Error(BadInput) that says so.
[[noreturn]] void refuseWithoutFaces(const image::Image& photo);
// The boxes cut at the photo's borders. Throws Error(BadInput) for one outside, or for none at all.
std::vector<Rect> checkedFaces(const std::vector<Rect>& faces, Size photo);
// Twice as large, with the attachments.
image::Image enlarged(const image::Image& photo, Progress& progress);

// What the work asks of the networks, without their files. before: the photo as 8-bit sRGB without alpha.
pipelines::RestoreJob restoreJobOf(const Restore& work, const image::Image& before);
// The finished result of the work, its picture in the photo's own depth and colours.
Output restoredOutput(const Restore& work, const image::Image& before, const pipelines::RestoreOutput& made, Progress& progress);

}  // namespace tintype::edits
