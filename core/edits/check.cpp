#include <algorithm>
#include <cstdio>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/job.h"
#include "core/edits/limits.h"

namespace tintype::edits {

namespace {

std::string plain(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

template <typename Number>
void inRange(const char* name, Number value, Range<Number> range) {
    if (range.holds(value)) return;
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The %1 is %2, but must be from %3 to %4."),
                {name, plain(value), plain(range.low), plain(range.high)});
}

void longSide(int value) {
    if (value != 0) inRange(TINTYPE_NOOP("core", "long side"), value, kLongSideRange);
}

void photo(const image::Image& picture) {
    if (picture.empty())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no photo to work on."), {});
}

void sameSize(const image::Mask& mask, const image::Image& picture) {
    if (mask.null() || mask.size() == picture.size()) return;
    throw Error(ErrorKind::BadInput,
                TINTYPE_NOOP("core", "The mask is %1x%2 pixels, but the photo is %3x%4: they must be equal."),
                {std::to_string(mask.size().width), std::to_string(mask.size().height),
                 std::to_string(picture.width()), std::to_string(picture.height())});
}

void text(const char* name, const std::string& value) {
    if (value.size() <= kMaxInstructionBytes) return;
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The %1 is longer than %2 bytes."),
                {name, std::to_string(kMaxInstructionBytes)});
}

bool blank(const std::string& value) {
    // The last is the ideographic space that Chinese input methods make.
    static constexpr const char* kSpaces[] = {" ", "\t", "\n", "\r", "\v", "\f", "\u00a0", "\u3000"};
    std::size_t at = 0;
    while (at < value.size()) {
        bool space = false;
        for (const std::string_view candidate : kSpaces) {
            if (value.compare(at, candidate.size(), candidate) != 0) continue;
            at += candidate.size();
            space = true;
            break;
        }
        if (!space) return false;
    }
    return true;
}

void flowScale(double value) {
    if (std::find(kFlowScales.begin(), kFlowScales.end(), value) != kFlowScales.end()) return;
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The flow scale is %1, but must be 0.25, 0.5, 1, 2 or 4."), {plain(value)});
}

void span(const video::Span& span) {
    inRange(TINTYPE_NOOP("core", "start"), span.start, kClipSecondsRange);
    inRange(TINTYPE_NOOP("core", "end"), span.end, kClipSecondsRange);
    if (span.end == 0.0 || span.end > span.start) return;
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The part of the clip ends at second %1, before it starts at second %2."),
                {plain(span.end), plain(span.start)});
}

void coding(const video::Coding& coding) { inRange(TINTYPE_NOOP("core", "quality (CRF)"), coding.crf, kCrfRange); }

struct Checked {
    void operator()(const Instruct& work) const {
        photo(work.photo);
        sameSize(work.mask, work.photo);
        if (blank(work.instruction))
            throw Error(ErrorKind::BadInput,
                        TINTYPE_NOOP("core", "The instruction is empty: say what should change."), {});
        text(TINTYPE_NOOP("core", "instruction"), work.instruction);
        text(TINTYPE_NOOP("core", "instruction"), work.english);
        inRange(TINTYPE_NOOP("core", "number of steps"), work.steps, kStepsRange);
        inRange(TINTYPE_NOOP("core", "text guidance"), work.textGuidance, kTextGuidanceRange);
        inRange(TINTYPE_NOOP("core", "image guidance"), work.imageGuidance, kImageGuidanceRange);
        inRange(TINTYPE_NOOP("core", "number of variations"), work.variations, kVariationsRange);
        if (work.longSide != -1) longSide(work.longSide);
    }

    void operator()(const Erase& work) const {
        photo(work.photo);
        sameSize(work.mask, work.photo);
        inRange(TINTYPE_NOOP("core", "mask growth"), work.grow, kGrowRange);
        inRange(TINTYPE_NOOP("core", "feather"), work.feather, kFeatherRange);
    }

    void operator()(const Cartoon& work) const {
        photo(work.photo);
        inRange(TINTYPE_NOOP("core", "cartoon strength"), work.strength, kCartoonStrengthRange);
        longSide(work.longSide);
    }

    void operator()(const Restore& work) const {
        photo(work.photo);
        inRange(TINTYPE_NOOP("core", "restore strength"), work.strength, kRestoreStrengthRange);
        inRange(TINTYPE_NOOP("core", "likeness"), work.likeness, kLikenessRange);
        inRange(TINTYPE_NOOP("core", "enlargement"), work.upscale, kUpscaleRange);
        for (const double strength : work.faceStrengths)
            inRange(TINTYPE_NOOP("core", "restore strength"), strength, kRestoreStrengthRange);
        const std::size_t faces = work.faces ? work.faces->size() : 0;
        if (!work.faceStrengths.empty() && work.faceStrengths.size() != faces)
            throw Error(ErrorKind::BadInput,
                        TINTYPE_NOOP("core", "There are %1 face strengths for %2 faces."),
                        {std::to_string(work.faceStrengths.size()), std::to_string(faces)});
    }

    void operator()(const Animate& work) const {
        photo(work.photo);
        text(TINTYPE_NOOP("core", "prompt"), work.prompt);
        text(TINTYPE_NOOP("core", "negative prompt"), work.negative);
        inRange(TINTYPE_NOOP("core", "number of frames"), work.frames, kFramesRange);
        inRange(TINTYPE_NOOP("core", "motion frame rate"), work.motionFps, kMotionFpsRange);
        inRange(TINTYPE_NOOP("core", "frame rate"), work.fps, kFpsRange);
        inRange(TINTYPE_NOOP("core", "number of steps"), work.steps, kStepsRange);
        inRange(TINTYPE_NOOP("core", "guidance"), work.guidance, kGuidanceRange);
        inRange(TINTYPE_NOOP("core", "motion"), work.motion, kMotionRange);
        inRange(TINTYPE_NOOP("core", "number of frames painted together"), work.decodeChunk, kDecodeChunkRange);
        if (work.size == Size{}) return;
        inRange(TINTYPE_NOOP("core", "clip width"), work.size.width, kClipSideRange);
        inRange(TINTYPE_NOOP("core", "clip height"), work.size.height, kClipSideRange);
        if (work.size.width % 2 != 0 || work.size.height % 2 != 0)
            throw Error(ErrorKind::BadInput,
                        TINTYPE_NOOP("core", "The clip's size %1x%2 has an odd side: both must be even."),
                        {std::to_string(work.size.width), std::to_string(work.size.height)});
    }

    void operator()(const InterpolatePair& work) const {
        photo(work.first);
        photo(work.second);
        inRange(TINTYPE_NOOP("core", "position"), work.at, kAtRange);
        flowScale(work.flowScale);
        if (work.first.size() == work.second.size()) return;
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The pictures are %1x%2 and %3x%4 pixels: they must be equal."),
                    {std::to_string(work.first.width()), std::to_string(work.first.height()),
                     std::to_string(work.second.width()), std::to_string(work.second.height())});
    }

    void operator()(const InterpolateClip& work) const {
        inRange(TINTYPE_NOOP("core", "frame rate"), work.fps, kFpsRange);
        flowScale(work.flowScale);
    }

    void operator()(const EditClip& work) const {
        span(work.span);
        coding(work.coding);
    }

    void operator()(const ExportClip& work) const {
        span(work.span);
        coding(work.coding);
        inRange(TINTYPE_NOOP("core", "speed"), work.speed, kSpeedRange);
        if (work.fps != 0.0) inRange(TINTYPE_NOOP("core", "frame rate"), work.fps, kFpsRange);
        inRange(TINTYPE_NOOP("core", "crossfade"), work.fade, kFadeRange);
        inRange(TINTYPE_NOOP("core", "number of repeats"), work.repeats, kRepeatsRange);
        longSide(work.longSide);
        if (work.poster) inRange(TINTYPE_NOOP("core", "time"), *work.poster, kClipSecondsRange);
    }
};

}  // namespace

void check(const Request& request) {
    std::visit(Checked{}, request.work);
    inRange(TINTYPE_NOOP("core", "number of threads"), request.options.threads, kThreadsRange);
}

}  // namespace tintype::edits
