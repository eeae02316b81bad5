// What the decoders need to know about colour profiles. Used inside core/image only.
#pragma once

#include <memory>
#include <span>

#include "core/image/image.h"

namespace tintype::image {

enum class ProfileKind { None, Rgb, Grey, Cmyk };  // None: empty, broken, or of a space no decoder makes

ProfileKind profileKind(std::span<const std::uint8_t> icc);

// Grey pixels held as RGB, from a grey profile to sRGB. The profile is not attached afterwards.
void greyToSrgb(Image& picture, std::span<const std::uint8_t> icc);

enum class Ink { Normal, Inverted };  // Inverted: 255 is no ink, as Adobe writes it

// One row of `width` CMYK pixels, 8 bits a channel, to sRGB. Made once a picture; convert() may run in threads.
class CmykToSrgb {
public:
    // Without a usable CMYK profile the plain formula (1 - ink) * (1 - black) is used.
    CmykToSrgb(std::span<const std::uint8_t> icc, Ink ink);
    void convert(const std::uint8_t* cmyk, std::uint8_t* rgb, int width) const;

private:
    std::shared_ptr<void> m_transform;
    Ink m_ink;
};

}  // namespace tintype::image
