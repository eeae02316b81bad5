#include <chrono>

#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/interrupt.h"
#include "app/cli/model_report.h"
#include "app/cli/recipe_file.h"
#include "app/cli/target.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/recipe.h"
#include "core/edits/run.h"
#include "core/edits/saved_clips.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

struct Decoding {
    Common common;
    fs::path clip;  // empty: the newest
    edits::Animate as;
    bool list = false;
};

// Which of the clip's own values the command line replaces.
struct Given {
    CLI::Option* fps;
    CLI::Option* loop;
};

std::string age(fs::file_time_type time) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(fs::file_time_type::clock::now() - time).count();
    if (minutes < 120) return std::to_string(minutes) + " min ago";
    return minutes < 48 * 60 ? std::to_string(minutes / 60) + " h ago" : std::to_string(minutes / (24 * 60)) + " days ago";
}

std::string promptOf(const edits::SavedClip& clip) {
    try {
        const edits::Request request = edits::requestOf(clip.recipe);
        if (const auto* work = std::get_if<edits::Animate>(&request.work)) return work->prompt;
    } catch (const Error&) {
        // It is listed without.
    }
    return {};
}

int list(Reporter& reporter) {
    const auto clips = edits::savedClips();
    for (const edits::SavedClip& clip : clips) {
        const std::string prompt = promptOf(clip);
        if (reporter.json())
            printLine({{"event", "saved_clip"}, {"file", clip.file.native()}, {"step", clip.step}, {"steps", clip.steps}, {"frames", clip.frames},
                       {"width", clip.size.width}, {"height", clip.size.height}, {"prompt", prompt}});
        std::string line = displayName(clip.file) + "  " + age(clip.time) + ", " + std::to_string(clip.frames) + " frames of " +
                           std::to_string(clip.size.width) + 'x' + std::to_string(clip.size.height);
        if (clip.step < clip.steps) line += ", stopped after step " + std::to_string(clip.step) + " of " + std::to_string(clip.steps);
        reporter.say(prompt.empty() ? line : line + ": " + prompt);
    }
    if (clips.empty()) reporter.say("No clip made with a model is kept.");
    return kDone;
}

// The newest, a file of latents, or what a finished clip was painted from.
edits::SavedClip chosen(const fs::path& clip) {
    if (clip.empty()) {
        const auto clips = edits::savedClips();
        if (!clips.empty()) return clips.front();
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "No clip made with a model is kept here."), {});
    }
    if (auto saved = edits::savedClipIn(clip)) return std::move(*saved);
    if (clip.extension() == ".latents") throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 holds no clip that can be painted again."), {displayName(clip)});
    if (auto saved = edits::savedClipOf(recipeIn(clip))) return std::move(*saved);
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The latents of %1 are not kept here: the clip can only be made again."), {displayName(clip)});
}

edits::Request requestFor(const Decoding& wanted, const Given& given) {
    edits::Request request = edits::decodeAgain(chosen(wanted.clip));
    const fs::path model = request.options.model;
    const edits::Precision precision = request.options.precision;
    request.options = wanted.common.run;
    request.options.engine = edits::Engine::Model;
    if (request.options.model.empty()) request.options.model = model;
    if (request.options.precision == edits::Precision::Auto) request.options.precision = precision;
    auto& work = std::get<edits::Animate>(request.work);
    if (given.fps->count() > 0) work.fps = wanted.as.fps;
    if (given.loop->count() > 0) work.loop = wanted.as.loop;
    work.decodeChunk = wanted.as.decodeChunk;
    work.target = wanted.as.target;
    work.framesFolder = wanted.as.framesFolder;
    return request;
}

int carryOut(const Decoding& wanted, const Given& given, Reporter& reporter) {
    if (wanted.list) return list(reporter);
    Interrupt interrupt;
    if (!wanted.clip.empty()) reporter.about({wanted.clip});
    checkTarget(wanted.as.target, Yields::Clip, {wanted.clip, wanted.common.run.model});
    const edits::Request request = requestFor(wanted, given);
    reporter.start({std::get<edits::Animate>(request.work).latents}, wanted.as.target);
    reporter.plan(request);
    checkPlace(wanted.as.target, Yields::Clip);
    Progress progress(interrupt.token(), [&](const Tick& tick) { reporter.progress(tick); }, [&](const Message& message) { reporter.warning(message); });
    edits::Runtime runtime;
    const edits::Result result = edits::run(runtime, request, progress);
    reporter.done({wanted.as.target}, result.engine, result.seconds, result.peakMemory);
    return kDone;
}

}  // namespace

int decodeVerb(const Arguments& arguments) {
    CLI::App app("Paints the frames of a clip made with I2VGen-XL again, at another rate or in another format, without computing its motion anew. "
                 "Also a clip that was stopped or crashed, as far as it had come.",
                 "tintype decode");
    Decoding wanted;
    addPath(app, "CLIP", wanted.clip, "CLIP", "A finished clip, or a file of --list; the newest without it");
    addPath(app, "-o,--output", wanted.as.target, "OUT", "The clip; its extension picks the format");
    app.add_flag("--list", wanted.list, "Show which clips are kept, newest first");
    const Given given{addNumber(app, "--fps", wanted.as.fps, edits::kFpsRange, "Frame rate of the clip; as before without it"),
                      addChoice<video::Loop>(app, "--loop", wanted.as.loop, {{"none", video::Loop::None}, {"boomerang", video::Loop::Boomerang}},
                                             "Whether the clip goes back to its start; as before without it")};
    given.fps->default_str("");
    given.loop->default_str("");
    addNumber(app, "--decode-chunk", wanted.as.decodeChunk, edits::kDecodeChunkRange, "Frames that are painted together; they stay the same");
    addPath(app, "--frames-dir", wanted.as.framesFolder, "DIR", "Also save each frame as a PNG there");
    addModel(app, wanted.common, "The model folder, where it lies elsewhere now");
    addRunOptions(app, wanted.common);
    if (const auto status = parse(app, arguments, wanted.common)) return *status;
    if (wanted.list != wanted.as.target.empty())
        return usageError(app.get_name(), wanted.list ? "--list takes no -o" : "-o OUT is needed", arguments);
    Reporter reporter("decode", wanted.common);
    return guarded(reporter, {}, [&] { return carryOut(wanted, given, reporter); });
}

}  // namespace tintype::cli
