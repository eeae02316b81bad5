// Where an edit changed a photo, and how much: a picture to look at and its figures. Used by the compare view.
#pragma once

#include <optional>

#include "core/base/progress.h"
#include "core/image/image.h"

namespace tintype::builtin {

struct ChangeMap {
    image::Image picture;            // 8-bit RGB: the photo in dark grey, what changed from violet (little) to yellow (much)
    double changed = 0.0;            // share of pixels with any difference, 0..1
    double clearly = 0.0;            // share of pixels whose difference can be seen at a glance
    std::optional<double> likeness;  // of the face that changed most, see face_likeness.h; none: no face was found
};

// `after` is brought to the size of `before` first. Both in one colour space; alpha is left out.
ChangeMap changeMap(const image::Image& before, const image::Image& after, const Progress& progress = {});

}  // namespace tintype::builtin
