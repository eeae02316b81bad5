// What a person asked for, as plain values: the window and the command line make the same Request, and
// edits::run carries it out. Pictures are shared values; clips are paths.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/builtin/mark.h"
#include "core/image/image.h"
#include "core/image/mask.h"
#include "core/image/write.h"
#include "core/pipelines/compute.h"
#include "core/pipelines/gpen.h"
#include "core/pipelines/instruct_pix2pix.h"
#include "core/video/clip.h"
#include "core/video/writer.h"

namespace tintype::edits {

enum class Engine { Auto, BuiltIn, Model };  // Auto: the installed model, else built-in
using pipelines::Precision;
using pipelines::Sampler;

// How to run, the same for all tools.
struct RunOptions {
    Engine engine = Engine::Auto;
    std::filesystem::path model;     // empty: the installed one
    std::string device = "auto";     // auto, cpu, cuda, cuda:N
    Precision precision = Precision::Auto;
    std::uint64_t memoryLimit = 0;   // bytes; 0: what is free
    int threads = 0;                 // 0: all cores
};

// Every text guidance with every image guidance: small pictures to choose from.
struct GuidanceGrid {
    std::vector<double> text;
    std::vector<double> image;
    bool empty() const { return text.empty() || image.empty(); }
};

struct Instruct {
    image::Image photo;
    image::Mask mask;                // null: everywhere
    std::string instruction;
    int steps = 20;
    double textGuidance = 7.5;
    double imageGuidance = 1.5;
    std::uint64_t seed = 0;
    Sampler sampler = Sampler::Own;
    int longSide = -1;               // working size; -1: chosen by memory; 0: the photo's own
    int variations = 1;              // seeds seed, seed+1, ...
    GuidanceGrid grid{};             // not empty: one output a cell, row by row of one image guidance, with the first seed
    std::string english{};           // what a model is told in place of the instruction; empty: worked out from it
};

struct Erase {
    image::Image photo;
    image::Mask mask;
    int grow = 4;                    // pixels
    int feather = 6;                 // pixels
    bool crop = true;                // work on a crop around each masked part
    builtin::PlacedLayer mark;       // of a half-transparent mark, taken off first: only what it hides is filled
};

struct Cartoon {
    image::Image photo;
    double strength = 0.8;           // 0.1..1
    int longSide = 0;                // of the result; 0: the photo's own size
    std::filesystem::path detector;  // RetinaFace; empty: the one beside the model or installed
    std::vector<std::filesystem::path> styles;  // not empty: one output for each of these models; an empty path: built-in
};

struct Restore {
    image::Image photo;
    double strength = 0.7;           // 0..1
    std::optional<std::vector<Rect>> faces;  // none: all that are found
    std::vector<double> faceStrengths;       // parallel to faces; empty: strength for all
    std::filesystem::path detector;  // RetinaFace; empty: the one beside the model or installed
    std::filesystem::path parser;    // ParseNet, the same
    double likeness = 0.85;          // model: lower a face's strength until it looks that much like before; 0: never
    bool aligned = false;            // the photo is one aligned face
    int upscale = 1;                 // 1 or 2: also enlarge the result
    std::uint64_t layerBytes = 0;    // how much may be kept with the result to mix its faces anew
};

// How a photo of another shape becomes a clip's: a part of it, or all of it on black or on its own blur.
enum class Framing { Crop, Pad, BlurredPad };

struct Animate {
    image::Image photo;
    std::string prompt;
    std::string negative;
    int frames = 16;
    int motionFps = 16;
    double fps = 8.0;
    int steps = 50;
    double guidance = 9.0;
    double motion = 1.0;             // built-in: how far the camera goes
    std::uint64_t seed = 0;
    Size size;                       // empty: the photo's shape, long side at most 1280
    Framing framing = Framing::Crop;
    Rect part;                       // of the photo, for Crop; empty: the largest in its middle
    int decodeChunk = 1;             // model: frames painted together; they are the same, however many
    video::Loop loop = video::Loop::None;
    bool raw = false;
    std::filesystem::path target;    // the clip
    std::filesystem::path framesFolder;  // empty: no single frames
    std::filesystem::path latents;   // of a saved clip (saved_clips.h), only to be painted; empty: made from the photo
};

struct InterpolatePair {
    image::Image first;
    image::Image second;
    double at = 0.5;                 // 0..1
    double flowScale = 0.0;          // model: how finely motion is looked for, one of kFlowScales; 0: by the size
};

struct InterpolateClip {
    std::filesystem::path clip;
    double fps = 24.0;
    std::filesystem::path target;
    double flowScale = 0.0;          // as for a pair
};

// The tools that also work on each frame of a clip.
using PictureTool = std::variant<Instruct, Erase, Cartoon, Restore>;

// One of them over a clip, with the same options and the same seed for every frame.
struct EditClip {
    PictureTool tool;                // without photo; a mask is of the frames' size
    std::filesystem::path clip;
    std::filesystem::path target;
    video::Span span{};
    video::Coding coding{};
    image::Metadata metadata = image::Metadata::All;  // All: the recipe goes along
};

// A clip cut, sped up, looped, made smaller or put into another format.
struct ExportClip {
    std::filesystem::path clip;
    std::filesystem::path target;
    video::Span span{};
    double speed = 1.0;              // 2: twice as fast
    double fps = 0.0;                // of the new clip; 0: as the old one
    video::Loop loop = video::Loop::None;
    double fade = 0.5;               // seconds that a crossfade takes
    int repeats = 1;                 // how often it plays, one after the other
    int longSide = 0;                // 0: as it is
    std::optional<double> poster{};  // second of the old clip to show before it plays
    video::Coding coding{};
    image::Metadata metadata = image::Metadata::All;
};

using Work = std::variant<Instruct, Erase, Cartoon, Restore, Animate, InterpolatePair, InterpolateClip, EditClip, ExportClip>;

enum class Purpose { Result, Choice };  // Choice: pictures to pick from, which nobody keeps

struct Request {
    Work work;
    RunOptions options;
    Purpose purpose = Purpose::Result;
};

enum class Tool { Edit, Erase, Cartoon, Restore, Animate, Interpolate, Clip };
Tool toolOf(const Request& request);
const char* toolName(Tool tool);  // the command line's verb: "edit", "erase", ...

}  // namespace tintype::edits
