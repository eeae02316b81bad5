// How much a face in a photo still looks like itself after an edit. A rough measure without a network: structural
// similarity of the face's lightness. Used to warn a person, never to decide.
#pragma once

#include <optional>

#include "core/base/progress.h"
#include "core/image/image.h"

namespace tintype::builtin {

// Of the face that changed most, 0..1; none: the photo shows no face that can be found. Both pictures of one size.
// Source: Wang et al. 2004 (SSIM), on faces scaled to 64x64.
std::optional<double> faceLikeness(const image::Image& before, const image::Image& after, const Progress& progress = {});

}  // namespace tintype::builtin
