#include "app/cli/interrupt.h"

#include <signal.h>

#include <csignal>
#include <ctime>

namespace tintype::cli {

namespace {

sigset_t stopSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

void waitForSignal(std::stop_token ended, std::stop_source stop) {
    const sigset_t set = stopSignals();
    const timespec often{0, 50'000'000};
    while (!ended.stop_requested())
        if (sigtimedwait(&set, nullptr, &often) > 0) stop.request_stop();
}

}  // namespace

Interrupt::Interrupt() {
    const sigset_t set = stopSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    // A reader of our output that goes away must not leave half a clip behind.
    std::signal(SIGPIPE, SIG_IGN);
    m_waiter = std::jthread(waitForSignal, m_stop);
}

Interrupt::~Interrupt() {
    m_waiter.request_stop();
    m_waiter.join();
}

}  // namespace tintype::cli
