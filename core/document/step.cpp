#include "core/document/step.h"

namespace tintype::document {

namespace {

constexpr std::int64_t kQuickPixels = 1 << 20;  // a stroke's region of that size is toggled in a few milliseconds

}  // namespace

void Step::apply(Side side, Content& content) const {
    Content next = content;
    if (picture) next.picture = picture->take(side, content.picture);
    if (original) next.original = original->take(side, content.original);
    if (mask) next.mask = mask->take(side, content.mask);
    if (stroke) stroke->toggle(next.mask);
    next.version = side == Side::Before ? versionBefore : versionAfter;
    content = std::move(next);
}

bool Step::ready(Side side) const {
    const auto has = [side](const auto& change) { return !change || change->has(side); };
    const bool quick = !stroke || std::int64_t(stroke->region().width) * stroke->region().height <= kQuickPixels;
    return has(picture) && has(original) && has(mask) && quick;
}

void Step::pack(UndoStore& store) {
    if (picture) picture->pack(store);
    if (original) original->pack(store);
    if (mask) mask->pack(store);
    if (stroke) stroke->pack(store);
}

void Step::prepare(Side side, const Content& content) {
    if (picture) picture->prepare(side, content.picture);
}

bool Step::wants(Side side) const { return picture && picture->wants(side); }

void Step::keepAtHand(bool before, bool after) {
    if (picture) picture->keepAtHand(before, after);
    if (original) original->keepAtHand(false, false);
    if (mask) mask->keepAtHand(false, false);
}

void Step::addHeld(HeldPixels& held) const {
    if (picture) picture->addHeld(held);
    if (original) original->addHeld(held);
    if (mask) mask->addHeld(held);
    if (stroke) stroke->addHeld(held);
}

std::shared_ptr<Step> stepBetween(const Content& before, const Content& after) {
    auto step = std::make_shared<Step>();
    step->versionBefore = before.version;
    step->versionAfter = after.version;
    if (before.version != after.version)
        step->picture = std::make_unique<Change<image::Image>>(before.picture, after.picture);
    if (before.original.data() != after.original.data())
        step->original = std::make_unique<Change<image::Image>>(before.original, after.original);
    if (!before.mask.sharesAll(after.mask)) step->mask = std::make_unique<Change<image::Mask>>(before.mask, after.mask);
    return step;
}

}  // namespace tintype::document
