// Ctrl-C, SIGTERM and a closed terminal as a stop request, seen by the running job within one step.
#pragma once

#include <stop_token>
#include <thread>

namespace tintype::cli {

// While it lives these signals only ask the job to stop. At most one at a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    int m_ends[2] = {-1, -1};  // of a pipe: the handler writes, the waiter reads
    std::jthread m_waiter;
};

}  // namespace tintype::cli
