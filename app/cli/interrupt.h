// Ctrl-C and SIGTERM as a stop request, seen by the running job within one step.
#pragma once

#include <stop_token>
#include <thread>

namespace tintype::cli {

// While it lives both signals are taken by a thread of its own. Made before any other thread is started.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::jthread m_waiter;
};

}  // namespace tintype::cli
