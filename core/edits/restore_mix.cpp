#include "core/edits/restore_mix.h"

#include <algorithm>
#include <cmath>

#include "core/edits/networks_module.h"
#include "core/edits/restore_parts.h"
#include "core/image/colour.h"
#include "core/image/transform.h"

namespace tintype::edits {

namespace {

Rect scaled(const Rect& box, double factor) {
    const auto along = [factor](int value) { return static_cast<int>(std::lround(value * factor)); };
    return {along(box.x), along(box.y), std::max(1, along(box.right()) - along(box.x)), std::max(1, along(box.bottom()) - along(box.y))};
}

void scale(pipelines::Face& face, double factor) {
    for (double* side : {&face.left, &face.top, &face.right, &face.bottom}) *side *= factor;
    if (!face.points) return;
    for (pipelines::Point& point : *face.points) point = {point.x * factor, point.y * factor};
}

}  // namespace

std::optional<Output> mixedAnew(const FaceMix& mix) {
    const Restore& work = std::get<Restore>(mix.request.work);
    if (work.aligned || mix.faces.empty()) return std::nullopt;
    const NetworksModule module;
    const image::Image before = image::withoutAlpha(image::toDepth8(image::toSrgb(work.photo)));
    pipelines::RestoreJob job = restoreJobOf(work, before);
    Progress silent;
    auto made = module.functions().blendFaces(job, mix.faces, silent);
    if (!made) return std::nullopt;
    return restoredOutput(work, before, *made, silent);
}

FaceMix smaller(const FaceMix& mix, int longSide) {
    FaceMix result = mix;
    Restore& work = std::get<Restore>(result.request.work);
    work.upscale = 1;
    const Size full = work.photo.size();
    if (full.longSide() <= longSide) return result;
    const double factor = static_cast<double>(longSide) / full.longSide();
    work.photo = image::resized(work.photo, fitLongSide(full, longSide));
    const Rect all{0, 0, work.photo.width(), work.photo.height()};
    if (work.faces)
        for (Rect& box : *work.faces) box = intersect(scaled(box, factor), all);
    for (pipelines::RestoredFace& face : result.faces) scale(face.face, factor);
    return result;
}

}  // namespace tintype::edits
