// I2VGen-XL as a whole tool: a photo and a sentence in, the frames of a clip out. Plain values only; called through
// pipelines.h. Source: Zhang et al. 2023; steps and order of draws as in the diffusers package, with the noise of the
// photo's latents drawn from the seed too, before that of the frames.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/size.h"
#include "core/image/image.h"
#include "core/memory/plan.h"
#include "core/pipelines/compute.h"

namespace tintype::pipelines {

class Networks;

// A clip on its way: all that is needed to go on with it later.
struct ClipLatents {
    int step = 0;               // so many steps are done; all of them: only painting is left
    int frames = 0;
    int channels = 0;
    Size size;                  // in latents
    std::vector<float> values;  // [frames][channels][rows][columns]; empty: nothing is done yet
    std::vector<float> clean;   // the same without the noise, as the network sees it now: to be painted before the end
};

enum class ClipPart { Whole, Painting };  // painting: of I2vgenJob::resume as it is, without the other networks

struct I2vgenJob {
    std::filesystem::path model;
    image::Image photo;         // 8-bit RGB in sRGB, cut around its centre to the clip's shape
    Size size;                  // of the clip; sides multiples of i2vgenUnit()
    std::string prompt;         // English, may be empty
    std::string negative;
    int frames = 16;
    int motionFps = 16;         // the frame rate the network imagines
    int steps = 50;
    double guidance = 9.0;      // 1 and less: none
    std::uint64_t seed = 0;
    ClipLatents resume;         // of the same job, by an earlier run
    ClipPart part = ClipPart::Whole;
    int decodeChunk = 1;        // frames painted together
    memory::Plan plan;
    Compute compute;
};

struct I2vgenListener {
    std::function<void(const std::vector<image::Image>&)> preview;  // small pictures of a few of the frames, after each step
    std::function<void(const ClipLatents&)> latents;                // after each step
    std::function<void(const image::Image&)> frame;                 // in order, as soon as each is painted
};

// progress sees every step and every frame. Networks are loaded and freed in turn; others that were kept are freed.
// Throws Error(BadModel) naming the file, Error(BadInput) for a size that does not suit the network, Cancelled.
void animateWithI2vgen(Networks& networks, const I2vgenJob& job, Progress& progress, const I2vgenListener& listener);

// How fast the steps of a clip come on this device: floating-point operations a second, measured in about a second on some
// of the network's own layers.
double measureClipSpeed(const std::filesystem::path& model, const Compute& compute);

// What the model asks of a clip's sides.
struct I2vgenUnit {
    int sides = 8;    // must be multiples of this
    int smooth = 64;  // multiples of this keep every level of the network even
};
I2vgenUnit i2vgenUnit(const std::filesystem::path& model);

}  // namespace tintype::pipelines
