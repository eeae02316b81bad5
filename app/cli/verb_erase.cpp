#include "app/cli/photo_file.h"
#include "app/cli/picture_work.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace tintype::cli {

namespace {

enum class Crop { Auto, Off };

}  // namespace

int eraseVerb(const Arguments& arguments) {
    CLI::App app("Takes what a mask covers out of a photo.", "tintype erase");
    PictureWork work;
    edits::Erase erase;
    std::filesystem::path mask;
    Crop crop = Crop::Auto;
    addPictureOptions(app, work);
    addPath(app, "--mask", mask, "FILE", "White on what should go; of the photo's size");
    app.get_option("--mask")->required();
    addModel(app, work.common, "A LaMa model: folder or file");
    addNumber(app, "--grow", erase.grow, edits::kGrowRange, "Pixels the mask is made larger by");
    addNumber(app, "--feather", erase.feather, edits::kFeatherRange, "Width of the soft edge in pixels");
    addChoice<Crop>(app, "--crop", crop, {{"auto", Crop::Auto}, {"off", Crop::Off}},
                    "Work on the surroundings of each masked part, or on the whole photo");
    if (const auto status = parse(app, arguments, work.common)) return *status;
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
