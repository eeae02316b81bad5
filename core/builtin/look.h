// The weights-free instruction engine: understands English and Chinese sentences about light, colour, weather
// and focus, and really does them. What it does not understand it says; nothing is silently dropped.
#pragma once

#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::builtin {

enum class Effect {
    Exposure, Contrast, Saturation, Warmth, BlackAndWhite, Sepia, Vintage, Cinematic, Night, Sunset, Fog, Rain,
    Snow, StormySky, Autumn, BlurBackground, Sharpen, Denoise, Recolour,
};

// One thing to do. amount: -1..1 for the signed ones (exposure, contrast, saturation, warmth), 0..1 otherwise.
struct Clause {
    Effect effect = Effect::Exposure;
    double amount = 0.5;
    std::string region;    // "", "sky", "subject", "background", "faces", or a colour word for Recolour
    std::string toColour;  // Recolour: colour word
    bool operator==(const Clause&) const = default;
};

// What a sentence means to this engine.
struct Understanding {
    std::vector<Clause> clauses;
    std::vector<std::string> unknown;  // words or phrases it could not use, as written
};

Understanding understand(const std::string& instruction);
// One sentence for people: "Stormy sky; blur the background". For the panel's live hint.
std::string describe(const Understanding& understanding);

struct LookOptions {
    double strength = 1.0;  // 0..2; 1 as the words say
    std::uint64_t seed = 0; // rain, snow, grain; also varies the rendition slightly between variations
};

// Throws Error(BadInput) for an empty instruction, Error(Unsupported) when something in it is not understood
// (naming it, and what is understood). photo: sRGB, 8 or 16 bit. Outside `mask` pixels stay bit-identical
// (a null mask means everywhere). Result has photo's size, depth and alpha.
image::Image look(const image::Image& photo, const std::string& instruction, const image::Mask& mask,
                  const LookOptions& options, Progress& progress);

}  // namespace tintype::builtin
