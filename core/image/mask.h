// Which pixels may change: one byte a pixel, 0 = keep, 255 = change, between = partly. A value; copies share
// their bands of rows until one of them is written to, and an empty band takes no memory: making, copying and
// brushing a mask of any size is cheap. Used by the canvas, the tools and the recipes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/image/image.h"

namespace tintype::image {

class Mask {
public:
    Mask() = default;
    explicit Mask(Size size, std::uint8_t value = 0);

    bool null() const { return m_size.empty(); }
    Size size() const { return m_size; }
    // One row; the next one does not follow it in memory.
    const std::uint8_t* row(int y) const;
    std::uint8_t* mutableRow(int y);  // detaches; write before anything else is asked of the mask
    Bytes bytes() const;              // a copy of all rows, one after the other
    // Smallest rectangle that holds all non-zero bytes; empty when nothing is selected. Remembered band by band,
    // so that asking again after a stroke costs little.
    Rect bounds() const;
    bool operator==(const Mask& other) const;

    // Whether both have the very same memory, and so are equal: for telling a change without looking at bytes.
    bool sharesAll(const Mask& other) const { return m_size == other.m_size && m_bands == other.m_bands; }
    struct Block {
        const void* address;  // equal in masks that share it
        std::size_t bytes;
    };
    std::vector<Block> blocks() const;  // the memory it holds

private:
    struct Band;
    int rowsOf(std::size_t band) const;

    Size m_size;
    std::vector<std::shared_ptr<Band>> m_bands;  // null: all zero
};

// bytes: size.area() of them. Throws Error(BadInput) where there are fewer.
Mask maskOfBytes(Size size, std::span<const std::uint8_t> bytes);

// All take and return masks of the same size.
Mask inverted(const Mask& mask);
Mask grown(const Mask& mask, int pixels);     // elliptical dilation; negative shrinks
Mask feathered(const Mask& mask, int pixels);  // soft edge of about that width, half inside and half outside
Mask thresholded(const Mask& mask, std::uint8_t above);  // > above becomes 255, the rest 0
Mask resized(const Mask& mask, Size size);    // area / linear
Mask crop(const Mask& mask, const Rect& rect);

// A mask picture: luminance (white = change) or, where it has alpha that varies, its alpha. Throws
// Error(BadInput) when its size is not `expected`, naming both sizes.
Mask maskFromImage(const Image& picture, Size expected);
Image maskToImage(const Mask& mask);  // grey as RGB

// original where mask is 0 (bit-identical), edited where it is 255, a mix between. Both of the same size; the
// result has original's depth, alpha and attachments. A 16-bit original takes an 8-bit edit as the difference it
// makes, so what the edit left alone keeps all its bits.
Image composite(const Image& original, const Image& edited, const Mask& mask);

}  // namespace tintype::image
