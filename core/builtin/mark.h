// A watermark, stamp or logo that many photos carry: learned once from a mask on one photo, found in the others, and
// undone there. Values only; found by mark_find, solved by mark_layer. Used by erase and by the review window.
#pragma once

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::builtin {

struct Mark {
    image::Image cut;   // 8-bit RGB: the mark with some of what is around it
    image::Mask mask;   // of the cut's size; > 127 is the mark
    Rect place;         // where the cut lay ...
    Size photo;         // ... in a photo of this size
};

// Where a mark lies in a photo: its cut, enlarged by `scale`, begins at x, y (in pixels, between them too).
struct MarkPlace {
    double x = 0.0;
    double y = 0.0;
    double scale = 1.0;
    double confidence = 0.0;  // 0..1
    bool operator==(const MarkPlace&) const = default;
};

// What a half-transparent mark adds to a photo, as it lies there: straight colour and opacity, RGBA with 16 bits, its first
// pixel at x, y.
struct PlacedLayer {
    image::Image pixels;  // empty: none
    int x = 0;
    int y = 0;
};

// photo: sRGB, any depth; mask: of its size, > 127 is the mark. Throws Error(BadInput) for an empty mask and for one
// that is too small (under 6 pixels a side) to be told from chance.
Mark learnMark(const image::Image& photo, const image::Mask& mask);

// The pixels of a photo that a mark there may touch, its soft rim among them.
image::Mask markMask(const Mark& mark, const MarkPlace& place, Size photo);
// The smallest rectangle around them; cut at the photo's borders.
Rect markBox(const Mark& mark, const MarkPlace& place, Size photo);

}  // namespace tintype::builtin
