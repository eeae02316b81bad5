// The faces of a photo as a restoration would find them: by the network's detector where one will run, else by the built-in one.
// Used by the panels' face chips, off the UI thread.
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/edits/request.h"

namespace tintype::edits {

struct FoundFace {
    Rect box;
    pipelines::FaceFlaw flaw = pipelines::FaceFlaw::None;  // anything else: it will be left as it is
};

struct FoundFaces {
    std::vector<FoundFace> faces;
    bool byNetwork = false;
    Message problem;  // why the network's detector could not be used; empty otherwise
};

// The request holds a Restore with its photo. Networks are loaded for this search only. Throws Cancelled.
FoundFaces searchFaces(const Request& request, const Progress& progress = {});

// Whole pixels, inside the photo.
Rect boxOf(const pipelines::Face& face, Size photo);

// "too small", ... : a word for a chip; empty for None.
Message nameOf(pipelines::FaceFlaw flaw);

}  // namespace tintype::edits
