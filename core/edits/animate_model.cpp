// Makes a clip of the photo with I2VGen-XL, or paints one again that was kept.
#include <chrono>

#include "core/base/error.h"
#include "core/builtin/clip_anchor.h"
#include "core/edits/clip_output.h"
#include "core/edits/clip_pace.h"
#include "core/edits/framing.h"
#include "core/edits/job.h"
#include "core/edits/model_plan.h"
#include "core/edits/networks_module.h"
#include "core/edits/recipe.h"
#include "core/edits/saved_latents.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

constexpr int kFewestFrames = 2;

pipelines::I2vgenJob taskOf(const Animate& work, Job& job) {
    pipelines::I2vgenJob task;
    task.model = job.model();
    task.prompt = work.prompt;
    task.negative = work.negative;
    task.frames = work.frames;
    task.motionFps = work.motionFps;
    task.steps = work.steps;
    task.guidance = work.guidance;
    task.seed = work.seed;
    task.decodeChunk = work.decodeChunk;
    task.plan = job.plan().memory;
    task.compute = job.compute();
    return task;
}

class ModelClip {
public:
    ModelClip(const Animate& work, Job& job) : m_work(work), m_job(job), m_module(job.runtime().module()), m_task(taskOf(work, job)) {
        if (work.frames < kFewestFrames)
            throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A clip needs at least %1 frames."), {std::to_string(kFewestFrames)});
        work.latents.empty() ? takePhoto() : takeSaved();
    }

    void run() {
        Output output;
        output.seed = m_work.seed;
        output.recipe = m_recipe;
        ClipOutput clip(m_work, output.recipe);
        std::optional<builtin::ClipAnchor> anchor;
        if (!m_work.raw) anchor.emplace(m_shown);
        pipelines::I2vgenListener listener;
        listener.preview = m_job.listener().filmstrip;
        listener.frame = [&](const image::Image& frame) { clip.add(anchor ? (*anchor)(frame) : frame); };
        std::optional<SavedLatents> saved;
        if (m_task.part == pipelines::ClipPart::Whole) resume(saved.emplace(m_task));
        ClipPace pace(m_task);
        if (saved)
            listener.latents = [&](const pipelines::ClipLatents& latents) {
                pace.step();
                save(*saved, latents);
            };
        Progress making = m_job.progress().part(1.0 - ClipOutput::shareOfReturn(m_work));
        m_module.functions().animateWithI2vgen(m_module.networks(), m_task, making, listener);
        pace.remember();
        clip.finish(m_job.progress());
        output.picture = clip.first();
        output.clip = m_work.target;
        output.changed = 1.0;
        m_job.deliver(std::move(output));
    }

private:
    void takePhoto() {
        const pipelines::I2vgenUnit unit = m_module.functions().i2vgenUnit(m_job.model());
        const image::Image photo = image::withoutAlpha(image::toDepth8(image::toSrgb(m_work.photo)));
        m_task.size = m_work.size != Size{} ? m_work.size : animationSize(photo.size(), unit.smooth);
        const bool suits = m_task.size.width % unit.sides == 0 && m_task.size.height % unit.sides == 0;
        m_shown = suits ? framedPhoto(photo, m_task.size, m_work.framing, m_work.part) : photo;
        // The published cut around the middle is the pipeline's own.
        const bool published = m_work.raw && m_work.framing == Framing::Crop && m_work.part.empty();
        m_task.photo = published ? photo : m_shown;
        m_recipe = m_job.recipe(m_work.seed);
    }

    void takeSaved() {
        auto kept = readLatents(m_work.latents);
        if (!kept)
            throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 holds no clip that can be painted again."), {m_work.latents.filename().string()});
        const LatentsHeading& heading = kept->heading;
        m_task.part = pipelines::ClipPart::Painting;
        m_task.size = heading.clip;
        m_task.frames = heading.frames;
        m_task.steps = heading.steps;
        m_shown = std::move(kept->photo);
        m_recipe = paintedAgain(heading.recipe, m_work);
        if (heading.step < heading.steps)
            m_job.note({TINTYPE_NOOP("core", "The clip was painted as it was after step %1 of %2: it is not finished."),
                        {std::to_string(heading.step), std::to_string(heading.steps)}});
        m_task.resume = std::move(kept->latents);
    }

    void resume(const SavedLatents& saved) {
        if (m_job.listener().resumable) m_job.listener().resumable();
        auto latents = saved.load();
        if (!latents) return;
        if (latents->step >= m_task.steps)
            m_job.note({TINTYPE_NOOP("core", "This clip was computed before: only its frames were painted again."), {}});
        else
            m_job.note({TINTYPE_NOOP("core", "The clip was continued after step %1 of %2."), {std::to_string(latents->step), std::to_string(m_task.steps)}});
        m_task.resume = std::move(*latents);
    }

    void save(const SavedLatents& saved, const pipelines::ClipLatents& latents) {
        if (m_cannotSave) return;
        try {
            saved.save(latents, m_recipe, m_shown);
        } catch (const Error& error) {
            m_cannotSave = true;
            m_job.note({TINTYPE_NOOP("core", "The clip cannot be continued after an interruption, because its steps could not be saved: %1"), {error.what()}});
        }
    }

    const Animate& m_work;
    Job& m_job;
    const NetworksModule& m_module;
    pipelines::I2vgenJob m_task;
    image::Image m_shown;  // the photo at the clip's size
    std::string m_recipe;
    bool m_cannotSave = false;
};

}  // namespace

void animateWithModel(const Animate& work, Job& job) { ModelClip(work, job).run(); }

}  // namespace tintype::edits
