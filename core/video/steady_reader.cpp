#include "core/video/steady_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/error.h"
#include "core/base/safe_file.h"

namespace tintype::video {
namespace {

constexpr double kLongestHold = 5.0;  // seconds that a last frame is shown for

std::string secondsText(double seconds) {
    char text[40];
    std::snprintf(text, sizeof text, "%.2f", seconds);
    return text;
}

}  // namespace

SteadyReader::SteadyReader(const std::filesystem::path& clip, const Pace& pace) : m_reader(clip), m_pace(pace) {
    const Timing timing = m_reader.timing();
    m_rate = pace.rate.value_or(timing.rate);
    m_steady = timing.steady;
    m_gap = 1.0 / timing.rate.perSecond();
    const double length = header().seconds;
    const bool beyond = length > 0.0 && pace.span.start >= length;
    if (pace.span.start > 0.0 && !beyond) m_reader.seek(pace.span.start);
    if (!beyond) m_shown = read();
    if (beyond || !m_shown.picture)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 has no frames from second %2 on: it lasts %3 seconds."),
                    {displayName(clip), secondsText(pace.span.start), secondsText(length)});
    m_start = m_shown.seconds;
    m_ahead = read();
}

SteadyReader::Frame SteadyReader::read() {
    Frame frame;
    frame.picture = m_reader.next();
    frame.seconds = m_reader.seconds();
    return frame;
}

std::int64_t SteadyReader::expected() const {
    const double length = header().seconds;
    double end = m_pace.span.end > 0.0 ? m_pace.span.end : length;
    if (length > 0.0) end = std::min(end, length);
    return end <= m_start ? 0 : std::max<std::int64_t>(1, std::llround(std::ceil((end - m_start) / step() - 0.25)));
}

// An animation may hold its last picture longer than the others.
double SteadyReader::endOfLast() const {
    const double usual = m_shown.seconds + m_gap;
    if (m_steady || m_reader.damaged()) return usual;
    return std::max(usual, std::min(header().seconds, m_shown.seconds + kLongestHold));
}

const image::Image* SteadyReader::next() {
    const double slack = std::min(step(), m_gap);
    const double time = m_start + static_cast<double>(m_count) * step();
    // At least one frame: a span shorter than that is a still.
    if (m_count > 0 && m_pace.span.end > 0.0 && time >= m_pace.span.end - 0.25 * slack) return nullptr;
    m_repeated = m_count > 0;
    while (m_ahead.picture && m_ahead.seconds <= time + 0.5 * slack) {
        m_shown = std::move(m_ahead);
        m_ahead = read();
        m_repeated = false;
    }
    if (m_count > 0 && !m_ahead.picture && time >= endOfLast() - 0.25 * slack) return nullptr;
    ++m_count;
    return &*m_shown.picture;
}

}  // namespace tintype::video
