// GPEN as a whole tool: a photo in, the same photo with its faces made clear out. Plain values only; called through pipelines.h.
// Source: Yang et al. 2021; steps, template and rounding as in the tool its authors publish.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/progress.h"
#include "core/base/size.h"
#include "core/image/image.h"
#include "core/pipelines/compute.h"
#include "core/pipelines/faces.h"

namespace tintype::pipelines {

class Networks;

struct RestoreJob {
    std::filesystem::path model;
    std::filesystem::path detector;  // empty: the faces are `boxes`
    std::filesystem::path parser;    // empty: a rectangle with a soft border goes back
    image::Image photo;              // 8-bit RGB in sRGB
    double strength = 1.0;           // 0..1, of faces that `boxes` says nothing of
    // With a detector: the faces to restore, each the found one it overlaps most; none: all that are found.
    std::optional<std::vector<Rect>> boxes;
    std::vector<double> strengths;   // parallel to boxes; empty: strength for all
    double likeness = 0.0;           // lower a face's strength until it is that much like before; 0: never
    bool aligned = false;            // the photo is one aligned face: the network on all of it, at the network's size
    std::uint64_t layerBytes = 0;    // faces keep their layers as long as all of them take no more
    Compute compute;
};

enum class FaceState { Restored, LeftOut, Flawed };

// What it takes to mix a restored face with its photo anew, without the networks.
struct FaceLayer {
    image::Image after;                              // the aligned square at full strength
    std::shared_ptr<const std::vector<float>> mask;  // how much of each of its pixels goes back, 0..1

    bool empty() const { return !mask; }
    std::uint64_t bytes() const { return mask ? after.byteSize() + mask->size() * sizeof(float) : 0; }
};

struct RestoredFace {
    Face face;
    FaceState state = FaceState::Restored;
    double wanted = 0.0;    // the strength that was asked for
    double strength = 0.0;  // that was used
    double likeness = 1.0;  // at that strength
    image::Image before;    // the aligned square, small; empty unless restored
    image::Image after;
    FaceLayer layer;        // empty: it was not restored, or there was no room for it
};

struct RestoreOutput {
    image::Image picture;
    std::vector<RestoredFace> faces;  // empty: none was found, and the picture is the photo
};

// Pixels outside the restored faces, and inside faces that are not restored, are bit for bit the photo's. What was lowered or left
// out is a warning of `progress`. Throws Error(BadModel) naming the file and key, Error(BadInput), Cancelled.
RestoreOutput restoreFaces(Networks& networks, const RestoreJob& job, Progress& progress);

// What restoreFaces() gives for the job's boxes, strengths and likeness, bit for bit, from the faces it made before. None: a face is
// wanted that has no layer, so the networks must run. job.photo may be smaller than it was then, if the faces were scaled with it.
std::optional<RestoreOutput> blendFaces(const RestoreJob& job, const std::vector<RestoredFace>& made, Progress& progress);

}  // namespace tintype::pipelines
