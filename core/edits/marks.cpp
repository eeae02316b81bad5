#include "core/edits/marks.h"

#include "core/base/error.h"
#include "core/builtin/mark_find.h"
#include "core/builtin/mark_layer.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

constexpr double kBeyondDoubt = 0.9;
constexpr std::size_t kMostSamples = 24;  // more would only take longer

MarkFind described(const builtin::Mark& mark, const builtin::MarkPlace& place, const image::Image& srgb) {
    return {place, builtin::markBox(mark, place, srgb.size()), builtin::markSample(mark, place, srgb)};
}

// The photo the mark was learned from needs no search.
bool learnedFrom(const builtin::Mark& mark, const image::Image& srgb) {
    return srgb.size() == mark.photo && image::withoutAlpha(image::toDepth8(image::crop(srgb, mark.place))).samePixels(mark.cut);
}

}  // namespace

builtin::Mark learnedMark(const image::Image& photo, const image::Mask& mask) {
    if (!mask.null() && mask.size() != photo.size())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The mask is %1x%2 pixels, but the photo is %3x%4: they must be equal."),
                    {std::to_string(mask.size().width), std::to_string(mask.size().height), std::to_string(photo.width()), std::to_string(photo.height())});
    return builtin::learnMark(image::toSrgb(photo), mask);
}

MarkFind findMark(const builtin::Mark& mark, const image::Image& photo, Progress& progress) {
    const image::Image srgb = image::toSrgb(photo);
    if (learnedFrom(mark, srgb)) return described(mark, {double(mark.place.x), double(mark.place.y), 1.0, 1.0}, srgb);
    return described(mark, builtin::findMark(mark, srgb, progress), srgb);
}

MarkFind nudgedMark(const builtin::Mark& mark, const image::Image& photo, const builtin::MarkPlace& near, Progress& progress) {
    const image::Image srgb = image::toSrgb(photo);
    return described(mark, builtin::nudgedMark(mark, srgb, near, progress), srgb);
}

image::Image solvedMark(const builtin::Mark& mark, const std::vector<MarkFind>& finds, Progress& progress) {
    std::vector<image::Image> samples{mark.cut};
    for (const MarkFind& find : finds)
        if (find.place.confidence >= kBeyondDoubt && samples.size() < kMostSamples && !find.sample.samePixels(mark.cut)) samples.push_back(find.sample);
    return builtin::solveLayer(mark, samples, progress);
}

Erase markWork(const builtin::Mark& mark, const image::Image& layer, const builtin::MarkPlace& place, image::Image photo, Erase settings) {
    settings.mask = builtin::markMask(mark, place, photo.size());
    settings.mark = builtin::placedLayer(mark, layer, place, photo);
    settings.photo = std::move(photo);
    return settings;
}

}  // namespace tintype::edits
