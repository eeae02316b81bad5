// What this processor multiplies in hardware. Asked by the networks, and by whoever predicts what they will take.
#pragma once

namespace tintype {

// Products of bfloat16 matrices: AMX or AVX512-BF16.
bool fastBFloat16();
// Matrix tiles of bfloat16 (Intel AMX) in the processor and the system. The first call asks the system for them.
bool matrixTiles();

}  // namespace tintype
