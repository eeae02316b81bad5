// Makes a clip of the photo.
#include <algorithm>

#include "core/builtin/pan_zoom.h"
#include "core/edits/clip_output.h"
#include "core/edits/framing.h"
#include "core/edits/job.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

constexpr int kUsualLongSide = 1280;

Size even(Size size) { return {std::max(16, size.width / 2 * 2), std::max(16, size.height / 2 * 2)}; }

// As many pixels as the photo has: the camera may go close.
Size withinPhoto(Size clip, Size photo) { return fitLongSide(clip, std::max(clip.longSide(), photo.longSide())); }

builtin::CameraMove moveOf(const Animate& work, Job& job) {
    std::vector<std::string> unknown;
    builtin::CameraMove move = builtin::cameraMove(work.prompt, &unknown);
    std::string words;
    for (const std::string& word : unknown) words += (words.empty() ? "" : ", ") + word;
    if (!words.empty())
        job.note({TINTYPE_NOOP("core", "The built-in camera move cannot do this part of the prompt: %1."), {words}});
    return move;
}

}  // namespace

Size clipSize(const Animate& work) {
    if (work.size != Size{}) return work.size;
    const Size photo = work.photo.size();
    return even(photo.longSide() > kUsualLongSide ? fitLongSide(photo, kUsualLongSide) : photo);
}

void animate(const Animate& work, Job& job) {
    const builtin::CameraMove move = moveOf(work, job);
    image::Image photo = image::withoutAlpha(image::toDepth8(image::toSrgb(work.photo)));
    const Size size = clipSize(work);
    if (work.framing != Framing::Crop) photo = framedPhoto(photo, withinPhoto(size, photo.size()), work.framing, {});
    else if (!work.part.empty()) photo = image::crop(photo, shownPart(photo.size(), size, work.part));
    Output output;
    output.seed = work.seed;
    output.recipe = job.recipe(work.seed);
    ClipOutput clip(work, output.recipe);
    Progress making = job.progress().part(1.0 - ClipOutput::shareOfReturn(work));
    builtin::panZoom(photo, move, work.motion, work.frames, size, making, [&](const image::Image& frame) { clip.add(frame); });
    clip.finish(job.progress());
    output.picture = clip.first();
    output.clip = work.target;
    output.changed = 1.0;
    job.deliver(std::move(output));
}

}  // namespace tintype::edits
