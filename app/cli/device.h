// Whether the device that was asked for is there.
#pragma once

#include "app/cli/reporter.h"
#include "core/edits/request.h"

namespace tintype::cli {

// Throws Error(BadInput) for a CUDA device this machine has not; notes when the built-in engines leave one unused.
void requireDevice(const edits::RunOptions& options, Reporter& reporter);

}  // namespace tintype::cli
