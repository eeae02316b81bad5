// Private to core/video: RGB pictures to the encoder's BT.709 limited-range 4:2:0 and decoded frames back to RGB,
// with the matrix and range each frame names.
#pragma once

#include "core/image/image.h"
#include "core/video/libav.h"

namespace tintype::video {

// RGB 8 bit -> yuv420p, limited range, BT.709 or BT.601 (SMPTE170M). Sides of the result are even: one row or column
// is cut; a side of one pixel is doubled.
class ToYuv {
public:
    explicit ToYuv(Size picture, AVColorSpace matrix = AVCOL_SPC_BT709);
    Size size() const { return m_size; }  // of the frames
    Frame convert(const image::Image& picture);

private:
    Size m_picture;
    Size m_size;
    AVColorSpace m_matrix;
    Scaler m_scaler;
};

// A decoded frame of any pixel format -> RGB 8 bit of `size`.
class ToRgb {
public:
    image::Image convert(const AVFrame& frame, Size size);

private:
    void prepare(const AVFrame& frame, Size size);

    Scaler m_scaler;
    AVFrame m_last{};  // only the fields that describe the format
    Size m_size;
};

}  // namespace tintype::video
