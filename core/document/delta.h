// The difference between two pixel planes of one shape: the XOR of the tiles that differ, packed. The same
// delta leads from the one to the other and back. Used by the undo steps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/image/image.h"

namespace tintype::document {

struct Shape {
    std::size_t rowBytes = 0;  // no padding
    int rows = 0;
    bool operator==(const Shape&) const = default;
};

// before, after: shape.rowBytes * shape.rows bytes each. Empty when they are equal.
image::Bytes deltaOf(const std::uint8_t* before, const std::uint8_t* after, const Shape& shape);
// Turns one side into the other in place; the delta must come from deltaOf with the same shape.
void applyDelta(std::span<const std::uint8_t> delta, std::uint8_t* bytes, const Shape& shape);

}  // namespace tintype::document
