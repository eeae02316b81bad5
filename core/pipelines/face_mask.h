// Which part of the aligned square goes back into the photo, with a soft border. Used by restore.
// Source: the tool published with GPEN; the rectangle as in ModelScope's variant, which has no parser.
#pragma once

#include <ATen/ATen.h>

#include "core/checkpoint/weights.h"

namespace tintype::pipelines {

// face: [side, side, 3] uint8 RGB -> [side, side, 1] float32 in 0..1: everything but background, hat and cloth.
at::Tensor parsedMask(const checkpoint::Weights& parser, const at::Tensor& face);
// Everything but the border.
at::Tensor rectangleMask(int side);

// face: [h, w, 3] uint8. The 3x3 smoothing that small faces get.
at::Tensor softened(const at::Tensor& face);

}  // namespace tintype::pipelines
