// Changes a photo as a sentence says.
#include <algorithm>

#include "core/builtin/look.h"
#include "core/edits/guidances.h"
#include "core/edits/job.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"
#include "core/image/transform.h"

namespace tintype::edits {

namespace {

// The photo and mask at the working size.
Instruct sized(const Instruct& work) {
    Instruct result = work;
    if (work.longSide <= 0) return result;
    const Size size = fitLongSide(work.photo.size(), work.longSide);
    if (size == work.photo.size()) return result;
    result.photo = image::resized(work.photo, size);
    if (!work.mask.null()) result.mask = image::resized(work.mask, size);
    return result;
}

// The two guidances as one strength: 1 at their defaults, more with the text's, less with the picture's.
double strengthOf(const pipelines::Guidance& guidance) {
    const pipelines::Guidance usual;
    return std::clamp(guidance.text / usual.text * usual.image / std::max(guidance.image, 0.1), 0.0, 2.0);
}

}  // namespace

void instruct(const Instruct& work, Job& job) {
    const Instruct at = sized(work);
    // A plan for too little memory has said so itself.
    if (!(at.photo.size() == work.photo.size()) && job.plan().notes.empty())
        job.note({TINTYPE_NOOP("core", "The built-in engine's result is as small as it works: %1 x %2 pixels."),
                  {std::to_string(at.photo.width()), std::to_string(at.photo.height())}});
    const image::Image before = image::toSrgb(at.photo);
    const auto guidances = guidancesOf(at);
    const auto seeds = seedsOf(at);
    const double share = 1.0 / static_cast<double>(guidances.size() * seeds.size());
    for (const pipelines::Guidance& guidance : guidances)
        for (const std::uint64_t seed : seeds) {
            Progress part = job.progress().part(share);
            Output output;
            output.seed = seed;
            if (!at.grid.empty()) output.guidance = guidance;
            const image::Image after = builtin::look(before, at.instruction, at.mask, {strengthOf(guidance), seed}, part);
            output.picture = broughtHome(at.photo, before, after);
            if (!at.mask.null())
                output.picture = image::composite(at.photo, output.picture, image::thresholded(at.mask, 0));
            output.changed = changedShare(at.photo, output.picture);
            job.deliver(std::move(output));
        }
}

}  // namespace tintype::edits
