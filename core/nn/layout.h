// Which memory layout computes fastest in a precision on a device. Used by the pipelines' placements.
#pragma once

#include "core/checkpoint/weights.h"

namespace tintype::nn {

// Float32: plain. Half precisions: channels last, and bfloat16 on a CPU with AMX in tile order.
checkpoint::Layout fastestLayout(at::ScalarType type, const at::Device& device);

}  // namespace tintype::nn
