// Which share of a clip's time each of its parts takes, so that the progress goes on evenly. Inside core/pipelines only.
#pragma once

#include "core/pipelines/i2vgen_xl.h"

namespace tintype::pipelines {

// 0..1, all together 1. Loading a network counts too; each is loaded once.
struct ClipShares {
    double text = 0.0;
    double vision = 0.0;
    double encoder = 0.0;
    double read = 0.0;
    double load = 0.0;
    double steps = 0.0;
    double decoder = 0.0;
    double paint = 0.0;
};

ClipShares clipShares(const I2vgenJob& job, int stepsLeft);

}  // namespace tintype::pipelines
