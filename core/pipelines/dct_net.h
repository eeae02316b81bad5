// DCT-Net as a whole tool: a photo as a cartoon, its faces drawn by a network of their own. Plain values only; called
// through pipelines.h. Sizes, alignment, mask and rounding as in the authors' pipeline.
#pragma once

#include <array>
#include <filesystem>
#include <vector>

#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/pipelines/compute.h"

namespace tintype::pipelines {

class Networks;

// x and y in pixels of the photo: the eye at the left of the picture, the other eye, the nose, the corners of the mouth.
struct FaceLandmarks {
    std::array<std::array<double, 2>, 5> points{};
};

// Where the landmarks of an upright face lie that fills `face`: for detectors that find no landmarks.
FaceLandmarks landmarksOf(const Rect& face);

struct CartoonJob {
    std::filesystem::path model;       // the published folder, or one of its graphs
    image::Image photo;                // 8-bit RGB in sRGB, or RGBA: alpha is kept
    image::Image alpha;                // the folder's alpha.jpg; empty: an ellipse as the authors make one
    std::vector<FaceLandmarks> faces;  // the largest first; those whose landmarks make no face are left out
    std::filesystem::path detector;    // RetinaFace; when given, it finds the faces instead
    Compute compute;
};

struct CartoonOutput {
    image::Image picture;              // of the photo's size
    std::vector<FaceLandmarks> faces;  // that were drawn by the head network
};

// The picture is drawn with its short side at most 720, as the authors do, and enlarged to the photo's size.
// Throws Error(BadModel) naming the file and operator, Error(BadInput), Cancelled.
CartoonOutput drawCartoon(Networks& networks, const CartoonJob& job, Progress& progress);

// The graphs in a folder: "cartoon_bg.pb" and "cartoon_h.pb", with or without a style in their names.
struct CartoonFiles {
    std::filesystem::path background;
    std::filesystem::path head;   // empty: there is none
    std::filesystem::path alpha;  // empty: there is none
};
// Throws Error(BadModel) when there is no graph.
CartoonFiles cartoonFiles(const std::filesystem::path& model);

}  // namespace tintype::pipelines
