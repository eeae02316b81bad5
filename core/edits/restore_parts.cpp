#include "core/edits/restore_parts.h"

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/builtin/enhance.h"
#include "core/builtin/regions.h"
#include "core/image/colour.h"

namespace tintype::edits {

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

}  // namespace tintype::edits
