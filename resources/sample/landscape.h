// The sample picture's scenery: sky, mountains, lake, meadow. All in linear light.
#pragma once

#include "resources/sample/vector.h"

namespace tintype::sample {

// x, y: 0..1 across and down the picture; aspect: width / height.
Vector landscape(double x, double y, double aspect);
Vector sunDirection();

}  // namespace tintype::sample
