#include "core/document/travel.h"

#include <algorithm>
#include <utility>

namespace tintype::document {

Travel::Travel(const Content& content, QUndoStack& stack, StepAt stepAt, Before before)
    : m_content(content), m_stack(stack), m_stepAt(std::move(stepAt)), m_before(std::move(before)) {
    m_pool.setMaxThreadCount(1);
}

Travel::~Travel() { m_pool.waitForDone(); }

void Travel::go(int steps) {
    m_left = std::clamp(m_left + steps, -m_stack.index(), m_stack.count() - m_stack.index());
    if (!m_working) advance();
}

void Travel::stop() { m_left = 0; }

std::optional<Content> Travel::arrived(const Step& step) {
    if (m_madeBy != &step) return std::nullopt;
    m_madeBy = nullptr;
    return std::exchange(m_made, std::nullopt);
}

// One step; the next one waits for the events that came meanwhile.
void Travel::advance() {
    m_left = std::clamp(m_left, -m_stack.index(), m_stack.count() - m_stack.index());
    if (m_left == 0) return;
    const Side side = m_left < 0 ? Side::Before : Side::After;
    const auto step = m_stepAt(m_left < 0 ? m_stack.index() - 1 : m_stack.index());
    if (step && !step->ready(side)) return workOut(step, side);
    move();
    advanceLater();
}

void Travel::advanceLater() {
    if (m_left == 0) return;
    m_working = true;
    QMetaObject::invokeMethod(this, [this] {
        m_working = false;
        advance();
    }, Qt::QueuedConnection);
}

void Travel::move() {
    const bool back = m_left < 0;
    m_left += back ? 1 : -1;
    back ? m_stack.undo() : m_stack.redo();
}

void Travel::workOut(const std::shared_ptr<Step>& step, Side side) {
    m_working = true;
    m_before(*step);
    m_pool.start([this, step, side, base = m_content] {
        std::optional<Content> made = base;
        try {
            step->apply(side, *made);
        } catch (const std::exception&) {
            made.reset();  // the step itself will meet the same error and say so
        }
        QMetaObject::invokeMethod(this, [this, step, base, made = std::move(made)]() mutable {
            m_working = false;
            take(step.get(), base, std::move(made));
        }, Qt::QueuedConnection);
    });
}

void Travel::take(const Step* step, const Content& base, std::optional<Content> made) {
    if (m_left == 0) return;
    const auto next = m_stepAt(m_left < 0 ? m_stack.index() - 1 : m_stack.index());
    if (next.get() != step || (made && !current(base))) return advance();
    m_madeBy = made ? step : nullptr;
    m_made = std::move(made);
    move();
    m_madeBy = nullptr;
    m_made.reset();
    advanceLater();
}

bool Travel::current(const Content& base) const {
    return base.version == m_content.version && base.picture.data() == m_content.picture.data() &&
           base.original.data() == m_content.original.data() && base.mask.sharesAll(m_content.mask);
}

}  // namespace tintype::document
