// How long a job still takes, from the pace of its progress. Used by the Engine for its running job.
#pragma once

#include <cstdint>

namespace tintype::engine {

class Pace {
public:
    // A report: `fraction` (0..1) of the job is done after `elapsedMs`. Reports that go back are ignored.
    void report(double fraction, std::int64_t elapsedMs);
    // Milliseconds left as seen at `elapsedMs`; -1 until 2 s have passed or 5 % are done, never below 0.
    std::int64_t remainingMs(std::int64_t elapsedMs) const;

private:
    int m_reports = 0;
    double m_fraction = 0.0;
    std::int64_t m_reportedMs = 0;
    double m_work = 0.0;    // fraction done, recent reports counting most
    double m_timeMs = 0.0;  // time it took, weighted the same way
};

}  // namespace tintype::engine
