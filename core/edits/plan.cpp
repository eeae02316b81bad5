#include "core/edits/plan.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/edits/job.h"

namespace tintype::edits {

namespace {

// Bytes for each pixel at the peak of a run, measured on Debian 12 (see tst_need).
struct Cost {
    double photo;    // for each pixel of the photo
    double working;  // for each pixel the engine works on
};

constexpr std::uint64_t kProgramBytes = 70u << 20;  // the program itself with its libraries, codecs and caches

struct BytesFor {
    double operator()(const Instruct& work) const {
        const double size = static_cast<double>(
            work.longSide > 0 ? fitLongSide(work.photo.size(), work.longSide).area() : work.photo.size().area());
        return bytes(work.photo, {1, 0}, 0) + size * (60 + 6.0 * work.variations);
    }
    double operator()(const Erase& work) const { return bytes(work.photo, {30, 0}, 0); }
    double operator()(const Cartoon& work) const {
        return bytes(work.photo, {4, 50}, static_cast<double>(fitLongSide(work.photo.size(), work.longSide).area()));
    }
    double operator()(const Restore& work) const { return bytes(work.photo, {50.0 * work.upscale, 0}, 0); }
    double operator()(const Animate& work) const {
        return bytes(work.photo, {10, 40}, static_cast<double>(clipSize(work).area()));
    }
    double operator()(const InterpolatePair& work) const { return bytes(work.first, {60, 0}, 0); }
    double operator()(const InterpolateClip&) const { return 200e6; }

    static double bytes(const image::Image& photo, Cost cost, double working) {
        return static_cast<double>(photo.byteSize()) + cost.photo * static_cast<double>(photo.size().area()) +
               cost.working * working;
    }
};

const char* engineOf(Tool tool) {
    switch (tool) {
        case Tool::Edit: return "Built-in look";
        case Tool::Erase: return "Built-in fill";
        case Tool::Cartoon: return "Built-in toon";
        case Tool::Restore: return "Built-in enhance";
        case Tool::Animate: return "Built-in camera move";
        case Tool::Interpolate: return "Built-in flow";
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
        const bool enough = predict(trial).bytes <= limit;
        if (enough) fits = middle;
        (enough ? low : high) = enough ? middle + 1 : middle - 1;
    }
    if (fits == 0) return false;
    setLongSide(plan.request, fits);
    plan.need = predict(plan.request);
    plan.notes.push_back({TINTYPE_NOOP("core", "The result was made with a long side of %1 pixels, to stay within %2 of memory."),
                          {std::to_string(fits), formatBytes(limit)}});
    return true;
}

}  // namespace

Need predict(const Request& request) {
    Need need;
    need.engine = engineOf(toolOf(request));
    need.bytes = kProgramBytes + static_cast<std::uint64_t>(std::visit(BytesFor{}, request.work));
    return need;
}

Plan planFor(const Request& request) {
    Plan plan{request, predict(request), {}};
    const std::uint64_t limit = request.options.memoryLimit;
    if (limit == 0 || plan.need.bytes <= limit || reduce(plan, limit)) return plan;
    throw Error(ErrorKind::OutOfMemory,
                TINTYPE_NOOP("core", "This needs about %1 of memory, but only %2 may be used."),
                {formatBytes(plan.need.bytes), formatBytes(limit)});
}

}  // namespace tintype::edits
