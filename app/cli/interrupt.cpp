#include "app/cli/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include "core/base/error.h"

namespace tintype::cli {

namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
constexpr char kAsked = 's';
constexpr char kEnd = 'e';

// A handler can reach nothing else. Blocking the signals and waiting for them instead would not do: libraries
// start threads before main(), and those have them unblocked.
std::atomic<int> writeEnd{-1};
static_assert(std::atomic<int>::is_always_lock_free);

void handle(int) {
    const int kept = errno;
    const ssize_t told = write(writeEnd.load(), &kAsked, 1);
    static_cast<void>(told);
    errno = kept;
}

void setHandlers(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int signal : kSignals) {
        struct sigaction before {};
        // A program started by nohup outlives its terminal.
        if (signal == SIGHUP && sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
        sigaction(signal, &action, nullptr);
    }
}

void waitForSignal(int readEnd, std::stop_source stop) {
    char byte = 0;
    for (;;) {
        const ssize_t got = read(readEnd, &byte, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got != 1 || byte == kEnd) return;
        stop.request_stop();
    }
}

}  // namespace

Interrupt::Interrupt() {
    if (pipe2(m_ends, O_CLOEXEC) != 0)
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "No pipe could be opened for signals."), {});
    writeEnd = m_ends[1];
    m_waiter = std::jthread(waitForSignal, m_ends[0], m_stop);
    setHandlers(handle);
    // A reader of our output that goes away must not leave half a clip behind.
    std::signal(SIGPIPE, SIG_IGN);
}

Interrupt::~Interrupt() {
    setHandlers(SIG_DFL);
    const ssize_t told = write(m_ends[1], &kEnd, 1);
    if (told == 1) m_waiter.join();
    else m_waiter.detach();
    close(m_ends[0]);
    close(m_ends[1]);
}

}  // namespace tintype::cli
