// The networks' module: the part of the program that needs libtorch, loaded when a job first asks for a network.
// Inside core/edits only.
#pragma once

#include <filesystem>
#include <memory>

#include "core/pipelines/pipelines.h"

namespace tintype::edits {

class NetworksModule {
public:
    // Looks beside the program and in its library folder. Throws Error(Unsupported) saying what is missing.
    NetworksModule();
    // Throws Error(Unsupported) when the file was not built for this very program.
    explicit NetworksModule(const std::filesystem::path& file);
    ~NetworksModule();
    NetworksModule(const NetworksModule&) = delete;
    NetworksModule& operator=(const NetworksModule&) = delete;

    const pipelines::Pipelines& functions() const { return *m_functions; }
    pipelines::Networks& networks() const { return *m_networks; }

private:
    const pipelines::Pipelines* m_functions = nullptr;
    std::shared_ptr<pipelines::Networks> m_networks;
};

}  // namespace tintype::edits
