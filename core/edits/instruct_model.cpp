// Changes a photo as a sentence says, with InstructPix2Pix: the photo at the network's size, the network, and the
// change back at the photo's own size.
#include <algorithm>
#include <cmath>
#include <optional>

#include "core/builtin/detail_transfer.h"
#include "core/builtin/face_likeness.h"
#include "core/edits/guidances.h"
#include "core/edits/job.h"
#include "core/edits/networks_module.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"
#include "core/image/resample.h"

namespace tintype::edits {

namespace {

constexpr int kFeather = 12;     // pixels of the full-size mask's soft edge, inside the mask

constexpr double kSameFace = 0.9;  // likeness from which a person sees no other face

// Full where the mask is full, soft towards its border, nothing outside it.
image::Mask inwardFeathered(const image::Mask& mask) {
    const image::Mask inner = image::feathered(image::grown(mask, -kFeather / 2), kFeather);
    image::Mask result = mask;
    for (int y = 0; y < mask.size().height; ++y) {
        std::uint8_t* out = result.mutableRow(y);
        const std::uint8_t* soft = inner.row(y);
        for (int x = 0; x < mask.size().width; ++x) out[x] = std::min(out[x], soft[x]);
    }
    return result;
}

class ModelEdit {
public:
    ModelEdit(const Instruct& work, Job& job) : m_work(work), m_job(job), m_module(job.runtime().module()) {
        m_photo = image::withoutAlpha(image::toDepth8(image::toSrgb(work.photo)));
        m_small = image::resampled(m_photo, job.plan().working, image::Filter::Lanczos);
        m_sameSize = m_small.size() == m_photo.size();
        if (!m_sameSize) m_base = m_small;
    }

    void run() {
        pipelines::InstructJob& task = m_task;
        task.model = m_job.model();
        task.photo = m_small;
        if (!m_work.mask.null()) task.mask = m_sameSize ? m_work.mask : image::resized(m_work.mask, m_small.size());
        task.instruction = m_work.english.empty() ? m_work.instruction : m_work.english;
        task.steps = m_work.steps;
        task.guidances = guidancesOf(m_work);
        task.seeds = seedsOf(m_work);
        task.sampler = m_work.sampler;
        task.reconstruct = !m_sameSize && m_work.grid.empty();
        task.plan = m_job.plan().memory;
        task.compute = m_job.compute();
        pipelines::InstructListener listener;
        listener.precision = [this](Precision precision) { m_job.setPrecision(precision); };
        if (m_work.grid.empty()) listener.preview = m_job.listener().preview;
        listener.reconstruction = [this](image::Image base) { m_base = std::move(base); };
        listener.output = [this](pipelines::InstructOutput output) { deliver(std::move(output)); };
        noteSize();
        m_module.functions().instruct(m_module.networks(), task, m_job.progress(), listener);
    }

private:
    void noteSize() {
        if (m_sameSize) return;
        m_job.note({TINTYPE_NOOP("core", "The network worked at %1x%2 pixels; its change was brought to the photo's %3x%4."),
                    {std::to_string(m_small.width()), std::to_string(m_small.height()), std::to_string(m_photo.width()),
                     std::to_string(m_photo.height())}});
    }

    void noteLikeness(const image::Image& result) {
        const auto likeness = builtin::faceLikeness(m_work.photo, result, Progress(m_job.progress().stopToken(), {}));
        if (!likeness || *likeness >= kSameFace) return;
        m_job.note({TINTYPE_NOOP("core", "A face changed: it is about %1 % alike (a rough measure)."), {std::to_string(std::lround(*likeness * 100.0))}});
    }

    void deliver(pipelines::InstructOutput made) {
        if (!m_work.grid.empty()) return deliverCell(std::move(made));
        Progress silent(m_job.progress().stopToken(), {});
        const image::Image full = m_sameSize ? made.picture : builtin::transferDetail(m_photo, m_base, made.picture, silent);
        Output output;
        output.seed = made.seed;
        output.picture = broughtHome(m_work.photo, m_photo, full);
        if (!m_work.mask.null()) output.picture = image::composite(m_work.photo, output.picture, inwardFeathered(m_work.mask));
        output.changed = changedShare(m_work.photo, output.picture);
        noteLikeness(output.picture);
        m_job.deliver(std::move(output));
    }

    // As small as it was made: it is only looked at.
    void deliverCell(pipelines::InstructOutput made) {
        Output output;
        output.seed = made.seed;
        output.guidance = made.guidance;
        output.picture = m_task.mask.null() ? std::move(made.picture) : image::composite(m_small, made.picture, m_task.mask);
        m_job.deliver(std::move(output));
    }

    const Instruct& m_work;
    Job& m_job;
    const NetworksModule& m_module;
    pipelines::InstructJob m_task;
    image::Image m_photo;   // 8-bit sRGB at the photo's size
    image::Image m_small;   // the same at the network's size
    image::Image m_base;    // what the network's autoencoder makes of it unchanged
    bool m_sameSize = false;
};

}  // namespace

void instructWithModel(const Instruct& work, Job& job) { ModelEdit(work, job).run(); }

}  // namespace tintype::edits
