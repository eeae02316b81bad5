// How a long piece of work reports where it is and learns that it should stop. Every step, tile and frame
// calls step(). Used by every loop of core; one Progress belongs to one worker thread.
#pragma once

#include <functional>
#include <stop_token>

#include "core/base/message.h"

namespace tintype {

// One report: the stage, how much of it is done, and how much of the whole job.
struct Tick {
    Message stage;
    int done = 0;
    int total = 0;          // 0: unknown
    double fraction = 0.0;  // of the whole job, 0..1
};

class Progress {
public:
    using Report = std::function<void(const Tick&)>;
    using Warn = std::function<void(const Message&)>;

    // Silent and never cancelled: for tests and short work.
    Progress() = default;
    Progress(std::stop_token stop, Report report, Warn warn = {});

    // Starts a stage of `total` steps that is `share` (0..1) of the whole job. Throws Cancelled.
    void begin(Message stage, int total, double share = 1.0);
    // One more step of the stage is done: reports, or throws Cancelled.
    void step();
    // Throws Cancelled when a stop was asked for.
    void check() const;
    // A Progress for the next `share` (0..1) of this job, whose own stages run from 0 to 1. Its warnings come
    // here too, and to `alsoWarn`.
    Progress part(double share, Warn alsoWarn = {});
    // Something the person should know about the result; the job goes on.
    void warn(Message message) const;
    std::stop_token stopToken() const { return m_stop; }

private:
    void report() const;
    void enter(double share);

    std::stop_token m_stop;
    Report m_report;
    Warn m_warn;
    Tick m_tick;
    double m_before = 0.0;  // fraction of the job done by earlier stages
    double m_share = 0.0;   // fraction of the job that this stage is
};

}  // namespace tintype
