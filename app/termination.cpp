#include "app/termination.h"

#include <QSocketNotifier>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace tintype::app {

namespace {

constexpr std::array kSignals{SIGTERM, SIGINT, SIGHUP};

// A handler can reach nothing else.
std::atomic<int> writeEnd{-1};
static_assert(std::atomic<int>::is_always_lock_free);

void handle(int) {
    const int kept = errno;
    const char byte = 's';
    const ssize_t told = ::write(writeEnd.load(), &byte, 1);
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
        if (signal == SIGHUP && ::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
        ::sigaction(signal, &action, nullptr);
    }
}

}  // namespace

Termination::Termination(QObject* parent) : QObject(parent) {
    if (::pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) != 0) return;  // then the signals end the program as they always do
    writeEnd = m_ends[1];
    m_notifier = new QSocketNotifier(m_ends[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(m_ends[0], &byte, 1) == 1) {}
        Q_EMIT requested();
    });
    setHandlers(handle);
}

Termination::~Termination() {
    if (m_ends[0] < 0) return;
    setHandlers(SIG_DFL);
    ::close(m_ends[0]);
    ::close(m_ends[1]);
}

}  // namespace tintype::app
