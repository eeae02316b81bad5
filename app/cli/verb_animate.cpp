#include <algorithm>

#include "app/cli/picture_work.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "core/edits/usual_negative.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

// The folder itself counts; names that do not exist are compared too.
bool isInside(const fs::path& path, const fs::path& folder) {
    if (folder.empty()) return false;
    std::error_code error;
    fs::path outer = fs::weakly_canonical(fs::absolute(folder), error);
    if (!outer.has_filename()) outer = outer.parent_path();
    const fs::path inner = fs::weakly_canonical(fs::absolute(path), error);
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

}  // namespace

int animateVerb(const Arguments& arguments) {
    CLI::App app("Makes a clip of a photo: MP4, MOV, WebM, GIF, animated WebP, or a folder of PNGs.",
                 "tintype animate");
    PictureWork work;
    work.yields = Yields::Clip;
    edits::Animate animate;
    addPictureOptions(app, work);
    app.add_option("--prompt", animate.prompt, "What happens, or where the camera goes")->type_name("TEXT");
    const CLI::Option* negative =
        app.add_option("--negative", animate.negative, "What should not be seen; a model without --raw has a usual text")->type_name("TEXT");
    addModel(app, work.common, "An I2VGen-XL model folder");
    addNumber(app, "--frames", animate.frames, edits::kFramesRange, "How many frames");
    addNumber(app, "--motion-fps", animate.motionFps, edits::kMotionFpsRange, "Frame rate the network imagines");
    addNumber(app, "--fps", animate.fps, edits::kFpsRange, "Frame rate of the clip");
    addNumber(app, "--steps", animate.steps, edits::kStepsRange, "Steps of the network");
    addNumber(app, "--guidance", animate.guidance, edits::kGuidanceRange, "How much to follow the prompt");
    addNumber(app, "--motion", animate.motion, edits::kMotionRange, "How far the built-in camera goes");
    addSeed(app, "--seed", animate.seed, "The same seed gives the same clip");
    addSize(app, "--size", animate.size, edits::kClipSideRange, "Size of the clip; else the photo's, at most 1280 long");
    addChoice<edits::Framing>(app, "--framing", animate.framing,
                              {{"crop", edits::Framing::Crop}, {"pad", edits::Framing::Pad}, {"blur", edits::Framing::BlurredPad}},
                              "A photo of another shape: its middle, or all of it on black or on its own blur");
    addNumber(app, "--decode-chunk", animate.decodeChunk, edits::kDecodeChunkRange, "Frames that a model paints together; they stay the same");
    addChoice<video::Loop>(app, "--loop", animate.loop,
                           {{"none", video::Loop::None}, {"boomerang", video::Loop::Boomerang}},
                           "Whether the clip goes back to its start");
    addPath(app, "--frames-dir", animate.framesFolder, "DIR", "Also save each frame as a PNG there");
    app.add_flag("--raw", animate.raw, "Frames as the network gives them");
    if (const auto status = parse(app, arguments, work.common)) return *status;
    if (!animate.framesFolder.empty() && (work.inputs.size() > 1 || fs::is_directory(work.inputs.front())))
        return usageError(app.get_name(), "--frames-dir takes the frames of one clip only", arguments);
    if (isInside(work.output, animate.framesFolder))
        return usageError(app.get_name(), "--frames-dir must be a folder of its own, not the one -o lies in", arguments);
    if (negative->count() == 0 && !animate.raw && !work.common.run.model.empty()) animate.negative = edits::kUsualNegative;
    work.alsoRead = {work.common.run.model};
    work.make = [&](image::Image photo, const std::filesystem::path& target) {
        edits::Animate result = animate;
        result.photo = std::move(photo);
        result.target = target;
        return result;
    };
    return runPictureWork(work);
}

}  // namespace tintype::cli
