#include "core/edits/networks_module.h"

#include <dlfcn.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/safe_file.h"

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

fs::path installed() {
    std::error_code ignored;
    for (const fs::path& file : candidates())
        if (fs::is_regular_file(file, ignored)) return file;
    throw Error(ErrorKind::Unsupported, TINTYPE_NOOP("core", "The program's part for networks (%1) is not installed."), {"tintype_networks.so"});
}

// oneDNN keeps a compiled kernel for each shape it has seen, 1024 of them by default: over a folder of photos of different sizes that grows
// by 0.2-0.6 MB a photo (tst_folder_memory). A kernel that was dropped is compiled again when it is needed. Set before main, while there is one thread.
const int kKernelsKept = setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64", 0);

void* opened(const fs::path& file) {
    // Never unloaded: libtorch leaves threads and handlers behind.
    if (void* module = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)) return module;
    throw Error(ErrorKind::Unsupported, TINTYPE_NOOP("core", "The program's part for networks could not be loaded: %1."), {dlerror()});
}

// Classes and their layouts go through the table, so nothing but `build` may be read before it was compared.
const pipelines::Pipelines* functionsOf(const fs::path& file) {
    const auto entry = reinterpret_cast<decltype(&tintype_pipelines)>(dlsym(opened(file), "tintype_pipelines"));
    const pipelines::Pipelines* functions = entry ? entry() : nullptr;
    if (functions && std::string(functions->build) == TINTYPE_VERSION " " TINTYPE_INTERFACE) return functions;
    throw Error(ErrorKind::Unsupported,
                TINTYPE_NOOP("core", "The program's part for networks (%1) was not built together with this program: build or install both anew."),
                {displayName(file)});
}

}  // namespace

NetworksModule::NetworksModule() : NetworksModule(installed()) {}

NetworksModule::NetworksModule(const fs::path& file) : m_functions(functionsOf(file)), m_networks(m_functions->makeNetworks()) {}

NetworksModule::~NetworksModule() = default;

}  // namespace tintype::edits
