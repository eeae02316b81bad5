// Reader of PyTorch's ZIP files: torch.save since 1.6, Lightning checkpoints, and TorchScript archives, whose code is
// never looked at.
#pragma once

#include "core/checkpoint/tensor_file.h"

namespace tintype::checkpoint {

TensorFile readTorchZip(std::shared_ptr<const MappedFile> file);

}  // namespace tintype::checkpoint
