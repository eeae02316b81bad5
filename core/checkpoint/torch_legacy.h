// Reader of PyTorch files from before 1.6: four pickles in a row, then the raw storages.
#pragma once

#include "core/checkpoint/tensor_file.h"

namespace tintype::checkpoint {

TensorFile readTorchLegacy(std::shared_ptr<const MappedFile> file);

}  // namespace tintype::checkpoint
