#include "app/cli/picture_work.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace tintype::cli {

int restoreVerb(const Arguments& arguments) {
    CLI::App app("Makes faces clear again.", "tintype restore");
    PictureWork work;
    edits::Restore restore;
    addPictureOptions(app, work);
    addModel(app, work.common, "A GPEN model file");
    addPath(app, "--detector", restore.detector, "FILE", "A RetinaFace model file; else the one beside the model, or installed");
    addPath(app, "--parser", restore.parser, "FILE", "A ParseNet model file, likewise");
    addNumber(app, "--strength", restore.strength, edits::kRestoreStrengthRange, "0 keeps the photo as it is");
    addNumber(app, "--likeness", restore.likeness, edits::kLikenessRange,
              "With --model: lower a face's strength until it looks that much like before; 0: never, as with --strength");
    addNumber(app, "--upscale", restore.upscale, edits::kUpscaleRange, "2: also double the size");
    app.add_flag("--aligned", restore.aligned, "The photo is one aligned face: work on all of it");
    if (const auto status = parse(app, arguments, work.common)) return *status;
    // A strength that was asked for is kept.
    if (app.count("--strength") > 0 && app.count("--likeness") == 0) restore.likeness = 0.0;
    work.alsoRead = {work.common.run.model, restore.detector, restore.parser};
    work.make = [&](image::Image photo, const std::filesystem::path&) {
        edits::Restore result = restore;
        result.photo = std::move(photo);
        return result;
    };
    return runPictureWork(work);
}

}  // namespace tintype::cli
