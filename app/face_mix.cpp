#include "app/face_mix.h"

#include "core/edits/recipe.h"

namespace tintype::app {
namespace {

constexpr int kLiveSide = 1280;

bool hasLayers(const edits::Output& output) {
    for (const pipelines::RestoredFace& face : output.faces)
        if (!face.layer.empty()) return true;
    return false;
}

// What the person weighs; the photo stays. Boxes of the small view are scaled as its photo was.
void weigh(edits::FaceMix& mix, const edits::Restore& wanted) {
    auto& work = std::get<edits::Restore>(mix.request.work);
    work.strength = wanted.strength;
    work.likeness = wanted.likeness;
    if (wanted.faces && work.faces && wanted.faces->size() == work.faces->size()) work.faceStrengths = wanted.faceStrengths;
}

}  // namespace

FaceMix::FaceMix(document::Document& document, ui::Background& background, QObject* parent)
    : QObject(parent), m_document(document), m_background(background),
      m_live(background, this, [](const edits::FaceMix& mix) { return edits::mixedAnew(mix); },
             [this](const ui::Outcome<Mixed>& outcome) {
                 if (!outcome.value || !*outcome.value || !m_previewing) return;
                 Q_EMIT previewed((*outcome.value)->picture);
             }) {
    connect(&document, &document::Document::pictureChanged, this, [this] {
        if (m_document.isOpen() && m_document.picture().data() == m_shown) return;
        drop();
    });
    connect(&document, &document::Document::opened, this, &FaceMix::drop);
}

void FaceMix::take(const edits::Request& request, const edits::Output& output) {
    drop();
    const auto& work = std::get<edits::Restore>(request.work);
    if (!output.faces.empty()) Q_EMIT restored(output.faces, work.photo.size());
    if (!hasLayers(output) || work.upscale != 1 || !work.faces) return;
    m_shown = m_document.picture().data();
    const auto prepare = [request, output] {
        const edits::FaceMix full{request, output.faces};
        return Made{full, edits::smaller(full, kLiveSide), output.engine, output.recipe};
    };
    m_background.run(this, prepare, [this, pixels = m_shown](ui::Outcome<Made> outcome) {
        if (!outcome.value || pixels != m_shown) return;
        m_made = std::move(outcome.value);
        Q_EMIT live(true);
    });
}

void FaceMix::preview(const edits::Restore& work) {
    if (!m_made || m_keeping) return;
    weigh(m_made->full, work);
    weigh(m_made->small, work);
    m_previewing = true;
    m_live.offer(m_made->small);
}

void FaceMix::keep() {
    if (!m_made || !m_previewing || m_keeping) return;
    m_keeping = true;
    const auto mix = [made = *m_made]() -> Mixed {
        Mixed output = edits::mixedAnew(made.full);
        if (!output) return output;
        output->engine = made.engine;
        output->builtIn = false;
        output->recipe = edits::withParametersOf(made.recipe, made.full.request);
        return output;
    };
    m_background.run(this, mix, [this, pixels = m_shown, request = m_made->full.request](const ui::Outcome<Mixed>& outcome) { finish(outcome, pixels, request); });
}

void FaceMix::finish(const ui::Outcome<Mixed>& outcome, const void* pixels, const edits::Request& request) {
    m_keeping = false;
    m_previewing = false;
    m_live.drop();
    const bool current = outcome.value && *outcome.value && m_made && pixels == m_shown;
    if (current && !(*outcome.value)->picture.samePixels(m_document.picture())) {
        const edits::Output& output = **outcome.value;
        m_shown = output.picture.data();
        m_document.replacePicture(output.picture, tr("Face strength"));
        Q_EMIT restored(output.faces, std::get<edits::Restore>(request.work).photo.size());
        Q_EMIT kept(request, output);
    }
    Q_EMIT previewEnded();
}

void FaceMix::drop() {
    if (!m_made && !m_shown) return;
    m_made.reset();
    m_shown = nullptr;
    m_live.drop();
    if (std::exchange(m_previewing, false)) Q_EMIT previewEnded();
    Q_EMIT live(false);
}

}  // namespace tintype::app
