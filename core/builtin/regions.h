// Finds parts of a photo without a network: faces (Haar cascades), sky, subject. Used by look, toon, enhance,
// pan_zoom and the panels' face chips.
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::builtin {

struct Face {
    Rect box;
    double confidence = 0.0;  // 0..1
};

// Upright faces, largest first. Empty when there are none or the cascade files are not installed
// (then cascadesInstalled() is false). All three throw Cancelled where `progress` was stopped.
std::vector<Face> findFaces(const image::Image& photo, const Progress& progress = {});
bool cascadesInstalled();
// All 0 where there is no sky.
image::Mask findSky(const image::Image& photo, const Progress& progress = {});
// People first, else what stands out.
image::Mask findSubject(const image::Image& photo, const Progress& progress = {});

}  // namespace tintype::builtin
