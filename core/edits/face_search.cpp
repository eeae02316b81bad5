#include "core/edits/face_search.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/builtin/regions.h"
#include "core/edits/chosen_model.h"
#include "core/edits/face_files.h"
#include "core/edits/networks_module.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

std::filesystem::path detectorOf(const Request& request) {
    const auto model = chosenModel(request);
    if (!model) return {};
    const Restore& work = std::get<Restore>(request.work);
    return work.detector.empty() ? detectorFor(*model) : work.detector;
}

FoundFaces byNetwork(const std::filesystem::path& detector, const Request& request, const image::Image& photo, const Progress& progress) {
    const NetworksModule module;
    const RunOptions& options = request.options;
    Progress silent(progress.stopToken(), {});
    const pipelines::FaceSearch search{detector, photo, {options.device, options.precision, options.memoryLimit, options.threads}};
    FoundFaces found;
    found.byNetwork = true;
    for (const pipelines::Face& face : module.functions().findFaces(module.networks(), search, silent))
        if (const Rect box = boxOf(face, photo.size()); !box.empty()) found.faces.push_back({box, face.flaw});
    return found;
}

}  // namespace

FoundFaces searchFaces(const Request& request, const Progress& progress) {
    const image::Image photo = image::withoutAlpha(image::toDepth8(image::toSrgb(std::get<Restore>(request.work).photo)));
    FoundFaces found;
    try {
        if (const auto detector = detectorOf(request); !detector.empty()) return byNetwork(detector, request, photo, progress);
    } catch (const Error& error) {
        found.problem = error.message();
    }
    for (const builtin::Face& face : builtin::findFaces(photo, progress)) found.faces.push_back({face.box, pipelines::FaceFlaw::None});
    return found;
}

Rect boxOf(const pipelines::Face& face, Size photo) {
    const auto place = [](double value, int limit) { return static_cast<int>(std::lround(std::clamp(value, 0.0, static_cast<double>(limit)))); };
    const int x = place(face.left, photo.width), y = place(face.top, photo.height);
    return {x, y, place(face.right, photo.width) - x, place(face.bottom, photo.height) - y};
}

Message nameOf(pipelines::FaceFlaw flaw) {
    switch (flaw) {
        case pipelines::FaceFlaw::TooSmall: return {TINTYPE_NOOP("core", "too small"), {}};
        case pipelines::FaceFlaw::TurnedAway: return {TINTYPE_NOOP("core", "turned away"), {}};
        case pipelines::FaceFlaw::Cut: return {TINTYPE_NOOP("core", "cut by the edge"), {}};
        case pipelines::FaceFlaw::None: break;
    }
    return {};
}

}  // namespace tintype::edits
