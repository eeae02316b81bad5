// Light and colour by hand: exposure, contrast, saturation, warmth and sharpness as one pass. Used by the Adjust
// panel, on a small copy while a slider moves and on the photo itself at the end.
#pragma once

#include <stop_token>

#include "core/image/image.h"

namespace tintype::image {

// All -1..1, 0 = as it is. exposure: +-1 is two stops; sharpness < 0 softens.
struct Adjustment {
    double exposure = 0.0;
    double contrast = 0.0;
    double saturation = 0.0;
    double warmth = 0.0;
    double sharpness = 0.0;

    bool neutral() const { return *this == Adjustment{}; }
    bool operator==(const Adjustment&) const = default;
};

// Same size, depth, alpha and attachments; a neutral adjustment gives the picture itself. Throws Cancelled.
Image adjusted(const Image& picture, const Adjustment& adjustment, std::stop_token stop = {});

}  // namespace tintype::image
