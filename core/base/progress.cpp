#include "core/base/progress.h"

#include <algorithm>

#include "core/base/error.h"

namespace tintype {

Progress::Progress(std::stop_token stop, Report report, Warn warn)
    : m_stop(std::move(stop)), m_report(std::move(report)), m_warn(std::move(warn)) {}

void Progress::begin(Message stage, int total, double share) {
    check();
    enter(share);
    m_tick = Tick{std::move(stage), 0, total, m_before};
    report();
}

void Progress::enter(double share) {
    m_before = std::min(1.0, m_before + m_share);
    m_share = std::clamp(share, 0.0, 1.0 - m_before);
}

Progress Progress::part(double share, Warn alsoWarn) {
    enter(share);
    Report forward = [report = m_report, before = m_before, scale = m_share](const Tick& tick) {
        if (!report) return;
        Tick whole = tick;
        whole.fraction = before + scale * tick.fraction;
        report(whole);
    };
    Warn both = [warn = m_warn, alsoWarn = std::move(alsoWarn)](const Message& message) {
        if (alsoWarn) alsoWarn(message);
        if (warn) warn(message);
    };
    return Progress(m_stop, std::move(forward), std::move(both));
}

void Progress::step() {
    check();
    ++m_tick.done;
    if (m_tick.total > 0) {
        const double part = std::min(1.0, static_cast<double>(m_tick.done) / m_tick.total);
        m_tick.fraction = m_before + m_share * part;
    }
    report();
}

void Progress::check() const {
    if (m_stop.stop_requested()) throw Cancelled{};
}

void Progress::warn(Message message) const {
    if (m_warn) m_warn(message);
}

void Progress::report() const {
    if (m_report) m_report(m_tick);
}

}  // namespace tintype
