// Threads that wait for one of them must leave the processors alone.
#include <QTest>

#include <ATen/Parallel.h>

#include <chrono>
#include <ctime>
#include <thread>

#include "core/nn/idle_team.h"

using namespace tintype::nn;

namespace {

// Of all threads, in seconds.
double processorTime() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// Of a hundred rounds in which one thread does nothing for five milliseconds and the others wait for it.
double waiting() {
    const double before = processorTime();
    for (int round = 0; round < 100; ++round)
        at::parallel_for(0, at::get_num_threads(), 1, [](std::int64_t begin, std::int64_t) {
            if (begin == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        });
    return processorTime() - before;
}

}  // namespace

class TestIdleTeam : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waitingCostsNothing() {
        if (std::thread::hardware_concurrency() < 2) QSKIP("One processor: nothing waits by spinning.");
        at::set_num_threads(static_cast<int>(std::thread::hardware_concurrency()));
        const IdleTeam team;
        const double taken = waiting();
        QVERIFY2(taken < 0.1, qPrintable(QString::number(taken)));
    }
    void comesAndGoes() {
        for (int round = 0; round < 5; ++round) {
            const IdleTeam one, other;
            std::int64_t sum = 0;
            at::parallel_for(0, 1, 1, [&](std::int64_t begin, std::int64_t end) { sum += end - begin; });
            QCOMPARE(sum, std::int64_t(1));
        }
    }
};

QTEST_APPLESS_MAIN(TestIdleTeam)
#include "tst_idle_team.moc"
