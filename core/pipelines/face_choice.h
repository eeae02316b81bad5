// Which of the found faces are restored, and how strongly. Used by restore.
#pragma once

#include <vector>

#include "core/pipelines/gpen.h"

namespace tintype::pipelines {

struct FaceTask {
    Face face;
    FaceState state = FaceState::Restored;
    double strength = 1.0;
};

// found: what the detector saw, if there is one. A box that a person chose stands for the found face it shares most with, or for
// itself where it shares with none.
std::vector<FaceTask> chosenFaces(const RestoreJob& job, const std::vector<Face>& found);

// The boxes of faces that are not restored, less those that lie in a restored one: the same face found twice.
std::vector<Rect> keptBoxes(const std::vector<RestoredFace>& faces, Size photo);

}  // namespace tintype::pipelines
