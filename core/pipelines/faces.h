// Faces in a photo, found by RetinaFace, and what is wrong with those that a face network should not touch. Plain values only; used by
// the panels' face chips, restore and cartoon through pipelines.h.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/progress.h"
#include "core/base/size.h"
#include "core/image/image.h"
#include "core/pipelines/compute.h"

namespace tintype::pipelines {

class Networks;

struct Point {
    double x = 0.0;
    double y = 0.0;
};

enum class FaceFlaw { None, TooSmall, TurnedAway, Cut };

struct Face {
    double left = 0.0, top = 0.0, right = 0.0, bottom = 0.0;  // pixels of the photo; may reach outside
    double score = 0.0;                                       // 0..1
    // The eye at the left of the picture, the other, nose, corners of the mouth; none: the box comes from elsewhere.
    std::optional<std::array<Point, 5>> points;
    FaceFlaw flaw = FaceFlaw::None;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    Rect box(Size photo) const;  // whole pixels, inside the photo
};

struct FaceSearch {
    std::filesystem::path detector;
    image::Image photo;  // 8-bit RGB in sRGB
    Compute compute;
};

// By falling score; empty when there are none. Throws Error(BadModel), Cancelled.
std::vector<Face> findFaces(Networks& networks, const FaceSearch& search, Progress& progress);

FaceFlaw flawOf(const Face& face, Size photo);

}  // namespace tintype::pipelines
