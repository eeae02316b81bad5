#include "core/base/process_mark.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace tintype {

namespace {

std::string fileText(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Clock ticks after boot at which the process began; empty when it is gone or only waits to be collected.
std::string startTime(const std::string& pid) {
    const std::string text = fileText("/proc/" + pid + "/stat");
    const std::size_t name = text.rfind(')');  // the name before it may hold anything
    if (name == std::string::npos) return {};
    std::istringstream fields(text.substr(name + 1));
    std::string field;
    for (int i = 3; i <= 22 && fields >> field; ++i)
        if (i == 3 && (field == "Z" || field == "X")) return {};
    return field;
}

std::string bootMark() { return fileText("/proc/sys/kernel/random/boot_id").substr(0, 8); }

}  // namespace

std::string processMark() {
    const std::string pid = std::to_string(::getpid());
    return pid + "-" + startTime(pid) + "-" + bootMark();
}

bool processRuns(const std::string& mark) {
    const std::size_t first = mark.find('-');
    const std::size_t second = mark.find('-', first + 1);
    if (first == 0 || first == std::string::npos || second == std::string::npos) return false;
    const std::string pid = mark.substr(0, first);
    if (pid.find_first_not_of("0123456789") != std::string::npos) return false;
    const std::string start = startTime(pid);
    return !start.empty() && start == mark.substr(first + 1, second - first - 1) && mark.substr(second + 1) == bootMark();
}

}  // namespace tintype
