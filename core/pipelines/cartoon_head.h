// How a face is cut out upright for the cartoon's head network and put back. Inside core/pipelines only.
#pragma once

#include <ATen/ATen.h>

#include "core/nn/resample.h"
#include "core/pipelines/dct_net.h"

namespace tintype::pipelines {

constexpr int kHeadSide = 288;

struct HeadAlignment {
    nn::Affine2d toHead;   // from the photo to the 288x288 head
    nn::Affine2d toPhoto;  // and back
};
// The similarity that brings the landmarks closest to where the head network expects them. Throws Error(BadInput) when
// they make no face.
HeadAlignment alignHead(const FaceLandmarks& face);

// How much of each pixel of the head is taken: [288, 288, 1] float32 in 0..1, from the folder's picture or, when it is
// empty, an ellipse with a soft edge.
at::Tensor headMask(const image::Image& alpha);

}  // namespace tintype::pipelines
