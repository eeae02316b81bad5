// The weights-free face restorer: denoise, sharpen and local contrast, strongest on faces.
#pragma once

#include <vector>

#include "core/base/progress.h"
#include "core/image/image.h"

namespace tintype::builtin {

// photo: sRGB; faces: boxes to restore (outside their feathered ovals pixels stay bit-identical); an empty list
// enhances the whole photo. strength 0..1.
image::Image enhance(const image::Image& photo, const std::vector<Rect>& faces, double strength, Progress& progress);
// Twice the size: edge-directed sharpening after Lanczos.
image::Image upscale2x(const image::Image& photo, Progress& progress);

}  // namespace tintype::builtin
