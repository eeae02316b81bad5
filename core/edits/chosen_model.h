// Which model file a request runs with, if any. Inside core/edits only.
#pragma once

#include <filesystem>
#include <optional>

#include "core/edits/request.h"

namespace tintype::edits {

// None: the built-in engine does it. Throws Error(BadModel) when a model is demanded and there is none.
std::optional<std::filesystem::path> chosenModel(const Request& request);

// Which published network the tool runs, as people know it: "InstructPix2Pix", ...
const char* networkName(Tool tool);

}  // namespace tintype::edits
