// Loops over tiles or rows on all cores that end soon after a stop is asked for. Private to core/builtin.
#pragma once

#include <algorithm>
#include <cstdint>

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

// Calls work(i) for 0 <= i < count, in any order, on all cores. Throws Cancelled where a stop was asked for; what
// had begun is finished first, so one call should take well under a tenth of a second. work must not throw.
template <typename Work>
void inParallel(int count, const Progress& progress, const Work& work) {
    const std::stop_token stop = progress.stopToken();
    cv::parallel_for_(
        {0, count},
        [&](const cv::Range& range) {
            for (int i = range.start; i < range.end && !stop.stop_requested(); ++i) work(i);
        },
        count);
    progress.check();
}

// The same for the rows of a picture: work(y) for each of them.
template <typename Work>
void inRows(int rows, const Progress& progress, const Work& work) {
    constexpr int kRowsAtOnce = 16;
    inParallel((rows + kRowsAtOnce - 1) / kRowsAtOnce, progress, [&](int block) {
        for (int y = block * kRowsAtOnce; y < std::min(rows, (block + 1) * kRowsAtOnce); ++y) work(y);
    });
}

}  // namespace tintype::builtin
