// Private to core/video: at most 255 colours that stand for a frame, and frames expressed in them. Used for GIF.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/image/image.h"

namespace tintype::video {

using Colour = std::array<std::uint8_t, 3>;

class Palette {
public:
    Palette() = default;
    // Colours for this RGB picture: variance cuts, then refined by k-means over its histogram.
    Palette(const image::Image& picture, int most);

    const std::vector<Colour>& colours() const { return m_colours; }
    bool empty() const { return m_colours.empty(); }
    int nearest(int r, int g, int b) const;  // index
    // Mean squared distance (per channel) of the picture's pixels from their nearest colours.
    double error(const image::Image& picture) const;

private:
    std::vector<Colour> m_colours;
    mutable std::vector<std::int16_t> m_cells;  // nearest colour of each 6-bit cell, -1: not yet asked
};

// Indices into the palette, with error diffusion (serpentine).
std::vector<std::uint8_t> dithered(const image::Image& picture, const Palette& palette);

}  // namespace tintype::video
