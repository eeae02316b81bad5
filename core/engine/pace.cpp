#include "core/engine/pace.h"

#include <algorithm>
#include <cmath>

namespace tintype::engine {

namespace {

constexpr std::int64_t kShownAfterMs = 2000;
constexpr double kShownAfterFraction = 0.05;
constexpr double kShortestMemoryMs = 3000.0;
constexpr double kMemoryShare = 0.3;  // of the time so far

}  // namespace

void Pace::report(double fraction, std::int64_t elapsedMs) {
    if (!(fraction > m_fraction) || elapsedMs < m_reportedMs) return;
    const double passed = static_cast<double>(elapsedMs - m_reportedMs);
    // Older reports fade, so that loading at the start does not count for the steps that follow.
    const double memory = std::max(kShortestMemoryMs, kMemoryShare * static_cast<double>(elapsedMs));
    const double keep = std::exp(-passed / memory);
    // The first report counts loading too: as soon as there is a second one, that says more about the pace.
    const bool second = m_reports++ == 1;
    m_work = (second ? 0.0 : m_work * keep) + (std::min(fraction, 1.0) - m_fraction);
    m_timeMs = (second ? 0.0 : m_timeMs * keep) + passed;
    m_fraction = std::min(fraction, 1.0);
    m_reportedMs = elapsedMs;
}

std::int64_t Pace::remainingMs(std::int64_t elapsedMs) const {
    const bool early = elapsedMs < kShownAfterMs && m_fraction < kShownAfterFraction;
    if (early || m_work <= 0.0 || m_timeMs <= 0.0) return -1;
    const double left = (1.0 - m_fraction) * m_timeMs / m_work;
    return std::max<std::int64_t>(0, std::llround(left) - (elapsedMs - m_reportedMs));
}

}  // namespace tintype::engine
