// Draws the photo as a cartoon.
#include <algorithm>
#include <cctype>

#include "core/builtin/regions.h"
#include "core/builtin/toon.h"
#include "core/edits/job.h"
#include "core/edits/networks_module.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"
#include "core/image/read.h"
#include "core/image/transform.h"

namespace tintype::edits {

namespace {

// A face detector that lies with the cartoon's own files.
std::filesystem::path detectorBeside(const std::filesystem::path& model) {
    std::error_code ignored;
    const auto folder = std::filesystem::is_directory(model, ignored) ? model : model.parent_path();
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        std::string name = entry.path().filename().string();
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (name.find("retinaface") != std::string::npos && (name.ends_with(".pth") || name.ends_with(".safetensors"))) return entry.path();
    }
    return {};
}

// before: 8-bit sRGB without alpha
image::Image drawnByNetwork(const image::Image& before, Job& job) {
    const NetworksModule& module = job.runtime().module();
    pipelines::CartoonJob task;
    task.model = job.model();
    task.photo = before;
    task.compute = job.compute();
    const pipelines::CartoonFiles files = module.functions().cartoonFiles(task.model);
    if (!files.alpha.empty()) task.alpha = image::withoutAlpha(image::toDepth8(image::read(files.alpha)));
    task.detector = detectorBeside(task.model);
    if (files.head.empty()) {
        job.note({TINTYPE_NOOP("core", "The model has no graph for faces: they were drawn with the rest of the picture."), {}});
    } else if (task.detector.empty()) {
        job.note({TINTYPE_NOOP("core", "There is no face detector file: faces were found by the built-in detector and are not turned upright."), {}});
        for (const builtin::Face& face : builtin::findFaces(before, job.progress())) task.faces.push_back(module.functions().landmarksOf(face.box));
    }
    return module.functions().drawCartoon(module.networks(), task, job.progress()).picture;
}

}  // namespace

void cartoon(const Cartoon& work, Job& job) {
    const Size size = fitLongSide(work.photo.size(), work.longSide);
    const image::Image photo = size == work.photo.size() ? work.photo : image::resized(work.photo, size);
    const bool builtIn = job.model().empty();
    const image::Image srgb = image::toSrgb(photo);
    const image::Image before = builtIn ? srgb : image::withoutAlpha(image::toDepth8(srgb));
    Output output;
    output.unmixed = broughtHome(photo, before, builtIn ? builtin::toon(before, 1.0, job.progress()) : drawnByNetwork(before, job));
    output.picture = builtin::mixCartoon(photo, output.unmixed, work.strength);
    output.changed = changedShare(photo, output.picture);
    job.deliver(std::move(output));
}

}  // namespace tintype::edits
