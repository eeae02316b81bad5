// The one place where the command line catches errors: says them and turns them into exit statuses.
#pragma once

#include <functional>

#include "app/cli/reporter.h"

namespace tintype::cli {

// What `work` returns, or the status of what it threw. input: named in the error event of a batch.
int guarded(Reporter& reporter, const std::filesystem::path& input, const std::function<int()>& work);

}  // namespace tintype::cli
