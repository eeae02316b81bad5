// Grain for a hole that something else filled smoothly, as the photo around it has it. Used by erase with a network.
#pragma once

#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::builtin {

// filled: the photo after filling; hole: > 0 was filled; same size. Pixels outside the hole stay bit-identical, and so
// does everything where the fill is as grainy as its surroundings.
image::Image withGrain(const image::Image& filled, const image::Mask& hole, const Progress& progress);

}  // namespace tintype::builtin
