#include "core/checkpoint/refuse.h"

#include "core/base/safe_file.h"

namespace tintype::checkpoint {

void refuse(const std::filesystem::path& file, const char* text, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), displayName(file));
    throw Error(ErrorKind::BadModel, text, std::move(arguments));
}

std::string legible(const std::string& name) {
    std::string clean;
    for (const char c : name) {
        if (clean.size() >= 120) return displayName(clean) + "...";
        clean += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    }
    return displayName(clean);
}

}  // namespace tintype::checkpoint
