#include "core/base/free_memory.h"

#include <malloc.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <string>

namespace tintype {

namespace {

namespace fs = std::filesystem;

// The number after `key` in a file of "key value" lines.
std::optional<std::uint64_t> valueIn(const fs::path& file, const std::string& key) {
    std::ifstream lines(file);
    std::string word;
    std::uint64_t value = 0;
    while (lines >> word)
        if (word == key && lines >> value) return value;
    return std::nullopt;
}

// None where the file says "max", or nothing.
std::optional<std::uint64_t> numberIn(const fs::path& file) {
    std::ifstream text(file);
    std::uint64_t value = 0;
    return text >> value ? std::optional(value) : std::nullopt;
}

// What one group leaves: pages of files count as free, since they are given up when they are needed.
std::optional<std::uint64_t> leftIn(const fs::path& group, const char* limitFile, const char* usedFile, const char* cacheKey) {
    const auto limit = numberIn(group / limitFile);
    const auto used = numberIn(group / usedFile);
    if (!limit || !used) return std::nullopt;
    const std::uint64_t cache = valueIn(group / "memory.stat", cacheKey).value_or(0);
    const std::uint64_t held = *used - std::min(*used, cache);
    return *limit - std::min(*limit, held);
}

// The path of the process's group below the version-2 hierarchy.
fs::path ownGroup(const fs::path& root) {
    std::ifstream lines(root / "proc/self/cgroup");
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("0::/")) return line.substr(4);
    return {};
}

}  // namespace

std::uint64_t freeMemory(const fs::path& root) {
    const auto available = valueIn(root / "proc/meminfo", "MemAvailable:");
    if (!available) return 0;
    std::uint64_t least = *available * 1024;
    const auto consider = [&least](const std::optional<std::uint64_t>& left) { least = std::min(least, left.value_or(least)); };
    const fs::path groups = root / "sys/fs/cgroup";
    // Every group above has its say too.
    fs::path group = ownGroup(root);
    for (bool more = true; more; group = group.parent_path()) {
        consider(leftIn(groups / group, "memory.max", "memory.current", "inactive_file"));
        more = !group.empty();
    }
    consider(leftIn(groups / "memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
    return least;
}

std::uint64_t heldMemory() { return valueIn("/proc/self/status", "RssAnon:").value_or(0) * 1024; }

void trimMemory() {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

}  // namespace tintype
