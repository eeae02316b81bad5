// What jobs share between runs on the worker thread: loaded networks (kept while memory allows). Built-in
// engines need nothing from it.
#pragma once

#include <memory>

namespace tintype::edits {

class NetworksModule;

class Runtime {
public:
    Runtime();
    ~Runtime();
    // Loads the part of the program that needs libtorch at the first call. Throws Error(Unsupported).
    const NetworksModule& module();
    // Forgets everything that was loaded.
    void release();

private:
    std::unique_ptr<NetworksModule> m_module;
};

}  // namespace tintype::edits
