// Restored faces on their way back into the photo: where several reach a pixel, the one with the fuller mask has it. Used by restore.
#pragma once

#include <ATen/ATen.h>

#include "core/base/size.h"
#include "core/nn/resample.h"

namespace tintype::pipelines {

class FaceCanvas {
public:
    // photo: [h, w, 3] uint8, kept as it is; window: the part of it that faces may reach.
    FaceCanvas(const at::Tensor& photo, const Rect& window);
    // face: [side, side, 3] uint8; mask: [side, side, 1] float32 in 0..1; toSquare: from the photo to the square.
    void paste(const at::Tensor& face, const at::Tensor& mask, const nn::Affine2d& toSquare);
    // Pixels of the box stay the photo's; around it the masks rise softly.
    void protect(const Rect& box);
    // [h, w, 3] uint8: the photo with the faces.
    at::Tensor composed() const;

private:
    at::Tensor m_photo;
    Rect m_window;
    at::Tensor m_mask;   // [window.height, window.width] float32
    at::Tensor m_faces;  // [window.height, window.width, 3] uint8
};

}  // namespace tintype::pipelines
