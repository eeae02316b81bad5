#include "core/pipelines/faces.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

#include "core/networks/retina_face.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/placement.h"
#include "core/pipelines/tensor_image.h"

namespace tintype::pipelines {

namespace {

constexpr double kSmallest = 24.0;  // pixels; below, a face network invents the face

Face plain(const networks::DetectedFace& found, Size photo) {
    Face face{found.left, found.top, found.right, found.bottom, found.score, std::array<Point, 5>{}, FaceFlaw::None};
    for (std::size_t i = 0; i < found.points.size(); ++i) (*face.points)[i] = {found.points[i].x, found.points[i].y};
    face.flaw = flawOf(face, photo);
    return face;
}

bool inside(const Point& point, Size photo) { return point.x >= 0 && point.y >= 0 && point.x < photo.width && point.y < photo.height; }

// The nose of a face seen from the side lies beyond an eye, or the eyes nearly coincide.
bool turnedAway(const std::array<Point, 5>& points) {
    const Point across{points[1].x - points[0].x, points[1].y - points[0].y};
    const double apart = across.x * across.x + across.y * across.y;
    const Point mouth{(points[3].x + points[4].x) / 2, (points[3].y + points[4].y) / 2};
    const double tall = std::hypot(mouth.x - (points[0].x + points[1].x) / 2, mouth.y - (points[0].y + points[1].y) / 2);
    if (std::sqrt(apart) < 0.3 * tall || apart <= 0.0) return true;
    const double nose = ((points[2].x - points[0].x) * across.x + (points[2].y - points[0].y) * across.y) / apart;
    return nose < 0.0 || nose > 1.0;
}

}  // namespace

Rect Face::box(Size photo) const {
    const auto place = [](double value, int limit) { return static_cast<int>(std::lround(std::clamp(value, 0.0, static_cast<double>(limit)))); };
    const int x = place(left, photo.width), y = place(top, photo.height);
    return {x, y, place(right, photo.width) - x, place(bottom, photo.height) - y};
}

FaceFlaw flawOf(const Face& face, Size photo) {
    if (!(std::min(face.width(), face.height()) >= kSmallest)) return FaceFlaw::TooSmall;
    if (!face.points) return FaceFlaw::None;
    if (!std::all_of(face.points->begin(), face.points->end(), [&](const Point& point) { return inside(point, photo); })) return FaceFlaw::Cut;
    return turnedAway(*face.points) ? FaceFlaw::TurnedAway : FaceFlaw::None;
}

std::vector<Face> findFaces(Networks& networks, const FaceSearch& search, Progress& progress) {
    const at::NoGradGuard noGradients;
    auto file = checkpoint::Checkpoint::open(search.detector);
    file.rename(networks::renameRetinaFaceKey);
    progress.begin({TINTYPE_NOOP("core", "Loading the model"), {}}, static_cast<int>(file.names().size()), 0.3);
    const auto& w = networks.weights(file, "detector", placementOf(search.compute), progress);
    progress.begin({TINTYPE_NOOP("core", "Looking for faces"), {}}, 1, 0.7);
    std::vector<Face> faces;
    for (const auto& found : networks::detectFaces(w, toBytes(search.photo))) faces.push_back(plain(found, search.photo.size()));
    progress.step();
    return faces;
}

}  // namespace tintype::pipelines
