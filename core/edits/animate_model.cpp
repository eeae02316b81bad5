// Makes a clip of the photo with I2VGen-XL.
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/builtin/clip_anchor.h"
#include "core/edits/clip_output.h"
#include "core/edits/job.h"
#include "core/edits/model_plan.h"
#include "core/edits/networks_module.h"
#include "core/edits/saved_latents.h"
#include "core/image/colour.h"
#include "core/image/resample.h"

namespace tintype::edits {

namespace {

constexpr int kFewestFrames = 2;

// The middle of the photo at the clip's size, without the black edge that the published rounding can leave.
image::Image framed(const image::Image& photo, Size size) {
    const double scale = std::max(static_cast<double>(size.width) / photo.width(), static_cast<double>(size.height) / photo.height());
    const Size whole{std::max(size.width, static_cast<int>(std::lround(photo.width() * scale))),
                     std::max(size.height, static_cast<int>(std::lround(photo.height() * scale)))};
    const image::Image large = image::resampled(photo, whole, image::Filter::Lanczos);
    return image::crop(large, {(whole.width - size.width) / 2, (whole.height - size.height) / 2, size.width, size.height});
}

class ModelClip {
public:
    ModelClip(const Animate& work, Job& job) : m_work(work), m_job(job), m_module(job.runtime().module()) {
        if (work.frames < kFewestFrames)
            throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A clip needs at least %1 frames."), {std::to_string(kFewestFrames)});
        const pipelines::I2vgenUnit unit = m_module.functions().i2vgenUnit(job.model());
        const image::Image photo = image::withoutAlpha(image::toDepth8(image::toSrgb(work.photo)));
        m_task.model = job.model();
        m_task.size = work.size != Size{} ? work.size : animationSize(photo.size(), unit.smooth);
        const bool suits = m_task.size.width % unit.sides == 0 && m_task.size.height % unit.sides == 0;
        m_task.photo = work.raw || !suits ? photo : framed(photo, m_task.size);
        m_task.prompt = work.prompt;
        m_task.negative = work.negative;
        m_task.frames = work.frames;
        m_task.motionFps = work.motionFps;
        m_task.steps = work.steps;
        m_task.guidance = work.guidance;
        m_task.seed = work.seed;
        m_task.compute = job.compute();
    }

    void run() {
        const SavedLatents saved(m_task);
        if (auto latents = saved.load()) resume(std::move(*latents));
        Output output;
        output.seed = m_work.seed;
        output.recipe = m_job.recipe(m_work.seed);
        ClipOutput clip(m_work, output.recipe);
        std::optional<builtin::ClipAnchor> anchor;
        if (!m_work.raw) anchor.emplace(m_task.photo);
        pipelines::I2vgenListener listener;
        listener.preview = previews();
        listener.latents = [&](const pipelines::ClipLatents& latents) { save(saved, latents); };
        listener.frame = [&](const image::Image& frame) { clip.add(anchor ? (*anchor)(frame) : frame); };
        Progress making = m_job.progress().part(1.0 - ClipOutput::shareOfReturn(m_work));
        m_module.functions().animateWithI2vgen(m_module.networks(), m_task, making, listener);
        clip.finish(m_job.progress());
        output.picture = clip.first();
        output.clip = m_work.target;
        output.changed = 1.0;
        m_job.deliver(std::move(output));
    }

private:
    void resume(pipelines::ClipLatents latents) {
        if (latents.step >= m_task.steps)
            m_job.note({TINTYPE_NOOP("core", "This clip was computed before: only its frames were painted again."), {}});
        else
            m_job.note({TINTYPE_NOOP("core", "The clip was continued after step %1 of %2."), {std::to_string(latents.step), std::to_string(m_task.steps)}});
        m_task.resume = std::move(latents);
    }

    // One after the other of the frames that are shown small, so that the coming motion can be seen.
    std::function<void(const std::vector<image::Image>&)> previews() {
        if (!m_job.listener().preview) return {};
        return [this](const std::vector<image::Image>& frames) { m_job.listener().preview(frames[m_shown++ % frames.size()]); };
    }

    void save(const SavedLatents& saved, const pipelines::ClipLatents& latents) {
        if (m_cannotSave) return;
        try {
            saved.save(latents);
        } catch (const Error& error) {
            m_cannotSave = true;
            m_job.note({TINTYPE_NOOP("core", "The clip cannot be continued after an interruption, because its steps could not be saved: %1"), {error.what()}});
        }
    }

    const Animate& m_work;
    Job& m_job;
    const NetworksModule& m_module;
    pipelines::I2vgenJob m_task;
    std::size_t m_shown = 0;
    bool m_cannotSave = false;
};

}  // namespace

void animateWithModel(const Animate& work, Job& job) { ModelClip(work, job).run(); }

}  // namespace tintype::edits
