#include "core/hardware/probe.h"

#include <sched.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/base/size.h"
#include "core/hardware/graphics_cards.h"

namespace tintype::hardware {

namespace {

namespace fs = std::filesystem;

// The value after the separator on the first line that starts with `key`, without quotes.
std::string field(const fs::path& file, const std::string& key, char separator) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with(key)) continue;
        const std::size_t at = line.find(separator);
        if (at == std::string::npos) continue;
        const std::size_t start = line.find_first_not_of(" \t\"", at + 1);
        if (start == std::string::npos) return {};
        return line.substr(start, line.find_last_not_of(" \t\"\r") - start + 1);
    }
    return {};
}

std::uint64_t kibibytes(const fs::path& meminfo, const std::string& key) {
    std::istringstream text(field(meminfo, key, ':'));
    std::uint64_t value = 0;
    text >> value;
    return value * 1024;
}

int usableCores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    return std::max(1, CPU_COUNT(&set));
}

std::vector<std::string> featuresIn(const std::string& flags) {
    std::istringstream words(flags);
    std::vector<std::string> all;
    for (std::string word; words >> word;) all.push_back(word);
    std::vector<std::string> found;
    for (const char* name : {"avx2", "avx512f", "avx512_bf16", "amx_bf16"})
        if (std::find(all.begin(), all.end(), name) != all.end()) found.emplace_back(name);
    return found;
}

bool has(const Machine& machine, const std::string& feature) {
    return std::find(machine.features.begin(), machine.features.end(), feature) != machine.features.end();
}

}  // namespace

Machine probe(const fs::path& folder, const fs::path& root) {
    const fs::path cpuinfo = root / "proc/cpuinfo";
    const fs::path meminfo = root / "proc/meminfo";
    Machine machine;
    machine.system = field(root / "etc/os-release", "PRETTY_NAME", '=');
    machine.processor = field(cpuinfo, "model name", ':');
    machine.cores = usableCores();
    machine.features = featuresIn(field(cpuinfo, "flags", ':'));
    machine.memoryBytes = kibibytes(meminfo, "MemTotal:");
    machine.availableBytes = kibibytes(meminfo, "MemAvailable:");
    machine.cards = graphicsCards(root);
    std::error_code error;
    const fs::space_info space = fs::space(folder, error);
    machine.diskFreeBytes = error ? 0 : space.available;
    return machine;
}

Message verdict(const Machine& machine) {
    constexpr std::uint64_t kSmallMemory = 4ull << 30;
    for (const GraphicsCard& card : machine.cards)
        if (card.cuda)
            return {TINTYPE_NOOP("core", "All built-in tools run here; %1 can run AI models."), {card.name}};
    if (machine.memoryBytes < kSmallMemory)
        return {TINTYPE_NOOP("core", "All built-in tools run here; %1 of memory is too little for the larger AI models."),
                {formatBytes(machine.memoryBytes)}};
    if (has(machine, "amx_bf16") || has(machine, "avx512_bf16"))
        return {TINTYPE_NOOP("core", "All built-in tools run here; AI models can run on this processor, which has "
                                     "bfloat16 instructions."),
                {}};
    return {TINTYPE_NOOP("core", "All built-in tools run here; AI models can run on the processor, slowly."), {}};
}

std::string summary(const Machine& machine) {
    std::string text = std::to_string(machine.cores) + (machine.cores == 1 ? " core, " : " cores, ") +
                       formatBytes(machine.memoryBytes) + " of memory";
    for (const GraphicsCard& card : machine.cards) text += ", " + card.name;
    return text;
}

}  // namespace tintype::hardware
