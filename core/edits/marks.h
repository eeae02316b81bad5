// The same mark in many photos: learned from one, looked for in the others, and the request that takes it off each. Used by the
// command line and by the window's review; the work itself goes through edits::run.
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/builtin/mark.h"
#include "core/edits/request.h"

namespace tintype::edits {

// Throws Error(BadInput) as builtin::learnMark does, and where the sizes differ.
builtin::Mark learnedMark(const image::Image& photo, const image::Mask& mask);

struct MarkFind {
    builtin::MarkPlace place;
    Rect box;             // of the mark in the photo
    image::Image sample;  // what the photo shows there, small: for solvedMark
};
// The most likely place, however unlikely it is. Throws Cancelled.
MarkFind findMark(const builtin::Mark& mark, const image::Image& photo, Progress& progress);
// The best place near that one.
MarkFind nudgedMark(const builtin::Mark& mark, const image::Image& photo, const builtin::MarkPlace& near, Progress& progress);

// What the mark consists of, from those finds that are beyond doubt; empty where it hides what is below.
image::Image solvedMark(const builtin::Mark& mark, const std::vector<MarkFind>& finds, Progress& progress);

// settings: grow, feather and crop.
Erase markWork(const builtin::Mark& mark, const image::Image& layer, const builtin::MarkPlace& place, image::Image photo, Erase settings);

}  // namespace tintype::edits
