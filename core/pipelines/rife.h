// RIFE as a whole tool: pictures between two, for clips one pair after the other. Plain values only; called through
// pipelines.h. Padding and rounding as in the authors' scripts.
#pragma once

#include <filesystem>
#include <memory>

#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/pipelines/compute.h"

namespace tintype::pipelines {

class Networks;

struct RifeJob {
    std::filesystem::path model;  // flownet.pkl, or a folder with it
    Size size;                    // of all pictures
    double scale = 0.0;           // how finely motion is looked for: 0.25, 0.5, 1, 2, 4; 0: by the size and the memory
    Compute compute;
};

// The loaded network and the two pictures it saw last. Used on the worker thread only.
class RifePictures;

// Throws Error(BadModel) naming the file, Error(OutOfMemory) where the size does not fit the memory limit by any scale,
// Cancelled. Warns when the scale was lowered.
std::shared_ptr<RifePictures> openRife(Networks& networks, const RifeJob& job, Progress& progress);

// The picture at time t (0..1). Both pictures: 8-bit RGB of the job's size. What the network sees in a picture is computed
// once for all calls in a row that have it in them. Warns once when half precision failed. Throws Cancelled.
image::Image rifeBetween(RifePictures& pictures, const image::Image& first, const image::Image& second, double t, Progress& progress);

}  // namespace tintype::pipelines
