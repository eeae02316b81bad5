#include "core/edits/networks_module.h"

#include <dlfcn.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace tintype::edits {

namespace {

namespace fs = std::filesystem;

// Beside the program, where tests find it one folder up, and where it is installed.
std::vector<fs::path> candidates() {
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    const char* const name = "tintype_networks.so";
    return {program / name, program.parent_path() / name, program.parent_path() / "lib/tintype" / name, fs::path(TINTYPE_LIBDIR) / name};
}

void* opened() {
    std::error_code ignored;
    for (const fs::path& file : candidates()) {
        if (!fs::is_regular_file(file, ignored)) continue;
        // Never unloaded: libtorch leaves threads and handlers behind.
        if (void* module = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)) return module;
        throw Error(ErrorKind::Unsupported, TINTYPE_NOOP("core", "The program's part for networks could not be loaded: %1."), {dlerror()});
    }
    throw Error(ErrorKind::Unsupported, TINTYPE_NOOP("core", "The program's part for networks (%1) is not installed."), {"tintype_networks.so"});
}

}  // namespace

NetworksModule::NetworksModule() {
    const auto entry = reinterpret_cast<decltype(&tintype_pipelines)>(dlsym(opened(), "tintype_pipelines"));
    if (entry) m_functions = entry();
    if (!m_functions || std::string(m_functions->version) != TINTYPE_VERSION)
        throw Error(ErrorKind::Unsupported, TINTYPE_NOOP("core", "The program's part for networks is of another version than the program."), {});
    m_networks = m_functions->makeNetworks();
}

NetworksModule::~NetworksModule() = default;

}  // namespace tintype::edits
