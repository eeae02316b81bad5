// Restored faces on their way into the photo: how strongly each, and what is said of it. The part of restore that needs no networks.
// Inside core/pipelines only.
#pragma once

#include <ATen/ATen.h>

#include "core/pipelines/face_canvas.h"
#include "core/pipelines/face_choice.h"
#include "core/pipelines/gpen.h"

namespace tintype::pipelines {

class FaceBlend {
public:
    // photo: [h, w, 3] uint8, the job's; side: of the aligned squares.
    FaceBlend(const RestoreJob& job, const at::Tensor& photo, const std::vector<FaceTask>& tasks, int side, Progress& progress);

    // The part of the photo that belongs to a face, as the network sees it: [side, side, 3] uint8.
    at::Tensor square(const Face& face) const;
    // One restored face: after: [side, side, 3] uint8 at full strength; mask: [side, side, 1] float32.
    void add(const FaceTask& task, const at::Tensor& after, const at::Tensor& mask);
    // One that stays as it is.
    void leave(const FaceTask& task);
    RestoreOutput finished();

private:
    const RestoreJob& m_job;
    at::Tensor m_photo;
    int m_side;
    FaceCanvas m_canvas;
    Progress& m_progress;
    RestoreOutput m_output;
    std::uint64_t m_kept = 0;  // bytes of layers
};

// before, after: the aligned square, bytes. What became of the face, by strength and likeness; its layer is empty.
RestoredFace describedFace(const RestoreJob& job, const Face& face, const at::Tensor& before, const at::Tensor& after, double strength, Progress& progress);

}  // namespace tintype::pipelines
