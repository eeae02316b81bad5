#include "core/pipelines/face_choice.h"

#include <algorithm>
#include <cstdint>

namespace tintype::pipelines {

namespace {

// Of the smaller one's area.
double shared(const Rect& a, const Rect& b) {
    const double least = static_cast<double>(std::min(std::int64_t(a.width) * a.height, std::int64_t(b.width) * b.height));
    const Rect both = intersect(a, b);
    return both.empty() || least <= 0 ? 0.0 : static_cast<double>(both.width) * both.height / least;
}

// Of the area that either covers.
double overlap(const Rect& a, const Rect& b) {
    const Rect both = intersect(a, b);
    const double common = both.empty() ? 0.0 : static_cast<double>(both.width) * both.height;
    const double all = static_cast<double>(a.width) * a.height + static_cast<double>(b.width) * b.height - common;
    return all > 0.0 ? common / all : 0.0;
}

constexpr double kSame = 0.5;

FaceTask task(Face face, double strength) {
    if (strength <= 0.0) return {std::move(face), FaceState::LeftOut, 0.0};
    const FaceState state = face.flaw == FaceFlaw::None ? FaceState::Restored : FaceState::Flawed;
    return {std::move(face), state, strength};
}

Face fromBox(const Rect& box, Size photo) {
    Face face{1.0 * box.x, 1.0 * box.y, 1.0 * box.right(), 1.0 * box.bottom(), 1.0, std::nullopt, FaceFlaw::None};
    face.flaw = flawOf(face, photo);
    return face;
}

}  // namespace

std::vector<FaceTask> chosenFaces(const RestoreJob& job, const std::vector<Face>& found) {
    std::vector<FaceTask> tasks;
    if (!job.boxes) {
        for (const Face& face : found) tasks.push_back(task(face, job.strength));
        return tasks;
    }
    const Size size = job.photo.size();
    for (const Face& face : found) tasks.push_back(task(face, 0.0));
    for (std::size_t i = 0; i < job.boxes->size(); ++i) {
        const Rect& box = (*job.boxes)[i];
        const double strength = job.strengths.empty() ? job.strength : job.strengths[i];
        const auto by = [&](const Face& a, const Face& b) { return overlap(a.box(size), box) < overlap(b.box(size), box); };
        const auto best = std::max_element(found.begin(), found.end(), by);
        if (best != found.end() && shared(best->box(size), box) >= kSame) tasks[static_cast<std::size_t>(best - found.begin())] = task(*best, strength);
        else tasks.push_back(task(fromBox(box, size), strength));
    }
    return tasks;
}

std::vector<Rect> keptBoxes(const std::vector<RestoredFace>& faces, Size photo) {
    std::vector<Rect> boxes;
    for (const RestoredFace& face : faces) {
        if (face.state == FaceState::Restored) continue;
        const Rect box = face.face.box(photo);
        const bool twice = std::any_of(faces.begin(), faces.end(), [&](const RestoredFace& other) {
            return other.state == FaceState::Restored && shared(other.face.box(photo), box) >= kSame;
        });
        if (!twice && !box.empty()) boxes.push_back(box);
    }
    return boxes;
}

}  // namespace tintype::pipelines
