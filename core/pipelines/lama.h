// LaMa as a whole tool: fills the holes of a photo. Plain values only; called through pipelines.h.
// Padding, rounding and thresholds as in the authors' prediction script.
#pragma once

#include <filesystem>

#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/image/mask.h"
#include "core/pipelines/compute.h"

namespace tintype::pipelines {

class Networks;

struct LamaJob {
    std::filesystem::path model;  // a file (.pt, .ckpt, .safetensors), or the published folder
    image::Image photo;           // 8-bit RGB in sRGB, or RGBA: alpha is kept
    image::Mask hole;             // of the photo's size; every value above 0 is filled
    Compute compute;
};

// The photo with its hole filled; every pixel outside the hole is the photo's own, bit by bit. Where memory does not
// suffice for the photo's size, the hole is filled at a smaller one, with a warning. Throws Error(BadModel) naming
// the file, Error(BadInput) for photos with a side under 9 pixels, Cancelled.
image::Image fillWithLama(Networks& networks, const LamaJob& job, Progress& progress);

}  // namespace tintype::pipelines
