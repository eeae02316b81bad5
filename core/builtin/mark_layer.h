// What a half-transparent mark consists of, colour and opacity, worked out from photos that carry it; and the photo below it,
// where that can be worked out. After Dekel et al. 2017, "On the Effectiveness of Visible Watermarks".
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/builtin/mark.h"

namespace tintype::builtin {

// What a photo (sRGB) shows where the mark lies, brought to the mark's own frame: 8-bit RGB of the cut's size.
image::Image markSample(const Mark& mark, const MarkPlace& place, const image::Image& photo);

// samples: of one or more photos, where the mark is found for certain. -> RGBA, 16 bits, of the cut's size: straight colour and
// opacity, 0 outside the mask. Empty where the mark is opaque or the photos do not settle it: fewer than three never do.
// Throws Cancelled.
image::Image solveLayer(const Mark& mark, const std::vector<image::Image>& samples, const Progress& progress);

// How the layer lies in that photo. Opaque where its opacity is known too roughly to be taken off: at the rims of a mark of
// another scale, and in JPEG files.
PlacedLayer placedLayer(const Mark& mark, const image::Image& layer, const MarkPlace& place, const image::Image& photo);

struct Unblended {
    image::Image photo;  // depth, alpha and attachments as before; pixels that the layer does not cover are bit-identical
    image::Mask rest;    // where too little of the photo shines through: to be filled
};
// photo: sRGB; mask: of its size, nothing changes where it is 0.
Unblended unblended(const image::Image& photo, const PlacedLayer& layer, const image::Mask& mask);

}  // namespace tintype::builtin
