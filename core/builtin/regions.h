// Finds parts of a photo without a network: faces (Haar cascades), sky, subject. Used by look, toon, enhance,
// pan_zoom and the panels' face chips.
#pragma once

#include <vector>

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::builtin {

struct Face {
    Rect box;
    double confidence = 0.0;  // 0..1
};

// Upright faces, largest first. Empty when there are none or the cascade files are not installed
// (then cascadesInstalled() is false).
std::vector<Face> findFaces(const image::Image& photo);
bool cascadesInstalled();
image::Mask findSky(const image::Image& photo);      // null-valued (all 0) where there is no sky
image::Mask findSubject(const image::Image& photo);  // people first, else what stands out

}  // namespace tintype::builtin
