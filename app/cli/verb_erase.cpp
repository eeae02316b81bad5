#include "app/cli/mark_batch.h"
#include "app/cli/photo_file.h"
#include "app/cli/picture_work.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace tintype::cli {

namespace {

enum class Crop { Auto, Off };

constexpr edits::Range<double> kConfidenceRange{0.0, 1.0};

void addMarkOptions(CLI::App& app, MarkBatch& batch) {
    CLI::Option* mask = app.get_option("--mask");
    addPath(app, "--mark-from", batch.photo, "PHOTO", "A photo with a mark that all the others have too: it is found in each and taken off. Only for photos you own or have a licence for");
    addPath(app, "--mark-mask", batch.mask, "FILE", "White on the mark in that photo");
    addNumber(app, "--min-confidence", batch.minConfidence, kConfidenceRange, "How sure a find must be");
    CLI::Option* rehearsal = app.add_flag_callback("--dry-run", [&batch] { batch.rehearsal = Rehearsal::Yes; }, "Say where the mark was found and write nothing");
    CLI::Option* from = app.get_option("--mark-from");
    from->needs(app.get_option("--mark-mask"))->excludes(mask);
    for (CLI::Option* option : {app.get_option("--mark-mask"), app.get_option("--min-confidence"), rehearsal}) option->needs(from);
}

}  // namespace

int eraseVerb(const Arguments& arguments) {
    CLI::App app("Takes what a mask covers out of a photo.", "tintype erase");
    PictureWork work;
    edits::Erase erase;
    std::filesystem::path mask;
    Crop crop = Crop::Auto;
    addPictureOptions(app, work);
    addPath(app, "--mask", mask, "FILE", "White on what should go; of the photo's size");
    addModel(app, work.common, "A LaMa model: folder or file");
    addNumber(app, "--grow", erase.grow, edits::kGrowRange, "Pixels the mask is made larger by");
    addNumber(app, "--feather", erase.feather, edits::kFeatherRange, "Width of the soft edge in pixels");
    addChoice<Crop>(app, "--crop", crop, {{"auto", Crop::Auto}, {"off", Crop::Off}},
                    "Work on the surroundings of each masked part, or on the whole photo");
    MarkBatch batch;
    addMarkOptions(app, batch);
    if (const auto status = parse(app, arguments, work.common)) return *status;
    if (!batch.photo.empty()) {
        work.alsoRead = {batch.mask, work.common.run.model};
        batch.settings = erase;
        // The mark's own shape is known: nothing around it has to go.
        if (app.count("--grow") == 0) batch.settings.grow = 0;
        if (app.count("--feather") == 0) batch.settings.feather = 0;
        batch.settings.crop = crop == Crop::Auto;
        return runMarkBatch(batch, std::move(work));
    }
    if (mask.empty()) return usageError(app.get_name(), "--mask or --mark-from is required", arguments);
    work.alsoRead = {mask, work.common.run.model};
    work.make = [&](image::Image photo, const std::filesystem::path&) {
        edits::Erase result = erase;
        result.crop = crop == Crop::Auto;
        result.mask = openMask(mask, photo.size());
        result.photo = std::move(photo);
        return result;
    };
    return runPictureWork(work);
}

}  // namespace tintype::cli
