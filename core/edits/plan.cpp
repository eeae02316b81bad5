#include "core/edits/plan.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/builtin/look.h"
#include "core/edits/chinese.h"
#include "core/edits/chosen_model.h"
#include "core/edits/clip_pace.h"
#include "core/edits/job.h"
#include "core/edits/model_plan.h"
#include "core/memory/budget.h"
#include "core/video/reader.h"

namespace tintype::edits {

namespace {

// What each engine takes, fitted to runs on Debian 12 (tst_need holds it to them). All in bytes.
constexpr double kProgram = 48e6;        // the program with its libraries and codecs
constexpr double kToonWorking = 200.0;   // for each pixel of toon's working size ...
constexpr int kToonLongSide = 1280;      // ... which has this long side
constexpr double kEncoder = 270.0;       // for each pixel of a clip: x264 looks 40 frames ahead

// For each pixel, by the dearest thing the instruction asks for: tones go in strips, weather needs layers of its
// own, and finding the background needs a whole segmentation.
struct LookCost {
    double pixel;  // bytes for each pixel of the photo
    double fixed;  // bytes for the smaller picture it is analysed on
};
constexpr LookCost kTones{27.0, 0.0};
constexpr LookCost kLayers{36.0, 100e6};
constexpr LookCost kRegions{55.0, 80e6};
constexpr double kAnalysed = 1e6;  // pixels of that smaller picture

LookCost costOf(const builtin::Clause& clause) {
    using builtin::Effect;
    if (!clause.region.empty() && clause.effect != Effect::Recolour) return kRegions;
    switch (clause.effect) {
        case Effect::Exposure:
        case Effect::Contrast:
        case Effect::Saturation:
        case Effect::Warmth:
        case Effect::BlackAndWhite:
        case Effect::Sepia: return kTones;
        case Effect::BlurBackground: return kRegions;
        default: return kLayers;
    }
}

double lookBytes(const std::string& instruction, double pixels) {
    double bytes = kTones.pixel * pixels;
    for (const builtin::Clause& clause : builtin::understand(instruction).clauses) {
        const LookCost cost = costOf(clause);
        bytes = std::max(bytes, cost.pixel * pixels + cost.fixed * std::min(1.0, pixels / kAnalysed));
    }
    return bytes;
}

double pixels(Size size) { return static_cast<double>(size.area()); }

Size clipFrameSize(const std::filesystem::path& clip) { return video::Reader(clip).header().size; }

constexpr double kDecoder = 60.0;  // for each pixel: reference frames, the frame shown and the next
constexpr double kReader = 20e6;

// What reading a clip and writing another takes.
double bytesAroundFrames(Size size) { return kReader + (kDecoder + kEncoder) * pixels(size); }

struct BytesFor {
    double operator()(const Instruct& work) const {
        const Size size = work.longSide > 0 ? fitLongSide(work.photo.size(), work.longSide) : work.photo.size();
        const double one = pixels(size) * static_cast<double>(work.photo.pixelBytes());
        return photo(work.photo) + lookBytes(work.instruction, pixels(size)) + one * (work.variations - 1);
    }
    double operator()(const Erase& work) const { return photo(work.photo) * 2 + 24 * pixels(work.photo.size()); }
    double operator()(const Cartoon& work) const {
        const Size size = fitLongSide(work.photo.size(), work.longSide);
        const Size working = fitLongSide(size, std::min(kToonLongSide, 3 * size.longSide()));
        return photo(work.photo) + kToonWorking * pixels(working) +
               (work.longSide == 0 ? 0.0 : 2 * pixels(size) * static_cast<double>(work.photo.pixelBytes()));
    }
    double operator()(const Restore& work) const {
        const double area = pixels(work.photo.size());
        return 20e6 + 2 * photo(work.photo) + 6 * area + (work.aligned ? 16 * area : 0.0) +
               (work.upscale == 2 ? 8 * photo(work.photo) : 0.0);
    }
    double operator()(const Animate& work) const {
        return 20e6 + 2 * photo(work.photo) + 3 * pixels(work.photo.size()) + kEncoder * pixels(clipSize(work));
    }
    double operator()(const InterpolatePair& work) const {
        return 15e6 + photo(work.first) + photo(work.second) + 12 * pixels(work.first.size());
    }
    // The clip's size is not known before it is opened: as for 1080p.
    double operator()(const InterpolateClip&) const { return (kEncoder + 60) * 1920 * 1080; }
    // Of the frames alone; what else a clip takes comes on top.
    double operator()(const EditClip&) const { return 0.0; }
    double operator()(const ExportClip& work) const { return bytesAroundFrames(clipFrameSize(work.clip)); }

    static double photo(const image::Image& picture) { return static_cast<double>(picture.byteSize()); }
};

const char* engineOf(Tool tool) {
    switch (tool) {
        case Tool::Edit: return TINTYPE_NOOP("core", "Built-in look");
        case Tool::Erase: return TINTYPE_NOOP("core", "Built-in fill");
        case Tool::Cartoon: return TINTYPE_NOOP("core", "Built-in toon");
        case Tool::Restore: return TINTYPE_NOOP("core", "Built-in enhance");
        case Tool::Animate: return TINTYPE_NOOP("core", "Built-in camera move");
        case Tool::Interpolate: return TINTYPE_NOOP("core", "Built-in flow");
        case Tool::Clip: return TINTYPE_NOOP("core", "Built-in clip export");
    }
    return "";
}

constexpr int kSmallestLongSide = 256;  // below this a result is of no use

// Whether the size was left to the program, so that it may choose a smaller one.
bool sizeIsFree(const Request& request) {
    if (const auto* work = std::get_if<Instruct>(&request.work)) return work->longSide == -1;
    if (const auto* work = std::get_if<Animate>(&request.work)) return work->size == Size{};
    return false;
}

void setLongSide(Request& request, int longSide) {
    if (auto* work = std::get_if<Instruct>(&request.work)) work->longSide = longSide;
    if (auto* work = std::get_if<Animate>(&request.work)) {
        work->size = {};
        const Size size = fitLongSide(clipSize(*work), longSide);
        work->size = {std::max(16, size.width / 2 * 2), std::max(16, size.height / 2 * 2)};
    }
}

int usualLongSide(const Request& request) {
    if (const auto* work = std::get_if<Animate>(&request.work)) return clipSize(*work).longSide();
    return photoOf(request).size().longSide();
}

Need builtInNeed(const Request& request) {
    Need need;
    need.engine = engineOf(toolOf(request));
    need.bytes = static_cast<std::uint64_t>(kProgram + std::visit(BytesFor{}, request.work));
    return need;
}

// The largest size that fits, in `plan`; false when even the smallest does not.
bool reduce(Plan& plan, std::uint64_t limit) {
    if (!sizeIsFree(plan.request)) return false;
    int fits = 0;
    int low = kSmallestLongSide;
    int high = usualLongSide(plan.request) - 1;
    Request trial = plan.request;
    while (low <= high) {
        const int middle = (low + high) / 2;
        setLongSide(trial, middle);
        const bool enough = builtInNeed(trial).bytes <= limit;
        if (enough) fits = middle;
        (enough ? low : high) = enough ? middle + 1 : middle - 1;
    }
    if (fits == 0) return false;
    setLongSide(plan.request, fits);
    plan.need = builtInNeed(plan.request);
    plan.need.fit = Fit::Reduced;
    plan.notes.push_back({TINTYPE_NOOP("core", "The result was made with a long side of %1 pixels, to stay within %2 of memory."),
                          {std::to_string(fits), formatBytes(limit)}});
    return true;
}

std::uint64_t bytesAround(Size size) { return static_cast<std::uint64_t>(bytesAroundFrames(size)); }

// The picture job that each frame of a clip's job is, in what the clip leaves of the memory.
Request frameRequest(const Request& request, image::Image frame) {
    const std::uint64_t around = bytesAround(frame.size());
    Request one{std::visit([](const auto& tool) -> Work { return tool; }, std::get<EditClip>(request.work).tool), request.options, request.purpose};
    std::uint64_t& limit = one.options.memoryLimit;
    if (limit > 0) limit = limit > around ? limit - around : 1;
    setPhoto(one, std::move(frame));
    return one;
}

// A blank frame stands for all.
template <typename Needed>
Need clipNeed(const Request& request, Needed needed) {
    const Size size = clipFrameSize(std::get<EditClip>(request.work).clip);
    Need need = needed(frameRequest(request, image::Image(size, 3)));
    need.bytes += bytesAround(size);
    if (request.options.memoryLimit > 0) need.budget = request.options.memoryLimit;
    return need;
}

}  // namespace

Need engineFor(const Request& request) {
    const bool builtIn = !chosenModel(request);
    Need need;
    need.engine = builtIn ? engineOf(toolOf(request)) : networkName(toolOf(request));
    need.builtIn = builtIn;
    return need;
}

Need predict(const Request& request) {
    if (std::holds_alternative<EditClip>(request.work)) return clipNeed(request, &predict);
    if (const auto model = chosenModel(request)) {
        const Plan plan = modelPlan(request, *model);
        Need need = plan.need;
        if (const auto* clip = std::get_if<Animate>(&plan.request.work)) need.seconds = clipSeconds(*clip, request.options, *model);
        return need;
    }
    Need need = builtInNeed(request);
    need.budget = memory::budget(request.options.memoryLimit);
    if (need.budget > 0 && need.bytes > need.budget) {
        Plan smaller{request, need, {}, {}, {}};
        need.fit = reduce(smaller, need.budget) ? Fit::Reduced : Fit::TooLarge;
    }
    return need;
}

namespace {

// The models know English only. What stays Chinese is said.
void tellInEnglish(Plan& plan) {
    auto* work = std::get_if<Instruct>(&plan.request.work);
    if (!work || plan.need.builtIn) return;
    if (work->english.empty() && hasChinese(work->instruction)) {
        const Translation translation = toEnglish(work->instruction);
        work->english = translation.english();
        for (const std::string& words : translation.unknown())
            plan.notes.push_back({TINTYPE_NOOP("core", "Not translated: %1."), {words}});
    }
    if (!work->english.empty()) plan.notes.insert(plan.notes.begin(), {TINTYPE_NOOP("core", "The model was told: %1"), {work->english}});
}

}  // namespace

Plan planFor(const Request& request) {
    const auto model = chosenModel(request);
    if (std::holds_alternative<EditClip>(request.work))
        return {request, clipNeed(request, [](const Request& frame) { return planFor(frame).need; }), {}, {}, {}};
    Plan plan = model ? modelPlan(request, *model) : Plan{request, builtInNeed(request), {}, {}, {}};
    tellInEnglish(plan);
    // The built-in engines are held to a limit that was set, not to what happens to be free.
    const std::uint64_t limit = model ? plan.need.budget : request.options.memoryLimit;
    if (model ? plan.need.fit != Fit::TooLarge : limit == 0 || plan.need.bytes <= limit || reduce(plan, limit)) return plan;
    throw Error(ErrorKind::OutOfMemory,
                TINTYPE_NOOP("core", "This needs about %1 of memory, but only %2 may be used."),
                {formatBytes(plan.need.bytes), formatBytes(limit)});
}

Plan framePlan(const Request& request, const image::Image& frame) { return planFor(frameRequest(request, frame)); }

}  // namespace tintype::edits
