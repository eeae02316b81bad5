// What a reader finds in one file: where each tensor lies, nothing decoded. Made by the format readers, used by
// Checkpoint.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/checkpoint/element_type.h"
#include "core/checkpoint/mapped_file.h"

namespace tintype::checkpoint {

enum class FileFormat { Safetensors, TorchZip, TorchLegacy, TorchScript };

// One tensor as a strided view of bytes of the file. Every reader has checked that the view lies inside.
struct StoredTensor {
    ElementType type = ElementType::Float32;
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> strides;  // elements
    std::uint64_t offset = 0;           // bytes from the file's start to the first element

    std::int64_t elements() const;
    bool contiguous() const;
    // Bytes from the first to one past the last element touched.
    std::uint64_t span() const;
};

struct TensorFile {
    FileFormat format = FileFormat::Safetensors;
    std::shared_ptr<const MappedFile> file;
    std::map<std::string, StoredTensor> tensors;
    std::map<std::string, std::string> metadata;  // safetensors only
    std::vector<std::string> inertClasses;        // pickle classes that were kept as inert marks
};

// Row-major strides of a shape.
std::vector<std::int64_t> contiguousStrides(const std::vector<std::int64_t>& sizes);

// Whether a strided view of `available` elements, starting at element `first`, stays inside: sizes and strides not
// negative, every product and sum checked for overflow.
bool viewFits(const std::vector<std::int64_t>& sizes, const std::vector<std::int64_t>& strides, std::uint64_t first,
              std::uint64_t available);

// By content. Throws Error(BadModel) naming the file and the byte, key or rule at fault.
TensorFile readTensorFile(std::shared_ptr<const MappedFile> file);

}  // namespace tintype::checkpoint
