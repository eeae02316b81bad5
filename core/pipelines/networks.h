// Networks that stay loaded between jobs: parameters by the file they came from and how they were placed. Used by
// every pipeline, on the worker thread only.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/checkpoint/weights.h"
#include "core/nn/idle_team.h"

namespace tintype::pipelines {

class Networks {
public:
    // The parameters of `checkpoint`, loaded at the first call. A file that was changed meanwhile is loaded anew.
    const checkpoint::Weights& weights(const checkpoint::Checkpoint& checkpoint, const std::string& part,
                                       const checkpoint::Placement& placement, Progress& progress);
    // A network of a type of its own, made by `make` at the first call; the same rules. Network::weightBytes() counts it.
    template <class Network, class Make>
    std::shared_ptr<const Network> kept(const std::filesystem::path& file, const std::string& part, const checkpoint::Placement& placement, Make make) {
        Loaded& loaded = current(file, part, placement);
        if (!loaded.network) {
            auto network = std::make_shared<const Network>(make());
            loaded.networkBytes = network->weightBytes();
            loaded.network = std::move(network);
        }
        return std::static_pointer_cast<const Network>(loaded.network);
    }
    // Forgets one network, and gives its memory and its file's pages back; or all of them.
    void release(const checkpoint::Checkpoint& checkpoint, const std::string& part);
    void release();
    std::uint64_t bytes() const;

private:
    struct Loaded {
        std::string state;  // size and time of the file, and the placement
        checkpoint::Weights weights;
        std::shared_ptr<const void> network;
        std::uint64_t networkBytes = 0;
        bool filled = false;  // `weights` is
    };
    // What is loaded of this file, or a new entry when there is nothing or the file was changed.
    Loaded& current(const std::filesystem::path& file, const std::string& part, const checkpoint::Placement& placement);

    std::map<std::string, Loaded> m_loaded;  // by path and part
    nn::IdleTeam m_idle;
};

}  // namespace tintype::pipelines
