// The element types model files are stored in, without libtorch: the readers and the recogniser need no more.
// Checkpoint turns them into ATen's.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tintype::checkpoint {

enum class ElementType : std::uint8_t {
    Bool, UInt8, Int8, Int16, UInt16, Int32, UInt32, Int64, UInt64, Float8E4M3, Float8E5M2, Float16, BFloat16, Float32, Float64
};

std::size_t elementSize(ElementType type);  // bytes
bool isFloatingPoint(ElementType type);
const char* nameOf(ElementType type);       // "float32"

}  // namespace tintype::checkpoint
