#include "core/document/history.h"

#include <QTimer>
#include <algorithm>
#include <unistd.h>

#include "core/base/error.h"

namespace tintype::document {

namespace {

constexpr std::uint64_t kLargestDefault = std::uint64_t(2) << 30;
constexpr std::uint64_t kDiskFactor = 4;  // of the memory limit

std::uint64_t defaultLimit() {
    const std::uint64_t ram = std::uint64_t(::sysconf(_SC_PHYS_PAGES)) * std::uint64_t(::sysconf(_SC_PAGE_SIZE));
    return std::min(ram / 4, kLargestDefault);
}

}  // namespace

History::History(Content& content, Hooks hooks)
    : m_content(content), m_hooks(std::move(hooks)),
      m_store(std::make_shared<UndoStore>(defaultLimit(), kDiskFactor * defaultLimit())),
      m_travel(content, m_stack, [this](int index) { return stepAt(index); },
               [this](const Step& step) { m_hooks.before(step); }) {
    m_pool.setMaxThreadCount(1);
    connect(&m_stack, &QUndoStack::indexChanged, this, &History::indexChanged);
}

History::~History() {
    m_stack.disconnect(this);
    m_pool.clear();
    m_pool.waitForDone();
}

void History::push(std::shared_ptr<Step> step, const QString& name) {
    m_travel.stop();
    m_stack.push(new StepCommand(name, step, [this](const Step& done, Side side) { apply(done, side); }));
    packLater(step);
}

void History::clear() {
    m_travel.stop();
    m_stack.clear();
    m_pool.clear();
}

void History::setMemoryLimit(std::uint64_t bytes) { setLimits(bytes, kDiskFactor * bytes); }

void History::setLimits(std::uint64_t memory, std::uint64_t disk) {
    m_store->setLimits(memory, disk);
    indexChanged(m_stack.index());
    spillLater();
}

std::uint64_t History::memory() const { return m_store->memory() + heldBytes(); }

bool History::behind() const { return heldBytes() > m_store->memoryLimit() / 2; }

void History::settle() { m_pool.waitForDone(); }

std::uint64_t History::heldBytes() const {
    HeldPixels held;
    std::uint64_t bytes = 0;
    for (int i = 0; i < m_stack.count(); ++i)
        if (const auto step = stepAt(i)) step->addHeld(held);
    held.erase(m_content.picture.data());
    held.erase(m_content.original.data());
    for (const image::Mask::Block& block : m_content.mask.blocks()) held.erase(block.address);
    for (const auto& [pixels, size] : held) bytes += size;
    return bytes;
}

void History::apply(const Step& step, Side side) {
    if (m_replaying) return;
    m_hooks.before(step);
    try {
        if (auto arrived = m_travel.arrived(step)) m_content = std::move(*arrived);
        else step.apply(side, m_content);
    } catch (const Error& error) {
        // Every other step builds on this one.
        QTimer::singleShot(0, this, &History::clear);
        m_hooks.failed(error.message());
        return;
    }
    m_hooks.after(step);
}

void History::packLater(const std::shared_ptr<Step>& step) {
    m_pool.start([weak = std::weak_ptr<Step>(step), store = m_store] {
        if (const auto alive = weak.lock()) alive->pack(*store);
    });
    spillLater();
}

void History::spillLater() {
    const std::uint64_t ready = std::min(m_store->memoryLimit() / 2, 2 * std::uint64_t(m_content.picture.byteSize()));
    m_pool.start([this, store = m_store, ready] {
        store->spill(ready);
        if (store->exhausted()) QMetaObject::invokeMethod(this, &History::relieve, Qt::QueuedConnection);
    });
}

// Keeps the picture before the last step and the one after the next step ready, so that one undo or redo is
// only an exchange of values.
void History::indexChanged(int index) {
    if (m_replaying) return;
    const bool room = 4 * std::uint64_t(m_content.picture.byteSize()) <= m_store->memoryLimit();
    std::shared_ptr<Step> earlier, later;
    for (int i = index - 1; i >= 0 && !earlier; --i)
        if (const auto step = stepAt(i); step && step->picture) earlier = step;
    for (int i = index; i < m_stack.count() && !later; ++i)
        if (const auto step = stepAt(i); step && step->picture) later = step;
    for (int i = 0; i < m_stack.count(); ++i)
        if (const auto step = stepAt(i)) step->keepAtHand(room && step == earlier, room && step == later);
    if (earlier) prepareLater(earlier, Side::Before);
    if (later) prepareLater(later, Side::After);
}

void History::prepareLater(const std::shared_ptr<Step>& step, Side side) {
    if (!step->wants(side)) return;
    m_pool.start([weak = std::weak_ptr<Step>(step), side, content = Content{m_content.picture, {}, {}, 0}] {
        const auto alive = weak.lock();
        if (!alive) return;
        try {
            alive->prepare(side, content);
        } catch (const Error&) {
            // The undo itself will meet the same error and say so.
        }
    });
}

void History::relieve() {
    while (m_store->exhausted() && m_stack.count() > 1 && m_stack.index() > 0) dropOldest();
    if (m_store->memory() > m_store->memoryLimit()) spillLater();
}

void History::dropOldest() {
    const int index = m_stack.index();
    const int clean = m_stack.cleanIndex();
    std::vector<std::pair<QString, std::shared_ptr<Step>>> kept;
    for (int i = 1; i < m_stack.count(); ++i) kept.emplace_back(m_stack.command(i)->text(), stepAt(i));
    m_replaying = true;
    m_stack.clear();
    m_stack.resetClean();
    for (const auto& [name, step] : kept) {
        m_stack.push(new StepCommand(name, step, [this](const Step& done, Side side) { apply(done, side); }));
        if (m_stack.index() == clean - 1) m_stack.setClean();
    }
    m_stack.setIndex(index - 1);
    m_replaying = false;
}

std::shared_ptr<Step> History::stepAt(int index) const {
    const auto* command = dynamic_cast<const StepCommand*>(m_stack.command(index));
    return command ? command->step() : nullptr;
}

}  // namespace tintype::document
