// The words recipes use for enumerated values, for writing and reading. Inside core/edits only.
#pragma once

#include <string>

#include "core/edits/request.h"

namespace tintype::edits {

constexpr int kRecipeVersion = 1;

inline const char* samplerName(Sampler sampler) {
    switch (sampler) {
        case Sampler::Own: return "model";
        case Sampler::EulerAncestral: return "euler-a";
        case Sampler::Ddim: return "ddim";
        case Sampler::DpmSolver2M: return "dpm++2m";
    }
    return "";
}

inline const char* precisionName(Precision precision) {
    switch (precision) {
        case Precision::Auto: return "";
        case Precision::Float32: return "fp32";
        case Precision::Float16: return "fp16";
        case Precision::BFloat16: return "bf16";
    }
    return "";
}

inline const char* framingName(Framing framing) {
    switch (framing) {
        case Framing::Crop: return "crop";
        case Framing::Pad: return "pad";
        case Framing::BlurredPad: return "blur";
    }
    return "";
}

inline const char* loopName(video::Loop loop) {
    switch (loop) {
        case video::Loop::None: return "none";
        case video::Loop::Boomerang: return "boomerang";
        case video::Loop::Crossfade: return "crossfade";
    }
    return "";
}

}  // namespace tintype::edits
