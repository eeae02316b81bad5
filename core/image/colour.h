// Colour profiles through Little CMS: to sRGB for the engines, to the screen for the canvas, and back.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "core/image/image.h"

namespace tintype::image {

// The picture in sRGB, same depth and alpha, profile dropped. A picture without profile is returned as it is;
// a broken profile counts as none.
Image toSrgb(const Image& picture);
// An sRGB picture expressed in `icc` (empty: sRGB) and carrying it.
Image fromSrgb(const Image& picture, const Bytes& icc);
// For display: 8 bits, in the screen's profile (empty, or none that can be read: sRGB).
Image toDisplay(const Image& picture, const Bytes& screenIcc = {});

// toDisplay() for many parts of one picture: what leads from the picture's colours to the screen's is made once,
// which can take 20 ms. Threads may share it.
class DisplayTransform {
public:
    // For pictures with the profile, channels and depth of `like`. Cheap.
    DisplayTransform(const Image& like, Bytes screenIcc);
    void make() const;  // otherwise the first apply() does
    bool made() const { return m_made; }
    Image apply(const Image& picture) const;

private:
    Bytes m_from;
    Bytes m_to;
    unsigned m_layout;
    mutable std::once_flag m_once;
    mutable std::atomic<bool> m_made = false;
    mutable std::shared_ptr<void> m_transform;  // null: both are the same
};
// "Adobe RGB (1998)", "Display P3"...; empty when there is no readable profile.
std::string profileName(const Bytes& icc);
bool isRgbProfile(const Bytes& icc);

}  // namespace tintype::image
