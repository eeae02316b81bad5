// Between a photo and what the engines work on: out to sRGB, and back so that every pixel an engine left alone
// is bit for bit the photo's own. Used by all operations.
#pragma once

#include <string>

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::edits {

// `after` is what an engine made of `before`, which was made of `photo` (sRGB, perhaps fewer bits). All of one
// size. The result has photo's depth, alpha, profile and attachments; pixels equal in before and after are
// photo's. A 16-bit photo edited in 8 bits takes the difference, so its fine tones stay.
image::Image broughtHome(const image::Image& photo, const image::Image& before, const image::Image& after);

// The share of pixels that differ, 0..1; 1 when the sizes do.
double changedShare(const image::Image& photo, const image::Image& result);

// SHA-256 over size, depth, channels and pixels: the same photo in another file has the same one.
std::string pixelHash(const image::Image& photo);

}  // namespace tintype::edits
