// Colour profiles through Little CMS: to sRGB for the engines, to the screen for the canvas, and back.
#pragma once

#include <string>

#include "core/image/image.h"

namespace tintype::image {

// The picture in sRGB, same depth and alpha, profile dropped. A picture without profile is returned as it is;
// a broken profile counts as none.
Image toSrgb(const Image& picture);
// An sRGB picture expressed in `icc` (empty: sRGB) and carrying it.
Image fromSrgb(const Image& picture, const Bytes& icc);
// For display: 8 bits, in the screen's profile (empty: sRGB).
Image toDisplay(const Image& picture, const Bytes& screenIcc = {});
// "Adobe RGB (1998)", "Display P3"...; empty when there is no readable profile.
std::string profileName(const Bytes& icc);

}  // namespace tintype::image
