// How much memory a network may use for what is between its layers. Smaller values cost time, never accuracy, except
// where a member says so. Made by the pipelines from a budget, passed through the networks.
#pragma once

#include <cstdint>

namespace tintype::nn {

struct MemoryPlan {
    std::uint64_t scoreBytes = std::uint64_t(64) << 20;  // of attention scores at once
    std::int64_t feedForwardRows = 1024;                 // tokens that go through a feed-forward layer together
    std::int64_t tokensAtOnce = 16384;                   // of a clip, through a block together: whole frames or whole pixels
};

}  // namespace tintype::nn
