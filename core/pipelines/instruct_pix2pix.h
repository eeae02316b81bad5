// InstructPix2Pix as a whole tool: a photo and a sentence in, edited photos out. Plain values only; called through
// pipelines.h. Source: Brooks et al. 2023; steps and order of draws as in the diffusers package.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/size.h"
#include "core/image/image.h"
#include "core/image/mask.h"
#include "core/memory/plan.h"
#include "core/pipelines/compute.h"

namespace tintype::pipelines {

class Networks;

enum class Sampler { Own, EulerAncestral, Ddim, DpmSolver2M };  // Own: as the model's folder says

struct Guidance {
    double text = 7.5;
    double image = 1.5;
};

struct InstructJob {
    std::filesystem::path model;     // a folder in the diffusers layout, or the authors' single file
    std::filesystem::path tokenizer; // for a single file without a tokenizer folder beside it; may be empty
    image::Image photo;              // 8-bit RGB in sRGB, sides multiples of instructUnit()
    image::Mask mask;                // of the photo's size; null: everywhere
    std::string instruction;         // English
    int steps = 20;
    std::vector<Guidance> guidances{{}};  // every guidance with every seed: one picture each
    std::vector<std::uint64_t> seeds{0};
    Sampler sampler = Sampler::Own;
    bool reconstruct = false;        // also hand out what the autoencoder makes of the unchanged photo
    memory::Plan plan;               // how to stay within the memory there is
    Compute compute;
};

struct InstructOutput {
    image::Image picture;            // of the photo's size
    std::uint64_t seed = 0;
    Guidance guidance;
};

struct InstructListener {
    std::function<void(Precision)> precision;           // what Auto came to, before anything else
    std::function<void(const image::Image&)> preview;   // a small picture of what is coming, after each step
    std::function<void(image::Image)> reconstruction;   // before the first output
    std::function<void(InstructOutput)> output;         // as soon as each is finished
};

// The photo is encoded once for all outputs. progress sees every step. Throws Error(BadModel) naming the file,
// Error(BadInput) for a photo that does not suit the network, Cancelled.
void instruct(Networks& networks, const InstructJob& job, Progress& progress, const InstructListener& listener);

// What the model asks of a picture's sides. Opens the model as instruct() does, with its errors.
struct InstructUnit {
    int sides = 8;    // must be multiples of this
    int smooth = 64;  // multiples of this keep every level of the network even
};
InstructUnit instructUnit(const std::filesystem::path& model, const std::filesystem::path& tokenizer);

}  // namespace tintype::pipelines
