#include "app/cartoon_mix.h"

#include "core/builtin/toon.h"
#include "core/edits/pixels.h"
#include "core/edits/recipe.h"
#include "core/image/transform.h"

namespace tintype::app {
namespace {

constexpr int kLiveSide = 1280;

image::Image small(const image::Image& picture) {
    return image::toDepth8(image::resized(picture, fitLongSide(picture.size(), std::min(kLiveSide, picture.size().longSide()))));
}

}  // namespace

CartoonMix::CartoonMix(document::Document& document, ui::Background& background, QObject* parent)
    : QObject(parent), m_document(document), m_background(background),
      m_live(background, this,
             [](const Cartoon& c) { return builtin::mixCartoon(c.smallPhoto, c.smallFull, c.strength); },
             [this](const ui::Outcome<image::Image>& outcome) {
                 if (outcome.value && m_previewing) Q_EMIT previewed(*outcome.value);
             }) {
    connect(&document, &document::Document::pictureChanged, this, [this] {
        if (m_document.isOpen() && m_document.picture().data() == m_shown) return;
        drop();
    });
    connect(&document, &document::Document::opened, this, &CartoonMix::drop);
}

CartoonMix::Cartoon CartoonMix::prepare(const edits::Request& request, const edits::Output& output) {
    const auto& work = std::get<edits::Cartoon>(request.work);
    Cartoon cartoon{request, output.engine, output.builtIn, output.recipe, work.photo, output.unmixed, {}, {}, work.strength};
    if (cartoon.photo.size() != cartoon.full.size()) cartoon.photo = image::resized(cartoon.photo, cartoon.full.size());
    cartoon.smallPhoto = small(cartoon.photo);
    cartoon.smallFull = small(cartoon.full);
    return cartoon;
}

void CartoonMix::take(const edits::Request& request, const edits::Output& output) {
    drop();
    if (output.unmixed.empty()) return;
    m_shown = m_document.picture().data();
    m_background.run(this, [request, output] { return prepare(request, output); },
                     [this, pixels = m_shown](ui::Outcome<Cartoon> outcome) {
                         if (!outcome.value || pixels != m_shown) return;
                         m_cartoon = std::move(outcome.value);
                         Q_EMIT live(true);
                     });
}

void CartoonMix::preview(double strength) {
    if (!m_cartoon || m_keeping) return;
    m_cartoon->strength = strength;
    m_previewing = true;
    m_live.offer(*m_cartoon);
}

edits::Output CartoonMix::mixed(const Cartoon& cartoon) {
    edits::Request request = cartoon.request;
    std::get<edits::Cartoon>(request.work).strength = cartoon.strength;
    edits::Output output;
    output.picture = builtin::mixCartoon(cartoon.photo, cartoon.full, cartoon.strength);
    output.unmixed = cartoon.full;
    output.engine = cartoon.engine;
    output.builtIn = cartoon.builtIn;
    output.changed = edits::changedShare(cartoon.photo, output.picture);
    output.recipe = edits::withParametersOf(cartoon.recipe, request);
    return output;
}

void CartoonMix::keep() {
    if (!m_cartoon || !m_previewing || m_keeping) return;
    m_keeping = true;
    const auto work = [cartoon = *m_cartoon, shown = m_document.picture()]() -> std::optional<edits::Output> {
        edits::Output output = mixed(cartoon);
        if (output.picture.samePixels(shown)) return std::nullopt;
        return output;
    };
    m_background.run(this, work, [this, pixels = m_shown](const ui::Outcome<std::optional<edits::Output>>& outcome) {
        m_keeping = false;
        m_previewing = false;
        m_live.drop();
        const bool current = outcome.value && m_cartoon && pixels == m_shown;
        if (current && *outcome.value) {
            const edits::Output& output = **outcome.value;
            m_shown = output.picture.data();
            m_document.replacePicture(output.picture, tr("Cartoon strength"));
            Q_EMIT kept(m_cartoon->request, output);
        }
        Q_EMIT previewEnded();
    });
}

void CartoonMix::drop() {
    if (!m_cartoon && !m_shown) return;
    m_cartoon.reset();
    m_shown = nullptr;
    m_live.drop();
    if (std::exchange(m_previewing, false)) Q_EMIT previewEnded();
    Q_EMIT live(false);
}

}  // namespace tintype::app
