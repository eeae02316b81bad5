// Where a mask's separate parts lie, so that a small hole in a large photo is a small job. Used by erase.
#pragma once

#include <vector>

#include "core/image/mask.h"

namespace tintype::edits {

// Rectangles that hold all non-zero bytes, each with a margin of its own long side but at least `context`
// pixels, cut at the picture's borders; those that overlap are one. Top to bottom.
std::vector<Rect> maskParts(const image::Mask& mask, int context);

}  // namespace tintype::edits
