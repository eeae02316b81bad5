#include "core/base/peak_memory.h"

#include <fstream>
#include <string>

namespace tintype {

std::uint64_t peakMemory() {
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line))
        if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
    return 0;
}

}  // namespace tintype
