// What edit, erase, cartoon, restore and animate have in common: inputs, one or many, go through edits::run and
// the results are saved.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/cli/common.h"
#include "core/edits/result.h"
#include "core/image/write.h"

namespace tintype::cli {

enum class Yields { Picture, Clip };

struct PictureWork {
    std::string verb;
    Yields yields = Yields::Picture;
    Common common;
    image::WriteOptions write;
    std::vector<std::string> inputs;
    std::filesystem::path output;
    video::Span span;        // of a clip that the work is done on
    video::Coding coding;    // of the clip that comes of it
    int variations = 1;
    std::vector<std::filesystem::path> alsoRead;  // masks and models: never written over
    // The work for one photo; target is where a clip goes.
    std::function<edits::Work(image::Image photo, const std::filesystem::path& target)> make;
    // All outputs as one picture to save; none: each is saved.
    std::function<image::Image(const std::vector<edits::Output>& outputs)> join;
};

// IN, -o and the rest that all of them take.
void addPictureOptions(CLI::App& app, PictureWork& work);
// Carries it out, one file or a batch. Returns the exit status.
int runPictureWork(const PictureWork& work);

}  // namespace tintype::cli
