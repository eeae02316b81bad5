// What a finished job hands back: immutable values only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/edits/request.h"
#include "core/image/image.h"

namespace tintype::edits {

// One picture or one clip.
struct Output {
    image::Image picture;          // for a clip: its first frame, as the poster
    image::Image unmixed;          // a cartoon at full strength, to mix with the photo anew; empty: none
    std::filesystem::path clip;    // empty: a picture
    std::uint64_t seed = 0;
    std::string engine;            // who made it: "Built-in look", ... or the model's name
    bool builtIn = true;
    std::string recipe;            // JSON, see recipe.h
    std::optional<pipelines::Guidance> guidance;  // of a cell of a guidance grid
    std::vector<pipelines::RestoredFace> faces;   // of a restoration by a network, in the order they were found
    std::filesystem::path style;   // of a sheet of cartoon styles: which model; empty: the built-in engine
    double changed = 0.0;          // share of pixels that differ from the photo, 0..1
    std::vector<Message> notes;    // what was reduced, replaced or could not be done
};

struct Result {
    Tool tool = Tool::Edit;
    std::string engine;            // "Built-in look", ... or the model's name: shown with the result
    bool builtIn = true;
    std::vector<Output> outputs;
    double seconds = 0.0;
    std::uint64_t peakMemory = 0;  // bytes, of the process
};

}  // namespace tintype::edits
