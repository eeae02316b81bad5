#include "app/cli/photo_file.h"
#include "app/cli/picture_work.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace tintype::cli {

int editVerb(const Arguments& arguments) {
    CLI::App app("Changes a photo as a sentence says.", "tintype edit");
    PictureWork work;
    edits::Instruct edit;
    std::filesystem::path mask;
    addPictureOptions(app, work);
    app.add_option("--instruction", edit.instruction, "What should change, in English or Chinese")
        ->type_name("TEXT")
        ->required();
    addPath(app, "--mask", mask, "FILE", "White where the photo may change; of the photo's size");
    addModel(app, work.common, "An InstructPix2Pix model: folder or file");
    addNumber(app, "--steps", edit.steps, edits::kStepsRange, "Steps of the network");
    addNumber(app, "--text-guidance", edit.textGuidance, edits::kTextGuidanceRange, "How much to follow the text");
    addNumber(app, "--image-guidance", edit.imageGuidance, edits::kImageGuidanceRange, "How much to keep of the photo");
    addSeed(app, "--seed", edit.seed, "The same seed gives the same picture");
    addChoice<edits::Sampler>(app, "--sampler", edit.sampler,
                              {{"euler-a", edits::Sampler::EulerAncestral},
                               {"ddim", edits::Sampler::Ddim},
                               {"dpm++2m", edits::Sampler::DpmSolver2M}},
                              "How the network steps; without it as the model says");
    addLongSide(app, edit.longSide, "Long side the edit works at; 0: the photo's own size");
    addNumber(app, "--variations", edit.variations, edits::kVariationsRange,
              "How many results, with the seeds that follow; they are named OUT_1, OUT_2 ...");
    if (const auto status = parse(app, arguments, work.common)) return *status;
    work.variations = edit.variations;
    work.alsoRead = {mask, work.common.run.model};
    work.make = [&](image::Image photo, const std::filesystem::path&) {
        edits::Instruct result = edit;
        result.mask = openMask(mask, photo.size());
        result.photo = std::move(photo);
        return result;
    };
    return runPictureWork(work);
}

}  // namespace tintype::cli
