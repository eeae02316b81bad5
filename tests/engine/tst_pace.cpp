#include <QTest>
#include <cmath>
#include <random>

#include "core/engine/pace.h"

using namespace tintype::engine;

namespace {

// Largest relative error of the remaining time in the second half of a job whose steps take the given times. The
// last `end` of the job does not count: there one uneven step is all that is left.
double worstInSecondHalf(const std::vector<double>& stepMs, double loadingMs = 0.0, double end = 0.02) {
    double total = loadingMs;
    for (const double step : stepMs) total += step;
    Pace pace;
    double now = loadingMs, worst = 0.0;
    for (std::size_t i = 0; i < stepMs.size(); ++i) {
        now += stepMs[i];
        pace.report(static_cast<double>(i + 1) / static_cast<double>(stepMs.size()), std::llround(now));
        const double left = total - now;
        if (now < total / 2 || left < end * total) continue;
        worst = std::max(worst, std::abs(static_cast<double>(pace.remainingMs(std::llround(now))) - left) / left);
    }
    return worst;
}

}  // namespace

class TestPace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownAtFirst() {
        Pace pace;
        QCOMPARE(pace.remainingMs(0), -1);
        QCOMPARE(pace.remainingMs(60000), -1);  // nothing was reported yet
        pace.report(0.01, 500);
        QCOMPARE(pace.remainingMs(500), -1);
        QVERIFY(pace.remainingMs(2000) > 0);  // 2 s are over
        Pace quick;
        quick.report(0.05, 100);
        QCOMPARE(quick.remainingMs(100), 1900);  // 5 % are done
    }

    void countsDownBetweenReportsAndStopsAtZero() {
        Pace pace;
        pace.report(0.5, 10000);
        QCOMPARE(pace.remainingMs(10000), 10000);
        QCOMPARE(pace.remainingMs(13000), 7000);
        QCOMPARE(pace.remainingMs(99000), 0);
    }

    void steadyJobs() {
        for (const double step : {3.0, 40.0, 900.0, 20000.0})
            for (const int steps : {4, 20, 500}) {
                const double worst = worstInSecondHalf(std::vector<double>(static_cast<std::size_t>(steps), step));
                QVERIFY2(worst <= 0.05, qPrintable(QString::number(worst)));
            }
    }

    void unevenStepsAndASlowStart() {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> jitter(0.7, 1.3);
        for (int round = 0; round < 50; ++round) {
            std::vector<double> steps(50);
            for (double& step : steps) step = 400.0 * jitter(random);
            const double worst = worstInSecondHalf(steps, 0.0, 0.2);
            QVERIFY2(worst <= 0.25, qPrintable(QString::number(worst)));
        }
        QVERIFY(worstInSecondHalf(std::vector<double>(30, 1000.0), 10000.0) <= 0.25);
    }

    void nonsenseIsIgnored() {
        Pace pace;
        pace.report(0.4, 4000);
        pace.report(0.2, 5000);
        pace.report(std::nan(""), 6000);
        pace.report(0.5, 3000);
        QCOMPARE(pace.remainingMs(4000), 6000);
        pace.report(7.0, 8000);
        QCOMPARE(pace.remainingMs(8000), 0);
    }
};

QTEST_APPLESS_MAIN(TestPace)
#include "tst_pace.moc"
