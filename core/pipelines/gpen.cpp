#include "core/pipelines/gpen.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/networks/parse_net.h"
#include "core/pipelines/face_blend.h"
#include "core/pipelines/face_generator.h"
#include "core/pipelines/face_mask.h"
#include "core/pipelines/likeness.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/placement.h"
#include "core/pipelines/tensor_image.h"

namespace tintype::pipelines {

namespace {

constexpr double kSoftenedBelow = 100.0;  // pixels of the face's box

class Restoration {
public:
    Restoration(Networks& networks, const RestoreJob& job, Progress& progress)
        : m_networks(networks), m_job(job), m_progress(progress), m_placement(placementOf(job.compute)), m_photo(toBytes(job.photo)),
          m_generator(networks, job.model, m_placement) {}

    RestoreOutput alignedFace() {
        m_generator.load(m_progress, 0.2);
        m_progress.begin({TINTYPE_NOOP("core", "Restoring the face"), {}}, 1, 0.8);
        if (m_job.photo.width() != m_job.photo.height())
            m_progress.warn({TINTYPE_NOOP("core", "The photo is not square: the face in it was stretched to the network's %1x%1 pixels."),
                             {std::to_string(m_generator.side())}});
        const at::Tensor before = nn::resized(m_photo, m_generator.side(), m_generator.side());
        const at::Tensor after = m_generator.restored(before, m_progress);
        const Face whole{0, 0, 1.0 * m_job.photo.width(), 1.0 * m_job.photo.height(), 1.0, {}, {}};
        RestoredFace face = describedFace(m_job, whole, before, after, m_job.strength, m_progress);
        m_progress.step();
        RestoreOutput output{fromBytes(mixed(before, after, face.strength)), {}};
        output.faces.push_back(std::move(face));
        return output;
    }

    RestoreOutput allFaces() {
        const std::vector<FaceTask> tasks = chosenFaces(m_job, found());
        if (tasks.empty()) return {m_job.photo, {}};
        m_generator.load(m_progress, 0.1);
        openParser();
        FaceBlend blend(m_job, m_photo, tasks, m_generator.side(), m_progress);
        const auto todo = std::count_if(tasks.begin(), tasks.end(), [](const FaceTask& task) { return task.state == FaceState::Restored; });
        m_progress.begin({TINTYPE_NOOP("core", "Restoring faces"), {}}, static_cast<int>(todo), 0.8);
        for (const FaceTask& task : tasks) carryOut(task, blend);
        return blend.finished();
    }

private:
    std::vector<Face> found() {
        if (m_job.detector.empty()) return {};
        Progress part = m_progress.part(0.1);
        return findFaces(m_networks, {m_job.detector, m_job.photo, m_job.compute}, part);
    }

    void openParser() {
        if (m_job.parser.empty()) {
            m_progress.warn({TINTYPE_NOOP("core", "There is no face parser file: each face went back as a rectangle with a soft border."), {}});
            return;
        }
        auto file = checkpoint::Checkpoint::open(m_job.parser);
        file.rename(networks::renameParseNetKey);
        m_parser = m_networks.weights(file, "parser", m_placement, m_progress);
    }

    void carryOut(const FaceTask& task, FaceBlend& blend) {
        if (task.state != FaceState::Restored) return blend.leave(task);
        at::Tensor after = m_generator.restored(blend.square(task.face), m_progress);
        const at::Tensor mask = m_parser ? parsedMask(*m_parser, after) : rectangleMask(m_generator.side());
        if (std::min(task.face.width(), task.face.height()) < kSoftenedBelow) after = softened(after);
        blend.add(task, after, mask);
        m_progress.step();
    }

    Networks& m_networks;
    const RestoreJob& m_job;
    Progress& m_progress;
    checkpoint::Placement m_placement;
    at::Tensor m_photo;  // [h, w, 3] uint8
    FaceGenerator m_generator;
    std::optional<checkpoint::Weights> m_parser;
};

}  // namespace

RestoreOutput restoreFaces(Networks& networks, const RestoreJob& job, Progress& progress) {
    const at::NoGradGuard noGradients;
    constexpr int kSmallestSide = 16;
    if (job.aligned && job.photo.size().shortSide() < kSmallestSide)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The photo is %1x%2 pixels, which is too small for an aligned face."),
                    {std::to_string(job.photo.width()), std::to_string(job.photo.height())});
    Restoration restoration(networks, job, progress);
    return job.aligned ? restoration.alignedFace() : restoration.allFaces();
}

}  // namespace tintype::pipelines
