// Where a face lies in the square that a face network works on. Used by restore.
// Source: the alignment published with GPEN: five reference points and Umeyama's similarity.
#pragma once

#include "core/nn/resample.h"
#include "core/pipelines/faces.h"

namespace tintype::pipelines {

// From the photo to the square of that side: the similarity that brings the landmarks closest to where the network was trained to
// have them; for a face without landmarks, its box as a face detector of upright faces draws it. Throws Error(BadInput) when the
// landmarks coincide.
nn::Affine2d alignment(const Face& face, int side);

// The part of the photo that the square covers.
Rect covered(const nn::Affine2d& toSquare, int side, Size photo);

}  // namespace tintype::pipelines
