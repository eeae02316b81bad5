// What of a result its file format cannot hold.
#pragma once

#include <filesystem>

#include "app/cli/reporter.h"
#include "core/image/write.h"

namespace tintype::cli {

// Notes transparency, bits and metadata that do not go into the target.
void noteLosses(const image::Image& picture, const std::filesystem::path& target, const image::WriteOptions& options,
                Reporter& reporter);

}  // namespace tintype::cli
