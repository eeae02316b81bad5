#include "core/document/step.h"

namespace tintype::document {

void Step::apply(Side side, Content& content) const {
    Content next = content;
    if (picture) next.picture = picture->take(side, content.picture);
    if (original) next.original = original->take(side, content.original);
    if (mask) next.mask = mask->take(side, content.mask);
    if (stroke) {
        content.mask = {};  // no second owner, so that toggling does not copy the whole mask
        try {
            stroke->toggle(next.mask);
        } catch (...) {
            content.mask = std::move(next.mask);
            throw;
        }
    }
    next.version = side == Side::Before ? versionBefore : versionAfter;
    content = std::move(next);
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
}

std::shared_ptr<Step> stepBetween(const Content& before, const Content& after) {
    auto step = std::make_shared<Step>();
    step->versionBefore = before.version;
    step->versionAfter = after.version;
    if (before.version != after.version)
        step->picture = std::make_unique<Change<image::Image>>(before.picture, after.picture);
    if (before.original.data() != after.original.data())
        step->original = std::make_unique<Change<image::Image>>(before.original, after.original);
    const bool sameMask = before.mask.null() == after.mask.null() &&
                          (before.mask.null() || before.mask.row(0) == after.mask.row(0));
    if (!sameMask) step->mask = std::make_unique<Change<image::Mask>>(before.mask, after.mask);
    return step;
}

}  // namespace tintype::document
