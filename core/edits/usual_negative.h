// The negative prompt that clips start with. Used by the command line and the Animate panel.
#pragma once

namespace tintype::edits {

// What the authors of I2VGen-XL keep out of their clips.
inline constexpr const char* kUsualNegative =
    "Distorted, discontinuous, Ugly, blurry, low resolution, motionless, static, disfigured, disconnected limbs, Ugly faces, incomplete arms";

}  // namespace tintype::edits
