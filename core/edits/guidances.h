// Which pictures one instruction asks for: its seeds, and its guidances when it is a grid. Inside core/edits only.
#pragma once

#include <vector>

#include "core/edits/request.h"

namespace tintype::edits {

inline std::vector<pipelines::Guidance> guidancesOf(const Instruct& work) {
    if (work.grid.empty()) return {{work.textGuidance, work.imageGuidance}};
    std::vector<pipelines::Guidance> cells;
    for (const double image : work.grid.image)
        for (const double text : work.grid.text) cells.push_back({text, image});
    return cells;
}

inline std::vector<std::uint64_t> seedsOf(const Instruct& work) {
    std::vector<std::uint64_t> seeds{work.seed};
    if (work.grid.empty())
        for (int i = 1; i < work.variations; ++i) seeds.push_back(work.seed + static_cast<std::uint64_t>(i));
    return seeds;
}

}  // namespace tintype::edits
