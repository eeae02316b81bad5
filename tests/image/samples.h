// Pictures the tests of core/image make for themselves.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string_view>

#include "core/image/image.h"

namespace tintype::image::samples {

// Every value differs from its neighbours; all bits of 16-bit values are used.
inline Image pattern(Size size, int channels, Depth depth, unsigned seed = 1) {
    Image picture(size, channels, depth);
    std::mt19937 random(seed);
    std::uint8_t* bytes = picture.mutableData();
    for (std::size_t i = 0; i < picture.byteSize(); ++i) bytes[i] = static_cast<std::uint8_t>(random());
    return picture;
}

// Slow waves of colour: what a photograph is like to a lossy codec.
inline Image smooth(Size size) {
    Image picture(size, 3);
    for (int y = 0; y < size.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < size.width; ++x)
            for (int c = 0; c < 3; ++c)
                *row++ = static_cast<std::uint8_t>(128 + 100 * std::sin((x + 20 * c) * 0.02) * std::cos(y * 0.017));
    }
    return picture;
}

// Of 8-bit pictures of the same shape.
inline double meanDifference(const Image& a, const Image& b) {
    if (a.size() != b.size() || a.channels() != b.channels()) return 1e9;
    double sum = 0.0;
    for (std::size_t i = 0; i < a.byteSize(); ++i) sum += std::abs(int(a.data()[i]) - int(b.data()[i]));
    return sum / static_cast<double>(a.byteSize());
}

// An EXIF block as a camera writes it: artist, copyright, camera, orientation, size, place, a thumbnail.
inline Bytes cameraExif(int orientation) {
    Bytes block{'I', 'I', '*', 0, 8, 0, 0, 0};
    const auto put = [&block](std::uint32_t value, int size) {
        for (int i = 0; i < size; ++i) block.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    };
    const auto entry = [&put](int tag, int type, std::uint32_t count, std::uint32_t value) {
        put(static_cast<std::uint32_t>(tag), 2), put(static_cast<std::uint32_t>(type), 2), put(count, 4), put(value, 4);
    };
    const auto text = [&block](const char* words, std::size_t length) {
        for (std::size_t i = 0; i < length; ++i) block.push_back(static_cast<std::uint8_t>(*words ? *words++ : 0));
    };
    put(6, 2);                      // first directory, at 8
    entry(0x010F, 2, 12, 86);       // Make
    entry(0x0112, 3, 1, static_cast<std::uint32_t>(orientation));
    entry(0x013B, 2, 12, 98);       // Artist
    entry(0x8298, 2, 12, 110);      // Copyright
    entry(0x8769, 4, 1, 122);       // details
    entry(0x8825, 4, 1, 152);       // place
    put(176, 4);                    // next: the thumbnail's directory
    text("Secret Cam", 12);
    text("Ann Author", 12);
    text("(c) Ann 2020", 12);
    put(2, 2);                      // details, at 122
    entry(0xA002, 4, 1, 7777);
    entry(0xA003, 4, 1, 5555);
    put(0, 4);
    put(1, 2);                      // place, at 152
    entry(0x0001, 2, 2, 'N');
    put(0, 4);
    block.resize(176);
    put(2, 2);                      // thumbnail, at 176
    entry(0x0201, 4, 1, 206);
    entry(0x0202, 4, 1, 9);
    put(0, 4);
    text("THUMBNAIL", 9);
    return block;
}

// The JPEG with that block in a segment right after its start.
inline Bytes withExif(const Bytes& jpeg, const Bytes& exif) {
    Bytes file(jpeg.begin(), jpeg.begin() + 2);
    const std::size_t length = exif.size() + 8;
    for (const std::size_t byte : {std::size_t(0xFF), std::size_t(0xE1), length >> 8, length & 255})
        file.push_back(static_cast<std::uint8_t>(byte));
    for (const char byte : {'E', 'x', 'i', 'f', '\0', '\0'}) file.push_back(static_cast<std::uint8_t>(byte));
    file.insert(file.end(), exif.begin(), exif.end());
    file.insert(file.end(), jpeg.begin() + 2, jpeg.end());
    return file;
}

inline bool contains(const Bytes& file, std::string_view text) {
    return std::search(file.begin(), file.end(), text.begin(), text.end()) != file.end();
}

inline std::uint16_t* values16(Image& picture) { return reinterpret_cast<std::uint16_t*>(picture.mutableData()); }
inline const std::uint16_t* values16(const Image& picture) {
    return reinterpret_cast<const std::uint16_t*>(picture.data());
}

}  // namespace tintype::image::samples
