// A picture as a value: interleaved RGB or RGBA pixels, 8 or 16 bits a channel, straight (not premultiplied)
// alpha, in the colours of its own profile, with everything its file said about it. Copies share pixels;
// writing to shared pixels detaches. Used by every tool, the document and the gallery.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/size.h"

namespace tintype::image {

enum class Depth { U8 = 1, U16 = 2 };  // value = bytes a channel
enum class Format { Unknown, Png, Jpeg, WebP, Tiff, Bmp, Heic, Avif, Jxl, Gif };

using Bytes = std::vector<std::uint8_t>;

// Kept as the file had them; empty: none.
struct Attachments {
    Bytes icc;   // ICC profile; empty means sRGB
    Bytes exif;  // TIFF-structured block without the "Exif\0\0" prefix; orientation already reset to 1
    Bytes xmp;   // XMP packet, UTF-8
    Bytes iptc;  // IPTC IIM records
    bool operator==(const Attachments&) const = default;
};

// Where a picture came from, so that "as the source" can be honoured when it is saved.
struct Origin {
    std::filesystem::path path;      // empty: pasted or made by the program
    Format format = Format::Unknown;
    int jpegQuality = 0;             // 1..100, estimated from the quantisation tables; 0: not a JPEG
    int jpegSubsampling = 0;         // 444, 422 or 420; 0: not a JPEG
    bool grey = false;               // the file held one colour channel
    bool damaged = false;            // the data ended early or had errors; what could be read is here
    bool multipleFrames = false;     // an animation or a multi-page file: this is the first frame
};

class Image {
public:
    Image() = default;
    // Zeroed pixels. channels: 3 (RGB) or 4 (RGBA). Throws Error(BadInput) when a side is not 1..65535,
    // Error(OutOfMemory) when there is no room.
    Image(Size size, int channels, Depth depth = Depth::U8);

    bool empty() const { return m_size.empty(); }
    Size size() const { return m_size; }
    int width() const { return m_size.width; }
    int height() const { return m_size.height; }
    int channels() const { return m_channels; }
    bool hasAlpha() const { return m_channels == 4; }
    Depth depth() const { return m_depth; }

    std::size_t pixelBytes() const { return static_cast<std::size_t>(m_channels) * static_cast<std::size_t>(m_depth); }
    std::size_t rowBytes() const { return pixelBytes() * static_cast<std::size_t>(m_size.width); }  // no padding
    std::size_t byteSize() const { return rowBytes() * static_cast<std::size_t>(m_size.height); }

    const std::uint8_t* data() const { return m_pixels.get(); }
    const std::uint8_t* row(int y) const { return data() + rowBytes() * static_cast<std::size_t>(y); }
    std::uint8_t* mutableData();  // detaches
    std::uint8_t* mutableRow(int y) { return mutableData() + rowBytes() * static_cast<std::size_t>(y); }

    // Same size, channels, depth and pixels; what is attached does not count.
    bool samePixels(const Image& other) const;

    Attachments attachments;
    Origin origin;

private:
    Size m_size;
    int m_channels = 0;
    Depth m_depth = Depth::U8;
    std::shared_ptr<std::uint8_t[]> m_pixels;
};

// The part of the picture inside `rect` (which must lie inside it), with the attachments.
Image crop(const Image& picture, const Rect& rect);
// 8-bit copy (rounded) of a 16-bit picture; an 8-bit one is returned as it is.
Image toDepth8(const Image& picture);
// Without alpha: the colour channels as they are.
Image withoutAlpha(const Image& picture);
// `picture`'s colours with `like`'s alpha, size permitting (same size); no alpha in `like`: none in the result.
Image withAlphaOf(const Image& picture, const Image& like);

}  // namespace tintype::image
