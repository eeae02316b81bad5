#include "app/cli/picture_work.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace tintype::cli {

int cartoonVerb(const Arguments& arguments) {
    CLI::App app("Draws a photo as a cartoon.", "tintype cartoon");
    PictureWork work;
    edits::Cartoon cartoon;
    addPictureOptions(app, work);
    addModel(app, work.common, "A DCT-Net model folder");
    addNumber(app, "--strength", cartoon.strength, edits::kCartoonStrengthRange, "How much of a cartoon it becomes");
    addLongSide(app, cartoon.longSide, "Long side of the result; 0: the photo's own size");
    if (const auto status = parse(app, arguments, work.common)) return *status;
    work.alsoRead = {work.common.run.model};
    work.make = [&](image::Image photo, const std::filesystem::path&) {
        edits::Cartoon result = cartoon;
        result.photo = std::move(photo);
        return result;
    };
    return runPictureWork(work);
}

}  // namespace tintype::cli
