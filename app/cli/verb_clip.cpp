#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/interrupt.h"
#include "app/cli/target.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/clip_size.h"
#include "core/edits/run.h"
#include "core/video/reader.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

struct Wanted {
    Common common;
    image::WriteOptions write;
    edits::ExportClip work;
    double frameAt = 0.0;
    double poster = 0.0;
    bool estimate = false;
};

std::string formatted(double seconds) {
    char text[40];
    std::snprintf(text, sizeof text, "%.2f", seconds);
    return text;
}

Progress watched(const Interrupt& interrupt, Reporter& reporter) {
    return {interrupt.token(), [&](const Tick& tick) { reporter.progress(tick); }, [&](const Message& message) { reporter.warning(message); }};
}

// One frame as a picture.
int takeFrame(const Wanted& wanted, Reporter& reporter) {
    const fs::path& target = wanted.work.target;
    checkTarget(target, Yields::Picture, {wanted.work.clip});
    reporter.start({wanted.work.clip}, target);
    checkPlace(target, Yields::Picture);
    video::Reader reader(wanted.work.clip);
    const double length = reader.header().seconds;
    if (wanted.frameAt > 0.0 && length > 0.0 && wanted.frameAt >= length)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 has no frame at second %2: it lasts %3 seconds."),
                    {displayName(wanted.work.clip), formatted(wanted.frameAt), formatted(length)});
    reader.seek(wanted.frameAt);
    const std::optional<image::Image> frame = reader.next();
    if (!frame)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is damaged at second %2."),
                    {displayName(wanted.work.clip), formatted(wanted.frameAt)});
    image::write(target, *frame, wanted.write);
    reporter.done({target}, {}, 0.0, 0);
    return kDone;
}

int estimate(const Wanted& wanted, Reporter& reporter) {
    const Interrupt interrupt;
    reporter.about({wanted.work.clip});
    Progress progress = watched(interrupt, reporter);
    const edits::ClipSize size = edits::clipSizeOf(wanted.work, progress);
    if (reporter.json())
        std::cout << nlohmann::ordered_json{{"event", "estimate"}, {"bytes", size.bytes}, {"frames", size.frames}, {"seconds", size.seconds}}.dump()
                  << std::endl;
    reporter.say("About " + formatBytes(size.bytes) + ": " + std::to_string(size.frames) + " frames, " + formatted(size.seconds) + " s.");
    return kDone;
}

int makeClip(const Wanted& wanted, Reporter& reporter) {
    const Interrupt interrupt;
    const fs::path& target = wanted.work.target;
    reporter.start({wanted.work.clip}, target);
    const edits::Request request{wanted.work, wanted.common.run};
    reporter.plan(request);
    checkPlace(target, Yields::Clip);
    Progress progress = watched(interrupt, reporter);
    edits::Runtime runtime;
    const edits::Result result = edits::run(runtime, request, progress);
    reporter.done({target}, result.engine, result.seconds, result.peakMemory);
    return kDone;
}

}  // namespace

int clipVerb(const Arguments& arguments) {
    CLI::App app("Cuts, speeds up, loops or converts a clip: MP4, MOV, WebM, GIF, animated WebP, or a folder of PNGs; or takes one frame out of it.",
                 "tintype clip");
    Wanted wanted;
    edits::ExportClip& work = wanted.work;
    addPath(app, "IN", work.clip, "CLIP", "The clip");
    app.get_option("IN")->required();
    addPath(app, "-o,--output", work.target, "OUT", "The result; its extension picks the format, none a folder of frames");
    app.get_option("--output")->required();
    addSpan(app, work.span);
    addNumber(app, "--speed", work.speed, edits::kSpeedRange, "2: twice as fast; the frame rate stays");
    CLI::Option* fps = addNumber(app, "--fps", work.fps, edits::kFpsRange, "Frame rate of the new clip; without it that of the old one");
    fps->default_str("");
    addChoice<video::Loop>(app, "--loop", work.loop,
                           {{"none", video::Loop::None}, {"boomerang", video::Loop::Boomerang}, {"crossfade", video::Loop::Crossfade}},
                           "Forth and back, or the end melting into the start");
    addNumber(app, "--fade", work.fade, edits::kFadeRange, "Seconds that a crossfade takes");
    addNumber(app, "--repeat", work.repeats, edits::kRepeatsRange, "How often it plays, one after the other");
    addLongSide(app, work.longSide, "Long side of the new clip; 0: as it is");
    CLI::Option* poster = addNumber(app, "--poster", wanted.poster, edits::kClipSecondsRange, "Show the frame at this second before an MP4 plays");
    poster->default_str("");
    CLI::Option* at = addNumber(app, "--at", wanted.frameAt, edits::kClipSecondsRange, "Save only the frame at this second, as the picture OUT");
    at->default_str("");
    app.add_flag("--estimate", wanted.estimate, "Only say how large the result would be, from encoding short samples");
    addCoding(app, work.coding);
    addWriteOptions(app, wanted.write);
    addNumber(app, "--threads", wanted.common.run.threads, edits::kThreadsRange, "CPU threads; 0: all cores")->group("Common");
    addSpeech(app, wanted.common);
    if (const auto status = parse(app, arguments)) return *status;
    if (poster->count() > 0) work.poster = wanted.poster;
    work.metadata = wanted.write.metadata;
    Reporter reporter("clip", wanted.common);
    return guarded(reporter, {}, [&] {
        if (at->count() > 0) return takeFrame(wanted, reporter);
        checkTarget(work.target, Yields::Clip, {work.clip});
        return wanted.estimate ? estimate(wanted, reporter) : makeClip(wanted, reporter);
    });
}

}  // namespace tintype::cli
