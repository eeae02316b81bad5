// What restoring with and without a network have in common: faces by the built-in detector, and enlarging. Inside core/edits only.
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/base/size.h"
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

}  // namespace tintype::edits
