#include "core/edits/restore_parts.h"

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/builtin/enhance.h"
#include "core/builtin/regions.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

// An aligned face comes at the network's size.
image::Image ofNetworkSize(const image::Image& photo, const image::Image& face) {
    image::Image result = image::fromSrgb(face, photo.attachments.icc);
    result.attachments = photo.attachments;
    result.origin = photo.origin;
    return result;
}

}  // namespace

std::vector<Rect> foundFaces(const image::Image& photo, const Progress& progress) {
    std::vector<Rect> boxes;
    for (const builtin::Face& face : builtin::findFaces(photo, progress)) boxes.push_back(face.box);
    if (!boxes.empty()) return boxes;
    if (!builtin::cascadesInstalled())
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "Faces cannot be found: the package opencv-data is not installed."), {});
    refuseWithoutFaces(photo);
}

void refuseWithoutFaces(const image::Image& photo) {
    const std::string name = photo.origin.path.empty() ? "" : displayName(photo.origin.path.filename());
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

image::Image enlarged(const image::Image& photo, Progress& progress) {
    image::Image twice = builtin::upscale2x(image::toSrgb(photo), progress);
    image::Image result = image::fromSrgb(twice, photo.attachments.icc);
    result.attachments = photo.attachments;
    result.origin = photo.origin;
    return result;
}

pipelines::RestoreJob restoreJobOf(const Restore& work, const image::Image& before) {
    pipelines::RestoreJob job;
    job.photo = before;
    job.strength = work.strength;
    job.likeness = work.likeness;
    job.aligned = work.aligned;
    job.layerBytes = work.layerBytes;
    if (work.aligned || !work.faces) return job;
    job.boxes = checkedFaces(*work.faces, before.size());
    job.strengths = work.faceStrengths;
    return job;
}

Output restoredOutput(const Restore& work, const image::Image& before, const pipelines::RestoreOutput& made, Progress& progress) {
    Output output;
    output.faces = made.faces;
    output.picture = made.picture.size() == before.size() ? broughtHome(work.photo, before, made.picture) : ofNetworkSize(work.photo, made.picture);
    output.changed = changedShare(work.photo, output.picture);
    if (work.upscale == 2) output.picture = enlarged(output.picture, progress);
    return output;
}

}  // namespace tintype::edits
