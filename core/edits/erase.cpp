// Takes what the mask covers out of the photo.
#include <algorithm>

#include "core/base/error.h"
#include "core/builtin/fill.h"
#include "core/builtin/grain.h"
#include "core/builtin/mark_layer.h"
#include "core/edits/job.h"
#include "core/edits/mask_parts.h"
#include "core/edits/networks_module.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

constexpr int kContext = 128;  // pixels around a part that the fill may look at, at least

// How much of the fill each pixel takes: all of it on the mask and `grow` pixels around, then a soft edge.
// The mask itself is never mixed with what it should erase.
image::Mask shareOfFill(const Erase& work, const image::Mask& marked) {
    const image::Mask core = image::grown(marked, work.grow);
    if (work.feather == 0) return core;
    image::Mask share = image::feathered(core, work.feather);
    for (int y = 0; y < share.size().height; ++y) {
        std::uint8_t* out = share.mutableRow(y);
        const std::uint8_t* mark = marked.row(y);
        for (int x = 0; x < share.size().width; ++x) out[x] = std::max(out[x], mark[x]);
    }
    return share;
}

// Whole and unchanged at its edge: what the network's authors do, who count every value above zero.
bool asPublished(const Erase& work, const Job& job) { return !job.model().empty() && !work.crop && work.grow == 0 && work.feather == 0; }

image::Mask marked(const Erase& work, std::uint8_t above) {
    const Error nothing(ErrorKind::BadInput,
                        TINTYPE_NOOP("core", "There is nothing to erase: the mask is empty."), {});
    if (work.mask.null()) throw nothing;
    image::Mask result = image::thresholded(work.mask, above);
    if (result.bounds().empty()) throw nothing;
    return result;
}

void paste(image::Image& onto, const image::Image& part, const Rect& at) {
    for (int y = 0; y < at.height; ++y)
        std::copy_n(part.row(y), part.rowBytes(), onto.mutableRow(at.y + y) + at.x * onto.pixelBytes());
}

// What stands between the photo and its fill: one part of it, or all.
struct Part {
    image::Image photo;
    image::Mask share;
    bool grain;  // a network's fill gets the photo's
};

image::Image filledByNetwork(const image::Image& before, const image::Mask& hole, const Part& part, Job& job, Progress& progress) {
    const NetworksModule& module = job.runtime().module();
    const image::Image filled = module.functions().fillWithLama(module.networks(), {job.model(), before, hole, job.compute()}, progress);
    return part.grain ? builtin::withGrain(filled, hole, progress) : filled;
}

image::Image erasedPart(const Part& part, Job& job, Progress& progress) {
    const image::Mask hole = image::thresholded(part.share, 0);
    const bool builtIn = job.model().empty();
    const image::Image srgb = image::toSrgb(part.photo);
    const image::Image before = builtIn ? srgb : image::withoutAlpha(image::toDepth8(srgb));
    const image::Image after = builtIn ? builtin::fill(before, hole, progress) : filledByNetwork(before, hole, part, job, progress);
    return image::composite(part.photo, broughtHome(part.photo, before, after), part.share);
}

}  // namespace

namespace {

void fillMasked(const Erase& work, const image::Image& original, Job& job) {
    const bool published = asPublished(work, job);
    const image::Mask share = shareOfFill(work, marked(work, published ? 0 : 127));
    std::vector<Rect> parts{{0, 0, work.photo.width(), work.photo.height()}};
    if (work.crop) parts = maskParts(share, kContext);
    Output output;
    output.picture = work.photo;
    for (const Rect& part : parts) {
        Progress progress = job.progress().part(1.0 / static_cast<double>(parts.size()));
        const image::Image filled =
            erasedPart({image::crop(output.picture, part), image::crop(share, part), !published}, job, progress);
        paste(output.picture, filled, part);
        if (job.listener().preview) job.listener().preview(output.picture);
    }
    output.changed = changedShare(original, output.picture);
    job.deliver(std::move(output));
}

// The work that is left when the mark's own colour is taken off the photo.
Erase withoutMark(const Erase& work) {
    const image::Mask whole = marked(work, 127);
    const image::Image before = image::toSrgb(work.photo);
    const builtin::Unblended open = builtin::unblended(before, work.mark, whole);
    Erase rest = work;
    rest.photo = broughtHome(work.photo, before, open.photo);
    rest.mask = open.rest;
    return rest;
}

}  // namespace

void erase(const Erase& work, Job& job) {
    if (work.mark.pixels.empty()) return fillMasked(work, work.photo, job);
    const Erase rest = withoutMark(work);
    if (!rest.mask.bounds().empty()) return fillMasked(rest, work.photo, job);
    Output output;
    output.picture = rest.photo;
    output.changed = changedShare(work.photo, output.picture);
    job.deliver(std::move(output));
}

}  // namespace tintype::edits
