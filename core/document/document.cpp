#include "core/document/document.h"

#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/document/history.h"

namespace tintype::document {

using image::Image;
using image::Mask;

namespace {

Rect wholeOf(const Size& size) { return {0, 0, size.width, size.height}; }

}  // namespace

struct Document::State {
    Content content;
    quint64 lastVersion = 0;
    quint64 savedVersion = 0;
    bool modified = false;
    std::filesystem::path path;
    bool stroking = false;
    Rect dirty;
    Mask beforeStroke;
    std::unique_ptr<History> history;
};

Document::Document(QObject* parent) : QObject(parent), m_state(std::make_unique<State>()) {
    History::Hooks hooks;
    hooks.before = [this](const Step& step) {
        if (step.mask || step.stroke) cancelStroke();
    };
    hooks.after = [this](const Step& step) { stepApplied(step); };
    hooks.failed = [this](const Message& message) { Q_EMIT undoFailed(message); };
    m_state->history = std::make_unique<History>(m_state->content, std::move(hooks));
}

Document::~Document() = default;

void Document::open(Image photo) {
    m_state->stroking = false;
    m_state->beforeStroke = {};
    m_state->history->clear();
    m_state->path = photo.origin.path;
    m_state->content.mask = photo.empty() ? Mask() : Mask(photo.size());
    m_state->content.original = photo;
    m_state->content.picture = std::move(photo);
    m_state->savedVersion = m_state->content.version = ++m_state->lastVersion;
    Q_EMIT opened();
    noteModified();
}

void Document::close() { open({}); }

bool Document::isOpen() const { return !m_state->content.picture.empty(); }
const Image& Document::picture() const { return m_state->content.picture; }
const Image& Document::original() const { return m_state->content.original; }
const Mask& Document::mask() const { return m_state->content.mask; }
std::filesystem::path Document::path() const { return m_state->path; }
bool Document::modified() const { return m_state->modified; }

void Document::setSaved(const std::filesystem::path& path) {
    m_state->path = path;
    m_state->savedVersion = m_state->content.version;
    m_state->history->stack().setClean();
    noteModified();
}

void Document::replacePicture(Image picture, const QString& name) {
    const bool sameSize = picture.size() == m_state->content.picture.size();
    Content next = m_state->content;
    if (!sameSize) {
        cancelStroke();
        next.mask = image::resized(m_state->content.mask, picture.size());
    }
    next.picture = std::move(picture);
    next.version = ++m_state->lastVersion;
    become(std::move(next), name);
}

void Document::replaceGeometry(Image picture, Image original, Mask mask, const QString& name) {
    if (mask.size() != picture.size())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The mask has another size than the picture."), {});
    cancelStroke();
    become({std::move(picture), std::move(original), std::move(mask), ++m_state->lastVersion}, name);
}

void Document::replaceMask(Mask mask, const QString& name) {
    if (mask.size() != m_state->content.picture.size())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The mask has another size than the picture."), {});
    cancelStroke();
    Content next = m_state->content;
    next.mask = std::move(mask);
    become(std::move(next), name);
}

void Document::become(Content next, const QString& name) {
    if (!isOpen()) return;
    auto step = stepBetween(m_state->content, next);
    if (!step->picture && !step->original && !step->mask) return;
    m_state->content = std::move(next);
    m_state->history->push(step, name);
    stepApplied(*step);
}

void Document::stepApplied(const Step& step) {
    if (step.picture || step.original) Q_EMIT pictureChanged();
    if (step.mask) Q_EMIT maskChanged(wholeOf(m_state->content.mask.size()));
    if (step.stroke) Q_EMIT maskChanged(step.stroke->region());
    noteModified();
}

void Document::noteModified() {
    const bool modified = m_state->content.version != m_state->savedVersion;
    if (modified == m_state->modified) return;
    m_state->modified = modified;
    Q_EMIT modifiedChanged(modified);
}

void Document::beginStroke() {
    if (m_state->stroking) cancelStroke();
    if (!isOpen()) return;
    m_state->beforeStroke = m_state->content.mask;
    m_state->dirty = {};
    m_state->stroking = true;
}

Mask& Document::strokeMask() {
    if (!m_state->stroking) beginStroke();
    return m_state->content.mask;
}

void Document::strokeTouched(const Rect& dirty) {
    const Rect inside = intersect(dirty, wholeOf(m_state->content.mask.size()));
    if (!m_state->stroking || inside.empty()) return;
    m_state->dirty = unite(m_state->dirty, inside);
    Q_EMIT maskChanged(inside);
}

void Document::endStroke(const QString& name) {
    if (!m_state->stroking) return;
    m_state->stroking = false;
    const Mask before = std::exchange(m_state->beforeStroke, {});
    if (m_state->dirty.empty()) return;
    auto step = std::make_shared<Step>();
    step->stroke = std::make_unique<StrokeChange>(before, m_state->content.mask, m_state->dirty);
    step->versionBefore = step->versionAfter = m_state->content.version;
    if (step->stroke->region().empty()) return;
    m_state->history->push(step, name);
}

void Document::cancelStroke() {
    if (!m_state->stroking) return;
    m_state->stroking = false;
    const Mask before = std::exchange(m_state->beforeStroke, {});
    const bool painted = !m_state->content.mask.sharesAll(before);
    m_state->content.mask = before;
    if (painted && !m_state->dirty.empty()) Q_EMIT maskChanged(m_state->dirty);
}

void Document::undo() { m_state->history->go(-1); }
void Document::redo() { m_state->history->go(1); }
QUndoStack& Document::undoStack() { return m_state->history->stack(); }
void Document::setUndoMemoryLimit(std::uint64_t bytes) { m_state->history->setMemoryLimit(bytes); }
void Document::setUndoLimits(std::uint64_t memory, std::uint64_t disk) { m_state->history->setLimits(memory, disk); }
std::uint64_t Document::undoMemory() const { return m_state->history->memory(); }
std::uint64_t Document::undoDisk() const { return m_state->history->disk(); }
bool Document::undoBehind() const { return m_state->history->behind(); }
void Document::settleUndo() { m_state->history->settle(); }

}  // namespace tintype::document
