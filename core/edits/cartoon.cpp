// Draws the photo as a cartoon.
#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/builtin/regions.h"
#include "core/builtin/toon.h"
#include "core/edits/face_files.h"
#include "core/edits/job.h"
#include "core/edits/networks_module.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"
#include "core/image/read.h"
#include "core/image/transform.h"
#include "core/vault/frozen_graph.h"
#include "core/vault/recognise.h"

namespace tintype::edits {

namespace {

// The published graphs are read by what stands in them; anything else is said to be what it is.
void refuseOtherNetworks(const std::filesystem::path& model) {
    std::error_code ignored;
    if (std::filesystem::is_directory(model, ignored)) {
        for (const auto& entry : std::filesystem::directory_iterator(model, ignored))
            if (entry.path().extension() == ".pb") return;
    } else if (vault::isFrozenGraph(model)) {
        return;
    }
    const vault::Model other = vault::recognise(model);
    vault::requireUsable(other);
    throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "%1 is %2; a cartoon needs the published frozen graphs of DCT-Net (.pb)."), {displayName(model), other.title});
}

// before: 8-bit sRGB without alpha
image::Image drawnByNetwork(const Cartoon& work, const std::filesystem::path& model, const image::Image& before, Job& job, Progress& progress) {
    refuseOtherNetworks(model);
    const NetworksModule& module = job.runtime().module();
    pipelines::CartoonJob task;
    task.model = model;
    task.photo = before;
    task.compute = job.compute();
    const pipelines::CartoonFiles files = module.functions().cartoonFiles(task.model);
    if (!files.alpha.empty()) task.alpha = image::withoutAlpha(image::toDepth8(image::read(files.alpha)));
    task.detector = work.detector.empty() ? detectorFor(task.model) : work.detector;
    if (files.head.empty()) {
        job.note({TINTYPE_NOOP("core", "The model has no graph for faces: they were drawn with the rest of the picture."), {}});
    } else if (task.detector.empty()) {
        job.note({TINTYPE_NOOP("core", "There is no face detector file: faces were found by the built-in detector and are not turned upright."), {}});
        for (const builtin::Face& face : builtin::findFaces(before, progress)) task.faces.push_back(module.functions().landmarksOf(face.box));
    }
    return module.functions().drawCartoon(module.networks(), task, progress).picture;
}

// model: empty for the built-in engine.
Output drawn(const Cartoon& work, const image::Image& photo, const std::filesystem::path& model, Job& job, Progress& progress) {
    const bool builtIn = model.empty();
    const image::Image srgb = image::toSrgb(photo);
    const image::Image before = builtIn ? srgb : image::withoutAlpha(image::toDepth8(srgb));
    Output output;
    output.unmixed = broughtHome(photo, before, builtIn ? builtin::toon(before, 1.0, progress) : drawnByNetwork(work, model, before, job, progress));
    output.picture = builtin::mixCartoon(photo, output.unmixed, work.strength);
    output.changed = changedShare(photo, output.picture);
    return output;
}

// One after another. A style that cannot be drawn is said and left out, unless it was the last hope.
void drawStyles(const Cartoon& work, const image::Image& photo, Job& job) {
    std::size_t made = 0;
    for (std::size_t i = 0; i < work.styles.size(); ++i) {
        Progress part = job.progress().part(1.0 / static_cast<double>(work.styles.size()));
        try {
            Output output = drawn(work, photo, work.styles[i], job, part);
            output.style = work.styles[i];
            job.deliver(std::move(output));
            ++made;
        } catch (const Error& error) {
            if (made == 0 && i + 1 == work.styles.size()) throw;
            job.note(error.message());
        }
    }
}

}  // namespace

void cartoon(const Cartoon& work, Job& job) {
    const Size size = fitLongSide(work.photo.size(), work.longSide);
    const image::Image photo = size == work.photo.size() ? work.photo : image::resized(work.photo, size);
    if (!work.styles.empty()) return drawStyles(work, photo, job);
    job.deliver(drawn(work, photo, job.model(), job, job.progress()));
}

}  // namespace tintype::edits
