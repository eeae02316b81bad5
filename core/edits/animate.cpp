// Makes a clip of the photo.
#include <algorithm>
#include <optional>

#include "core/builtin/pan_zoom.h"
#include "core/edits/frame_store.h"
#include "core/edits/job.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

constexpr int kUsualLongSide = 1280;

// Where the frames go: the clip, and single pictures besides where they are asked for.
class Clip {
public:
    Clip(const Animate& work, const std::string& recipe) : m_clip(work.target, optionsOf(work, recipe)) {
        if (work.framesFolder.empty()) return;
        video::WriterOptions options = optionsOf(work, recipe);
        options.container = video::Container::PngSequence;
        m_pictures.emplace(work.framesFolder, options);
    }

    void add(const image::Image& frame) {
        m_clip.add(frame);
        if (m_pictures) m_pictures->add(frame);
    }

    void finish() {
        if (m_pictures) m_pictures->finish();
        m_clip.finish();
    }

private:
    static video::WriterOptions optionsOf(const Animate& work, const std::string& recipe) {
        video::WriterOptions options;
        options.rate = video::rateOf(work.fps);
        options.container = video::containerOf(work.target);
        options.recipe = recipe;
        return options;
    }

    video::Writer m_clip;
    std::optional<video::Writer> m_pictures;
};

Size even(Size size) { return {std::max(16, size.width / 2 * 2), std::max(16, size.height / 2 * 2)}; }

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
    const image::Image photo = image::withoutAlpha(image::toDepth8(image::toSrgb(work.photo)));
    Output output;
    output.seed = work.seed;
    output.recipe = job.recipe(work.seed);
    Clip clip(work, output.recipe);
    std::optional<FrameStore> backwards;
    if (work.loop == video::Loop::Boomerang && work.frames > 2) backwards.emplace(work.target.parent_path());
    const double forth = backwards ? 0.7 : 1.0;
    Progress making = job.progress().part(forth);
    const auto take = [&](const image::Image& frame) {
        if (output.picture.empty()) output.picture = frame;
        clip.add(frame);
        if (backwards) backwards->add(frame);
    };
    builtin::panZoom(photo, move, work.motion, work.frames, clipSize(work), making, take);
    if (backwards) {
        const std::vector<int> order = video::playOrder(work.frames, work.loop);
        Progress returning = job.progress().part(1.0 - forth);
        returning.begin({TINTYPE_NOOP("core", "Playing it backwards"), {}},
                        static_cast<int>(order.size()) - work.frames);
        for (std::size_t i = static_cast<std::size_t>(work.frames); i < order.size(); ++i) {
            clip.add(backwards->frame(order[i]));
            returning.step();
        }
    }
    job.progress().check();
    clip.finish();
    output.clip = work.target;
    output.changed = 1.0;
    job.deliver(std::move(output));
}

}  // namespace tintype::edits
