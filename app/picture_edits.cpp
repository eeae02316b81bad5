#include "app/picture_edits.h"

#include <cmath>
#include <optional>

#include "app/session.h"

namespace tintype::app {
namespace {

// The mask as a picture, for the geometry that exists for pictures only.
image::Mask straightenedMask(const image::Mask& mask, double degrees, const Size& size) {
    if (mask.null() || mask.bounds().empty()) return image::Mask(size);
    const image::Image turned = image::straightened(image::maskToImage(mask), degrees);
    return image::maskFromImage(turned.size() == size ? turned : image::resized(turned, size), size);
}

}  // namespace

PictureEdits::PictureEdits(document::Document& document, ui::Background& background, QObject* parent)
    : QObject(parent), m_document(document), m_background(background) {
    connect(&m_document, &document::Document::opened, this, [this] { m_steps.clear(); });
}

void PictureEdits::turn(image::Turn turn) {
    const bool flip = turn == image::Turn::FlipHorizontal || turn == image::Turn::FlipVertical;
    add({flip ? tr("Flip") : tr("Rotate"), Changes::Geometry, [turn](const State& s) {
             return State{image::turned(s.picture, turn), image::turned(s.original, turn), image::turned(s.mask, turn)};
         }});
}

void PictureEdits::crop(const Rect& frame) {
    add({tr("Crop"), Changes::Geometry, [frame](const State& s) {
             const Rect inside = intersect(frame, {0, 0, s.picture.width(), s.picture.height()});
             if (inside.empty()) return s;
             return State{image::crop(s.picture, inside), image::crop(s.original, inside), image::crop(s.mask, inside)};
         }});
}

void PictureEdits::straighten(double degrees) {
    add({tr("Straighten"), Changes::Geometry, [degrees](const State& s) {
             State after{image::straightened(s.picture, degrees), image::straightened(s.original, degrees), {}};
             after.mask = straightenedMask(s.mask, degrees, after.picture.size());
             return after;
         }});
}

void PictureEdits::resize(const Size& size) {
    add({tr("Resize"), Changes::Geometry, [size](const State& s) {
             return State{image::resized(s.picture, size), image::resized(s.original, size), image::resized(s.mask, size)};
         }});
}

void PictureEdits::adjust(const image::Adjustment& adjustment) {
    add({tr("Adjust"), Changes::Picture, [adjustment](const State& s) {
             const image::Image edited = image::adjusted(s.picture, adjustment);
             const bool everywhere = s.mask.null() || s.mask.bounds().empty();
             return State{everywhere ? edited : image::composite(s.picture, edited, s.mask), s.original, s.mask};
         }});
}

void PictureEdits::add(Step step) {
    if (!m_document.isOpen()) return;
    m_steps.push_back(std::move(step));
    if (!m_running) next();
}

void PictureEdits::next() {
    if (m_steps.empty() || !m_document.isOpen()) return m_steps.clear();
    m_running = true;
    const Step step = std::move(m_steps.front());
    m_steps.pop_front();
    State before{m_document.picture(), m_document.original(), m_document.mask()};
    if (before.mask.null()) before.mask = image::Mask(before.picture.size());
    const auto work = [step, before, wait = m_document.undoBehind(), &document = m_document]() -> std::optional<State> {
        if (wait) document.settleUndo();
        State after = step.work(before);
        if (step.changes == Changes::Geometry && after.picture.samePixels(before.picture)) return std::nullopt;
        return after;
    };
    m_background.run(this, work, [this, step, before](ui::Outcome<std::optional<State>> outcome) {
        m_running = false;
        if (outcome.error) Q_EMIT noticed(noticeOf(outcome.error->kind(), outcome.error->message()));
        else if (*outcome.value) take(step, before, std::move(**outcome.value));
        next();
    });
}

void PictureEdits::take(const Step& step, const State& before, State after) {
    // Something else changed the document meanwhile: its state counts, not the one worked on.
    if (!m_document.isOpen() || m_document.picture().data() != before.picture.data()) return;
    switch (step.changes) {
        case Changes::Geometry:
            return m_document.replaceGeometry(std::move(after.picture), std::move(after.original), std::move(after.mask), step.name);
        case Changes::Picture:
            return m_document.replacePicture(std::move(after.picture), step.name);
    }
}

}  // namespace tintype::app
