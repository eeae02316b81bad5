// Takes what the mask covers out of the photo.
#include <algorithm>

#include "core/base/error.h"
#include "core/builtin/fill.h"
#include "core/edits/job.h"
#include "core/edits/mask_parts.h"
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

image::Mask marked(const Erase& work) {
    const Error nothing(ErrorKind::BadInput,
                        TINTYPE_NOOP("core", "There is nothing to erase: the mask is empty."), {});
    if (work.mask.null()) throw nothing;
    image::Mask result = image::thresholded(work.mask, 127);
    if (result.bounds().empty()) throw nothing;
    return result;
}

void paste(image::Image& onto, const image::Image& part, const Rect& at) {
    for (int y = 0; y < at.height; ++y)
        std::copy_n(part.row(y), part.rowBytes(), onto.mutableRow(at.y + y) + at.x * onto.pixelBytes());
}

image::Image erasedPart(const image::Image& photo, const image::Mask& share, Progress& progress) {
    const image::Image before = image::toSrgb(photo);
    const image::Image after = builtin::fill(before, image::thresholded(share, 0), progress);
    return image::composite(photo, broughtHome(photo, before, after), share);
}

}  // namespace

void erase(const Erase& work, Job& job) {
    const image::Mask share = shareOfFill(work, marked(work));
    std::vector<Rect> parts{{0, 0, work.photo.width(), work.photo.height()}};
    if (work.crop) parts = maskParts(share, kContext);
    Output output;
    output.picture = work.photo;
    for (const Rect& part : parts) {
        Progress progress = job.progress().part(1.0 / static_cast<double>(parts.size()));
        const image::Image filled =
            erasedPart(image::crop(output.picture, part), image::crop(share, part), progress);
        paste(output.picture, filled, part);
        if (job.listener().preview) job.listener().preview(output.picture);
    }
    output.changed = changedShare(work.photo, output.picture);
    job.deliver(std::move(output));
}

}  // namespace tintype::edits
