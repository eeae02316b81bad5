// How the readers refuse a file: one Error(BadModel) whose first place (%1) is the file's name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace tintype::checkpoint {

// text: a TINTYPE_NOOP sentence with %1 for the file; arguments fill %2, %3...
[[noreturn]] void refuse(const std::filesystem::path& file, const char* text, std::vector<std::string> arguments = {});

// Names and keys from hostile files, made fit for a message: control characters shown as "?", cut at 120 bytes, always UTF-8.
std::string legible(const std::string& name);

}  // namespace tintype::checkpoint
