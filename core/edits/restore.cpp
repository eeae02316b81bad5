// Makes faces clear again, with the built-in engine.
#include <map>

#include "core/builtin/enhance.h"
#include "core/edits/job.h"
#include "core/edits/pixels.h"
#include "core/edits/restore_parts.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

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
