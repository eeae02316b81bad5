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
    Exposure,
    Contrast,
    Saturation,
    Warmth,
    BlackAndWhite,
    Sepia,
    Vintage,
    Cinematic,
    Night,
    Sunset,
    Fog,
    Rain,
    Snow,
    StormySky,
    Autumn,
    BlurBackground,
    Blur,
    Sharpen,
    Denoise,
    Recolour,
};

// One thing to do. amount: -1..1 for the signed ones (exposure, contrast, saturation, warmth), 0..1
// otherwise.
struct Clause {
    Effect effect = Effect::Exposure;
    double amount = 0.5;
    std::string region;    // "", "sky", "subject", "background", "faces", "foliage", "water" or a colour word
    std::string toColour;  // Recolour: colour word
    std::string thing;  // what the words call it ("car") where no finder knows it: without a colour word in
                        // `region` it must be masked
    std::vector<std::string> keep;  // regions or colour words that stay as they are
    bool operator==(const Clause&) const = default;
};

// What a sentence means to this engine.
struct Understanding {
    std::vector<Clause> clauses;
    std::vector<std::string> unknown;  // words or phrases it could not use, as written
    bool removal = false;              // among them: something is to be taken out of the picture
};

// Knows English and Chinese (simplified, common traditional forms), mixed too. Never throws; a sentence
// without anything to do has no clauses and, unless it is blank, something in `unknown`.
Understanding understand(const std::string& instruction);
// One sentence for people: "Stormy sky; faces stay as they are". For the panel's live hint.
std::string describe(const Understanding& understanding);
// The same in parts to translate, in order; meant to be joined by "; ".
std::vector<Message> describeClauses(const Understanding& understanding);

struct LookOptions {
    double strength = 1.0;  // 0..2; 1 as the words say
    // Places rain, snow, stars and clouds. The deterministic effects take `variation` from it instead: seeds
    // 0, 4, 8... do exactly what the words say, the three between a little less or more.
    std::uint64_t seed = 0;
};

// Throws Error(BadInput) for an empty instruction, Error(Unsupported) when something in it is not understood
// (naming it, and what is understood), needs a mask, or asks for a part that is not in the photo. photo:
// sRGB, 8 or 16 bit. Outside `mask` pixels stay bit-identical (a null mask means everywhere). Result has
// photo's size, depth, alpha and attachments; the same seed gives the same bytes on any number of threads.
image::Image look(const image::Image& photo, const std::string& instruction, const image::Mask& mask,
                  const LookOptions& options, Progress& progress);

}  // namespace tintype::builtin
