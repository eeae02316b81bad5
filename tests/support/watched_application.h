// An application that measures what each event costs the UI thread, in its own processor time: what other programs
// and other threads do meanwhile does not count. For tests of responsiveness.
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QThread>
#include <ctime>
#include <vector>

namespace tintype {

class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    struct Worst {
        double milliseconds = 0;
        QByteArray event;
    };
    void forget() { m_worst = {}; }
    const Worst& worst() const { return m_worst; }

    // An event handled inside another one counts as a part of it, except in an event loop of its own.
    bool notify(QObject* receiver, QEvent* event) override {
        const int level = QThread::currentThread()->loopLevel();
        if (QThread::currentThread() != thread() || (!m_running.empty() && m_running.back().level == level))
            return QApplication::notify(receiver, event);
        const QByteArray name = QByteArray::number(event->type()) + " to " + receiver->metaObject()->className() + " " +
                                receiver->objectName().toLatin1();
        m_running.push_back({level, 0});
        const double start = now();
        const bool handled = QApplication::notify(receiver, event);
        const double all = now() - start, own = all - m_running.back().nested;
        m_running.pop_back();
        if (!m_running.empty()) m_running.back().nested += all;
        if (own > m_worst.milliseconds) m_worst = {own, name};
        return handled;
    }

private:
    struct Running {
        int level;
        double nested;
    };
    static double now() {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }

    std::vector<Running> m_running;
    Worst m_worst;
};

}  // namespace tintype
