#include "app/cli/device.h"
#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/interrupt.h"
#include "app/cli/losses.h"
#include "app/cli/photo_file.h"
#include "app/cli/target.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "core/base/safe_file.h"
#include "core/edits/run.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

struct Interpolation {
    Common common;
    image::WriteOptions write;
    std::vector<std::string> inputs;
    fs::path output;
    double at = 0.5;
    double fps = 24.0;
    double flowScale = 0.0;

    bool pair() const { return inputs.size() == 2; }
};

edits::Request requestOf(const Interpolation& wanted, Reporter& reporter) {
    edits::Request request;
    request.options = wanted.common.run;
    if (wanted.pair())
        request.work = edits::InterpolatePair{openPhoto(wanted.inputs[0], wanted.common.run, reporter),
                                              openPhoto(wanted.inputs[1], wanted.common.run, reporter), wanted.at, wanted.flowScale};
    else
        request.work = edits::InterpolateClip{wanted.inputs[0], wanted.fps, wanted.output, wanted.flowScale};
    return request;
}

int carryOut(const Interpolation& wanted, Reporter& reporter) {
    Interrupt interrupt;
    requireDevice(wanted.common.run, reporter);
    std::vector<fs::path> read(wanted.inputs.begin(), wanted.inputs.end());
    read.push_back(wanted.common.run.model);
    checkTarget(wanted.output, wanted.pair() ? Yields::Picture : Yields::Clip, read);
    reporter.start({wanted.inputs.begin(), wanted.inputs.end()}, wanted.output);
    const edits::Request request = requestOf(wanted, reporter);
    reporter.plan(request);
    checkPlace(wanted.output, wanted.pair() ? Yields::Picture : Yields::Clip);
    Progress progress(interrupt.token(), [&](const Tick& tick) { reporter.progress(tick); },
                      [&](const Message& message) { reporter.warning(message); });
    edits::Runtime runtime;
    const edits::Result result = edits::run(runtime, request, progress);
    if (wanted.pair()) {
        noteLosses(result.outputs.front().picture, wanted.output, wanted.write, reporter);
        savePicture(result.outputs.front(), wanted.output, wanted.write);
    }
    reporter.done({wanted.output}, result.engine, result.seconds, result.peakMemory);
    return kDone;
}

}  // namespace

int interpolateVerb(const Arguments& arguments) {
    CLI::App app("Makes the picture between two (A B [--at T]), or a clip of another frame rate (CLIP --fps N).",
                 "tintype interpolate");
    Interpolation wanted;
    addPaths(app, "IN", wanted.inputs, "Two pictures, or one clip");
    app.get_option("IN")->required()->expected(1, 2);
    addPath(app, "-o,--output", wanted.output, "OUT", "The result; its extension picks the format");
    app.get_option("--output")->required();
    CLI::Option* at = addNumber(app, "--at,--t", wanted.at, edits::kAtRange, "Where between the two; 0.5: in the middle");
    CLI::Option* fps = addNumber(app, "--fps", wanted.fps, edits::kFpsRange, "Frame rate of the result");
    // It must be given: a default in the help would say otherwise.
    fps->default_str("");
    app.add_option("--flow-scale", wanted.flowScale, "How finely a model looks for motion: 0.5 for large pictures; by itself according to the size")
        ->check(CLI::IsMember({0.25, 0.5, 1.0, 2.0, 4.0}));
    addModel(app, wanted.common, "A RIFE model file");
    addRunOptions(app, wanted.common);
    addWriteOptions(app, wanted.write);
    if (const auto status = parse(app, arguments, wanted.common)) return *status;
    if (wanted.pair() && fps->count() > 0) return usageError(app.get_name(), "two pictures take --at, and no --fps", arguments);
    if (!wanted.pair() && (fps->count() == 0 || at->count() > 0))
        return usageError(app.get_name(), "one clip needs --fps, and takes no --at", arguments);
    Reporter reporter("interpolate", wanted.common);
    return guarded(reporter, {}, [&] { return carryOut(wanted, reporter); });
}

}  // namespace tintype::cli
