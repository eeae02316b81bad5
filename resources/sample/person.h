// The person in the sample picture: a bust modelled as a signed distance field and lit by the scene's sun.
#pragma once

#include "resources/sample/vector.h"

namespace tintype::sample {

struct Sample {
    Vector colour;          // linear light
    double coverage = 0.0;  // 0 where she is not
};

// x, y: 0..1 across and down the picture; aspect: width / height.
Sample person(double x, double y, double aspect);

}  // namespace tintype::sample
