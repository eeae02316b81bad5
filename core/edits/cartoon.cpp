// Draws the photo as a cartoon.
#include "core/builtin/toon.h"
#include "core/edits/job.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"
#include "core/image/transform.h"

namespace tintype::edits {

void cartoon(const Cartoon& work, Job& job) {
    const Size size = fitLongSide(work.photo.size(), work.longSide);
    const image::Image photo = size == work.photo.size() ? work.photo : image::resized(work.photo, size);
    const image::Image before = image::toSrgb(photo);
    Output output;
    output.unmixed = broughtHome(photo, before, builtin::toon(before, 1.0, job.progress()));
    output.picture = builtin::mixCartoon(photo, output.unmixed, work.strength);
    output.changed = changedShare(photo, output.picture);
    job.deliver(std::move(output));
}

}  // namespace tintype::edits
