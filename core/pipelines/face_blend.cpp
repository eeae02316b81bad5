#include "core/pipelines/face_blend.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/pipelines/face_align.h"
#include "core/pipelines/likeness.h"
#include "core/pipelines/tensor_image.h"

namespace tintype::pipelines {

namespace {

constexpr int kThumbnail = 128;

image::Image thumbnail(const at::Tensor& square) {
    const int side = std::min<int>(kThumbnail, static_cast<int>(square.size(0)));
    const at::Tensor small = at::adaptive_avg_pool2d(square.to(at::kFloat).permute({2, 0, 1}).unsqueeze(0), {side, side});
    return toImage(small / 255.0);
}

std::string percent(double share) { return std::to_string(std::lround(share * 100.0)); }

std::vector<std::string> placeOf(const Face& face) {
    return {std::to_string(std::lround((face.left + face.right) / 2)), std::to_string(std::lround((face.top + face.bottom) / 2))};
}

void noteLowered(const Face& face, double wanted, double used, Progress& progress) {
    std::vector<std::string> values = placeOf(face);
    values.insert(values.end(), {percent(wanted), percent(used)});
    progress.warn({TINTYPE_NOOP("core", "The face at %1, %2 would no longer look like itself: its strength was lowered from %3% to %4%."), std::move(values)});
}

void noteFlaw(const Face& face, Progress& progress) {
    switch (face.flaw) {
        case FaceFlaw::TooSmall: progress.warn({TINTYPE_NOOP("core", "The face at %1, %2 is too small and was left as it is."), placeOf(face)}); break;
        case FaceFlaw::TurnedAway: progress.warn({TINTYPE_NOOP("core", "The face at %1, %2 is turned away and was left as it is."), placeOf(face)}); break;
        case FaceFlaw::Cut: progress.warn({TINTYPE_NOOP("core", "The face at %1, %2 is cut by the photo's edge and was left as it is."), placeOf(face)}); break;
        case FaceFlaw::None: break;
    }
}

// The part of the photo that any restored face's square covers.
Rect windowOf(const std::vector<FaceTask>& tasks, int side, Size photo) {
    Rect window;
    for (const FaceTask& task : tasks)
        if (task.state == FaceState::Restored) window = unite(window, covered(alignment(task.face, side), side, photo));
    return window;
}

FaceLayer layerOf(const at::Tensor& after, const at::Tensor& mask) {
    const at::Tensor values = mask.contiguous();
    const float* first = values.data_ptr<float>();
    return {fromBytes(after), std::make_shared<const std::vector<float>>(first, first + values.numel())};
}

at::Tensor maskOf(const FaceLayer& layer) {
    const std::int64_t side = layer.after.width();
    at::Tensor mask = at::empty({side, side, 1}, at::kFloat);
    std::memcpy(mask.data_ptr(), layer.mask->data(), layer.mask->size() * sizeof(float));
    return mask;
}

bool canBlend(const std::vector<FaceTask>& tasks, const std::vector<RestoredFace>& made) {
    if (tasks.size() != made.size()) return false;
    for (std::size_t i = 0; i < tasks.size(); ++i)
        if (tasks[i].state == FaceState::Restored && made[i].layer.empty()) return false;
    return true;
}

}  // namespace

RestoredFace describedFace(const RestoreJob& job, const Face& face, const at::Tensor& before, const at::Tensor& after, double strength, Progress& progress) {
    RestoredFace result{face, FaceState::Restored, strength, strength, 1.0, {}, {}, {}};
    if (job.likeness > 0.0) result.strength = strengthFor(before, after, strength, job.likeness);
    if (result.strength < strength) noteLowered(face, strength, result.strength, progress);
    if (result.strength <= 0.0) result.state = FaceState::LeftOut;
    const at::Tensor blended = result.strength > 0.0 ? mixed(before, after, result.strength) : before;
    result.likeness = likeness(before, blended);
    result.before = thumbnail(before);
    result.after = thumbnail(blended);
    return result;
}

FaceBlend::FaceBlend(const RestoreJob& job, const at::Tensor& photo, const std::vector<FaceTask>& tasks, int side, Progress& progress)
    : m_job(job), m_photo(photo), m_side(side), m_canvas(photo, windowOf(tasks, side, job.photo.size())), m_progress(progress), m_output{job.photo, {}} {}

at::Tensor FaceBlend::square(const Face& face) const { return nn::warped(m_photo, alignment(face, m_side), {0, 0, m_side, m_side}); }

void FaceBlend::add(const FaceTask& task, const at::Tensor& after, const at::Tensor& mask) {
    const at::Tensor before = square(task.face);
    RestoredFace face = describedFace(m_job, task.face, before, after, task.strength, m_progress);
    if (face.state == FaceState::Restored) m_canvas.paste(mixed(before, after, face.strength), mask, alignment(task.face, m_side));
    const std::uint64_t bytes = static_cast<std::uint64_t>(m_side) * static_cast<std::uint64_t>(m_side) * (3 + sizeof(float));
    if (m_kept + bytes <= m_job.layerBytes) {
        face.layer = layerOf(after, mask);
        m_kept += bytes;
    }
    m_output.faces.push_back(std::move(face));
}

void FaceBlend::leave(const FaceTask& task) {
    noteFlaw(task.face, m_progress);
    m_output.faces.push_back({task.face, task.state, 0.0, 0.0, 1.0, {}, {}, {}});
}

RestoreOutput FaceBlend::finished() {
    const auto restored = [](const RestoredFace& face) { return face.state == FaceState::Restored; };
    for (const Rect& box : keptBoxes(m_output.faces, m_job.photo.size())) m_canvas.protect(box);
    if (std::any_of(m_output.faces.begin(), m_output.faces.end(), restored)) m_output.picture = fromBytes(m_canvas.composed());
    return std::move(m_output);
}

std::optional<RestoreOutput> blendFaces(const RestoreJob& job, const std::vector<RestoredFace>& made, Progress& progress) {
    const at::NoGradGuard noGradients;
    std::vector<Face> found;
    int side = 0;
    for (const RestoredFace& face : made) {
        found.push_back(face.face);
        if (!face.layer.empty()) side = face.layer.after.width();
    }
    const std::vector<FaceTask> tasks = chosenFaces(job, found);
    if (side == 0 || !canBlend(tasks, made)) return std::nullopt;
    progress.begin({TINTYPE_NOOP("core", "Mixing the faces"), {}}, static_cast<int>(tasks.size()));
    FaceBlend blend(job, toBytes(job.photo), tasks, side, progress);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (tasks[i].state != FaceState::Restored) blend.leave(tasks[i]);
        else blend.add(tasks[i], toBytes(made[i].layer.after), maskOf(made[i].layer));
        progress.step();
    }
    return blend.finished();
}

}  // namespace tintype::pipelines
