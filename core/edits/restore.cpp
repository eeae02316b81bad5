// Makes faces clear again.
#include <map>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/builtin/enhance.h"
#include "core/builtin/regions.h"
#include "core/edits/job.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

std::vector<Rect> foundFaces(const image::Image& photo, const Progress& progress) {
    std::vector<Rect> boxes;
    for (const builtin::Face& face : builtin::findFaces(photo, progress)) boxes.push_back(face.box);
    if (!boxes.empty()) return boxes;
    const std::string name = photo.origin.path.empty() ? "" : displayName(photo.origin.path.filename());
    if (!builtin::cascadesInstalled())
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "Faces cannot be found: the package opencv-data is not installed."), {});
    if (name.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "No face was found in the photo."), {});
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "No face was found in %1."), {name});
}

std::vector<Rect> checkedFaces(const std::vector<Rect>& faces, Size size) {
    std::vector<Rect> inside;
    for (const Rect& face : faces) {
        const Rect part = intersect(face, {0, 0, size.width, size.height});
        if (part.empty())
            throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A face box lies outside the photo."), {});
        inside.push_back(part);
    }
    if (inside.empty())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "No face is chosen to be restored."), {});
    return inside;
}

// Faces that share a strength are one run of the engine.
using Groups = std::map<double, std::vector<Rect>>;

Groups groupsOf(const Restore& work, const std::vector<Rect>& faces) {
    Groups groups;
    for (std::size_t i = 0; i < faces.size(); ++i)
        groups[work.faceStrengths.empty() ? work.strength : work.faceStrengths[i]].push_back(faces[i]);
    groups.erase(0.0);
    return groups;
}

Groups groupsOf(const Restore& work, const image::Image& srgb, const Progress& progress) {
    // An empty list means the whole picture to the engine.
    if (work.aligned) return work.strength > 0 ? Groups{{work.strength, {}}} : Groups{};
    return groupsOf(work, work.faces ? checkedFaces(*work.faces, srgb.size()) : foundFaces(srgb, progress));
}

image::Image enlarged(const image::Image& photo, Progress& progress) {
    image::Image twice = builtin::upscale2x(image::toSrgb(photo), progress);
    image::Image result = image::fromSrgb(twice, photo.attachments.icc);
    result.attachments = photo.attachments;
    result.origin = photo.origin;
    return result;
}

}  // namespace

void restore(const Restore& work, Job& job) {
    const image::Image before = image::toSrgb(work.photo);
    const Groups groups = groupsOf(work, before, job.progress());
    const double stages = static_cast<double>(groups.size()) + (work.upscale - 1);
    image::Image after = before;
    for (const auto& [strength, faces] : groups) {
        Progress part = job.progress().part(1.0 / stages);
        after = builtin::enhance(after, faces, strength, part);
    }
    Output output;
    output.picture = broughtHome(work.photo, before, after);
    output.changed = changedShare(work.photo, output.picture);
    if (work.upscale == 2) {
        Progress part = job.progress().part(1.0 / stages);
        output.picture = enlarged(output.picture, part);
    }
    job.deliver(std::move(output));
}

}  // namespace tintype::edits
