// Networks that stay loaded between jobs: parameters by the file they came from and how they were placed. Used by
// every pipeline, on the worker thread only.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "core/checkpoint/weights.h"

namespace tintype::pipelines {

class Networks {
public:
    // The parameters of `checkpoint`, loaded at the first call. A file that was changed meanwhile is loaded anew.
    const checkpoint::Weights& weights(const checkpoint::Checkpoint& checkpoint, const std::string& part,
                                       const checkpoint::Placement& placement, Progress& progress);
    // Forgets one network, or all of them.
    void release(const checkpoint::Checkpoint& checkpoint, const std::string& part);
    void release() { m_loaded.clear(); }
    std::uint64_t bytes() const;

private:
    struct Loaded {
        std::string state;  // size and time of the file, and the placement
        checkpoint::Weights weights;
    };
    std::map<std::string, Loaded> m_loaded;  // by path and part
};

}  // namespace tintype::pipelines
