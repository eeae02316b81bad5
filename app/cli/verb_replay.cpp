#include "app/cli/device.h"
#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/interrupt.h"
#include "app/cli/losses.h"
#include "app/cli/photo_file.h"
#include "app/cli/recipe_file.h"
#include "app/cli/target.h"
#include "app/cli/verbs.h"
#include "core/base/safe_file.h"
#include "core/edits/recipe.h"
#include "core/edits/run.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

struct Replay {
    Common common;
    image::WriteOptions write;
    fs::path recipe;
    std::vector<std::string> inputs;
    fs::path output;
};

bool makesClip(const edits::Request& request) {
    return std::visit([]<typename Work>(const Work&) { return requires(Work work) { work.target; }; }, request.work);
}

void checkInputs(const edits::Request& request, std::size_t count) {
    const std::size_t wanted = std::holds_alternative<edits::InterpolatePair>(request.work) ? 2 : 1;
    if (count == wanted) return;
    throw UsageError(wanted == 2 ? "This recipe needs two pictures: RECIPE A B -o OUT."
                                 : "This recipe needs one input: RECIPE IN -o OUT.");
}

void putInputs(edits::Request& request, const Replay& wanted, Reporter& reporter) {
    const auto open = [&](std::size_t i) { return openPhoto(wanted.inputs[i], wanted.common.run, reporter); };
    const auto isOfClip = [&]<typename Work>(Work& work) {
        if constexpr (requires { work.clip; }) {
            work.clip = wanted.inputs[0];
            work.target = wanted.output;
        }
        return requires { work.clip; };
    };
    if (std::visit(isOfClip, request.work)) return;
    setPhoto(request, open(0));
    if (auto* pair = std::get_if<edits::InterpolatePair>(&request.work)) pair->second = open(1);
    if (auto* animate = std::get_if<edits::Animate>(&request.work)) animate->target = wanted.output;
}

int carryOut(const Replay& wanted, Reporter& reporter) {
    Interrupt interrupt;
    requireDevice(wanted.common.run, reporter);
    reporter.about({wanted.recipe});
    const std::string recipe = recipeIn(wanted.recipe);
    edits::Request request = edits::requestOf(recipe);
    checkInputs(request, wanted.inputs.size());
    std::vector<fs::path> read(wanted.inputs.begin(), wanted.inputs.end());
    read.push_back(wanted.recipe);
    checkTarget(wanted.output, makesClip(request) ? Yields::Clip : Yields::Picture, read);
    reporter.start({wanted.inputs.begin(), wanted.inputs.end()}, wanted.output);
    const edits::RunOptions first = request.options;
    request.options = wanted.common.run;
    if (request.options.precision == edits::Precision::Auto) request.options.precision = first.precision;
    if (request.options.engine == edits::Engine::Auto && request.options.model.empty()) request.options.engine = first.engine;
    putInputs(request, wanted, reporter);
    if (!isSourceOf(recipe, edits::photoOf(request)))
        reporter.warning({TINTYPE_NOOP("core", "%1 is not the photo the recipe was made with."),
                          {displayName(wanted.inputs[0])}});
    reporter.plan(request);
    checkPlace(wanted.output, makesClip(request) ? Yields::Clip : Yields::Picture);
    Progress progress(interrupt.token(), [&](const Tick& tick) { reporter.progress(tick); },
                      [&](const Message& message) { reporter.warning(message); });
    edits::Runtime runtime;
    const edits::Result result = edits::run(runtime, request, progress);
    if (!makesClip(request)) {
        image::WriteOptions write = wanted.write;
        if (write.quality == 0) write.quality = edits::qualityOf(recipe);
        noteLosses(result.outputs.front().picture, wanted.output, write, reporter);
        savePicture(result.outputs.front(), wanted.output, write);
    }
    reporter.done({wanted.output}, result.engine, result.seconds, result.peakMemory);
    return kDone;
}

}  // namespace

int replayVerb(const Arguments& arguments) {
    CLI::App app("Makes a result again from its recipe.", "tintype replay");
    Replay wanted;
    addPath(app, "RECIPE", wanted.recipe, "RECIPE", "A recipe as JSON, or a result that carries one");
    app.get_option("RECIPE")->required();
    addPaths(app, "IN", wanted.inputs, "The photo it is made of; two for an interpolated picture");
    app.get_option("IN")->required()->expected(1, 2);
    addPath(app, "-o,--output", wanted.output, "OUT", "The result; its extension picks the format");
    app.get_option("--output")->required();
    addModel(app, wanted.common, "The model the recipe was made with");
    addRunOptions(app, wanted.common);
    addWriteOptions(app, wanted.write);
    if (const auto status = parse(app, arguments, wanted.common)) return *status;
    Reporter reporter("replay", wanted.common);
    return guarded(reporter, {}, [&] { return carryOut(wanted, reporter); });
}

}  // namespace tintype::cli
