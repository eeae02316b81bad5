// Reader of safetensors files: a length, a JSON header, raw bytes.
// Source: the format's README and its reference implementation, made stricter where design and audits ask for it.
#pragma once

#include "core/checkpoint/tensor_file.h"

namespace tintype::checkpoint {

// Throws Error(BadModel) with a sentence of its own for every rule that is broken.
TensorFile readSafetensors(std::shared_ptr<const MappedFile> file);

}  // namespace tintype::checkpoint
