// Where and in which numbers a job's networks compute. Used by every pipeline.
#pragma once

#include "core/checkpoint/weights.h"
#include "core/pipelines/compute.h"

namespace tintype::pipelines {

// Auto: the first CUDA device in float16, else the CPU, in bfloat16 where it has instructions for it. Sets the number
// of threads. Throws Error(Unsupported) when the device or the precision cannot be had.
checkpoint::Placement placementOf(const Compute& compute);

}  // namespace tintype::pipelines
