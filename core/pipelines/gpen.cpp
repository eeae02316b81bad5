#include "core/pipelines/gpen.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/networks/parse_net.h"
#include "core/pipelines/face_align.h"
#include "core/pipelines/face_canvas.h"
#include "core/pipelines/face_generator.h"
#include "core/pipelines/face_mask.h"
#include "core/pipelines/face_choice.h"
#include "core/pipelines/likeness.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/placement.h"
#include "core/pipelines/tensor_image.h"

namespace tintype::pipelines {

namespace {

constexpr double kSoftenedBelow = 100.0;  // pixels of the face's box
constexpr int kThumbnail = 128;

image::Image thumbnail(const at::Tensor& square) {
    const int side = std::min<int>(kThumbnail, static_cast<int>(square.size(0)));
    const at::Tensor small = at::adaptive_avg_pool2d(square.to(at::kFloat).permute({2, 0, 1}).unsqueeze(0), {side, side});
    return toImage(small / 255.0);
}

std::string percent(double share) { return std::to_string(std::lround(share * 100.0)); }

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
        RestoredFace face = describedFace({0, 0, 1.0 * m_job.photo.width(), 1.0 * m_job.photo.height(), 1.0, {}, {}}, before, after, m_job.strength);
        m_progress.step();
        RestoreOutput output{fromBytes(mixed(before, after, face.strength)), {}};
        output.faces.push_back(std::move(face));
        return output;
    }

    RestoreOutput allFaces() {
        std::vector<FaceTask> tasks = chosenFaces(m_job, found());
        RestoreOutput output{m_job.photo, {}};
        if (tasks.empty()) return output;
        m_generator.load(m_progress, 0.1);
        openParser();
        FaceCanvas canvas(m_photo, windowOf(tasks));
        const auto todo = std::count_if(tasks.begin(), tasks.end(), [](const FaceTask& task) { return task.state == FaceState::Restored; });
        m_progress.begin({TINTYPE_NOOP("core", "Restoring faces"), {}}, static_cast<int>(todo), 0.8);
        for (const FaceTask& task : tasks) output.faces.push_back(carriedOut(task, canvas));
        for (const Rect& box : keptBoxes(output.faces, m_job.photo.size())) canvas.protect(box);
        if (todo > 0) output.picture = fromBytes(canvas.composed());
        return output;
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

    // The part of the photo that any restored face's square covers.
    Rect windowOf(const std::vector<FaceTask>& tasks) const {
        Rect window;
        for (const FaceTask& task : tasks)
            if (task.state == FaceState::Restored)
                window = unite(window, covered(alignment(task.face, m_generator.side()), m_generator.side(), m_job.photo.size()));
        return window;
    }

    RestoredFace carriedOut(const FaceTask& task, FaceCanvas& canvas) {
        if (task.state != FaceState::Restored) {
            noteFlaw(task.face);
            return {task.face, task.state, 0.0, 1.0, {}, {}};
        }
        const int side = m_generator.side();
        const nn::Affine2d toSquare = alignment(task.face, side);
        const at::Tensor before = nn::warped(m_photo, toSquare, {0, 0, side, side});
        at::Tensor after = m_generator.restored(before, m_progress);
        const at::Tensor mask = m_parser ? parsedMask(*m_parser, after) : rectangleMask(side);
        if (std::min(task.face.width(), task.face.height()) < kSoftenedBelow) after = softened(after);
        RestoredFace face = describedFace(task.face, before, after, task.strength);
        if (face.state == FaceState::Restored) canvas.paste(mixed(before, after, face.strength), mask, toSquare);
        m_progress.step();
        return face;
    }

    RestoredFace describedFace(const Face& face, const at::Tensor& before, const at::Tensor& after, double strength) {
        RestoredFace result{face, FaceState::Restored, strength, 1.0, {}, {}};
        if (m_job.likeness > 0.0) result.strength = strengthFor(before, after, strength, m_job.likeness);
        if (result.strength < strength) noteLowered(face, strength, result.strength);
        if (result.strength <= 0.0) result.state = FaceState::LeftOut;
        const at::Tensor blended = result.strength > 0.0 ? mixed(before, after, result.strength) : before;
        result.likeness = likeness(before, blended);
        result.before = thumbnail(before);
        result.after = thumbnail(blended);
        return result;
    }

    std::vector<std::string> placeOf(const Face& face) const {
        return {std::to_string(std::lround((face.left + face.right) / 2)), std::to_string(std::lround((face.top + face.bottom) / 2))};
    }

    void noteLowered(const Face& face, double wanted, double used) {
        std::vector<std::string> values = placeOf(face);
        values.insert(values.end(), {percent(wanted), percent(used)});
        m_progress.warn({TINTYPE_NOOP("core", "The face at %1, %2 would no longer look like itself: its strength was lowered from %3% to %4%."), std::move(values)});
    }

    void noteFlaw(const Face& face) {
        switch (face.flaw) {
            case FaceFlaw::TooSmall: m_progress.warn({TINTYPE_NOOP("core", "The face at %1, %2 is too small and was left as it is."), placeOf(face)}); break;
            case FaceFlaw::TurnedAway: m_progress.warn({TINTYPE_NOOP("core", "The face at %1, %2 is turned away and was left as it is."), placeOf(face)}); break;
            case FaceFlaw::Cut: m_progress.warn({TINTYPE_NOOP("core", "The face at %1, %2 is cut by the photo's edge and was left as it is."), placeOf(face)}); break;
            case FaceFlaw::None: break;
        }
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
