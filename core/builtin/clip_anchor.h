// Keeps a clip true to the photo it was made of: the first frame is the photo itself, and what the network changed in
// its colours and broad tones is taken back in the frames that follow. Used by animate.
#pragma once

#include <array>

#include "core/image/image.h"

namespace tintype::builtin {

class ClipAnchor {
public:
    // photo: 8-bit RGB of the frames' size.
    explicit ClipAnchor(image::Image photo);

    // Frames in order, from the first. 8-bit RGB of the photo's size -> the frame to show.
    image::Image operator()(const image::Image& frame);

    // Mean and standard deviation of each channel.
    struct Tone {
        double mean = 0.0;
        double deviation = 0.0;
    };
    using Tones = std::array<Tone, 3>;

private:
    image::Image m_photo;
    image::Image m_broad;  // what the first frame lacks in broad tones, small, around 128
    Tones m_tones;
    int m_next = 0;
};

}  // namespace tintype::builtin
