#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <atomic>
#include <thread>

#include "core/edits/recipe.h"
#include "core/engine/engine.h"

using namespace tintype;
using namespace tintype::engine;
using namespace std::chrono_literals;

namespace {

edits::Request named(const std::string& text) {
    edits::Instruct work;
    work.photo = image::Image({4, 4}, 3);
    work.instruction = text;
    return {work, {}};
}

std::string nameOf(const edits::Request& request) { return std::get<edits::Instruct>(request.work).instruction; }

edits::Result resultFor(const edits::Request& request) {
    edits::Result result;
    result.engine = nameOf(request);
    result.outputs.resize(1);
    result.outputs[0].picture = edits::photoOf(request);
    return result;
}

// A runner the test holds at a gate: it steps until it is let go or cancelled.
struct Gate {
    std::atomic<int> entered = 0;
    std::atomic<bool> open = false;
    std::vector<std::string> order;  // written by the worker, read when the engine is idle

    Runner runner() {
        return [this](const edits::Request& request, Progress& progress, const edits::Listener&) {
            order.push_back(nameOf(request));
            ++entered;
            progress.begin({"Waiting", {}}, 0);
            while (!open) {
                progress.step();
                std::this_thread::sleep_for(1ms);
            }
            return resultFor(request);
        };
    }
};

Runner steady(int steps, std::chrono::milliseconds each) {
    return [=](const edits::Request& request, Progress& progress, const edits::Listener&) {
        progress.begin({"Step", {}}, steps);
        for (int i = 0; i < steps; ++i) {
            std::this_thread::sleep_for(each);
            progress.step();
        }
        return resultFor(request);
    };
}

}  // namespace

class TestEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finishesOnTheUiThread() {
        std::atomic<QThread*> worker = nullptr;
        Engine engine([&](const edits::Request& request, Progress&, const edits::Listener&) {
            worker = QThread::currentThread();
            return resultFor(request);
        });
        QThread* heardOn = nullptr;
        connect(&engine, &Engine::finished, this, [&] { heardOn = QThread::currentThread(); });
        QSignalSpy finished(&engine, &Engine::finished);
        QSignalSpy started(&engine, &Engine::started);
        const JobId id = engine.submit(named("a"));
        QCOMPARE(started.count(), 0);
        QVERIFY(finished.wait());
        QCOMPARE(started.count(), 1);
        QCOMPARE(finished[0][0].value<JobId>(), id);
        QCOMPARE(finished[0][1].value<edits::Result>().engine, std::string("a"));
        QCOMPARE(heardOn, QThread::currentThread());
        QVERIFY(worker != QThread::currentThread());
        QVERIFY(!engine.busy());
    }

    void runsInTheOrderThatWasAsked() {
        Gate gate;
        Engine engine(gate.runner());
        QSignalSpy finished(&engine, &Engine::finished);
        engine.submit(named("a"));
        QTRY_COMPARE(gate.entered.load(), 1);
        engine.submit(named("b"));
        const JobId c = engine.submit(named("c"));
        const JobId d = engine.submit(named("d"));
        engine.moveUp(c);
        engine.moveToFront(d);
        engine.moveToFront(d);
        engine.moveUp(d);
        engine.moveUp(999);
        const auto jobs = engine.jobs();
        QCOMPARE(jobs.size(), std::size_t(4));
        QCOMPARE(jobs[0].state, JobState::Running);
        QCOMPARE(nameOf(jobs[1].request), std::string("d"));
        gate.open = true;
        QTRY_COMPARE(finished.count(), 4);
        QCOMPARE(gate.order, (std::vector<std::string>{"a", "d", "c", "b"}));
    }

    // A job that keeps what it has done gives way to a pause, is the first of the waiting, and goes on from there.
    void pausesWhatCanGoOn() {
        std::atomic<int> kept = 0, entered = 0;
        std::atomic<bool> open = false;
        Engine engine([&](const edits::Request& request, Progress& progress, const edits::Listener& listener) {
            ++entered;
            listener.resumable();
            progress.begin({"Step", {}}, 0);
            while (!open) {
                ++kept;
                progress.step();
                std::this_thread::sleep_for(1ms);
            }
            return resultFor(request);
        });
        QSignalSpy cancelled(&engine, &Engine::cancelled);
        QSignalSpy finished(&engine, &Engine::finished);
        const JobId first = engine.submit(named("a"));
        const JobId second = engine.submit(named("b"));
        QTRY_VERIFY(!engine.jobs().empty() && engine.jobs()[0].resumable && kept > 0);
        engine.setPaused(true);
        QTRY_COMPARE(engine.jobs()[0].state, JobState::Waiting);
        QCOMPARE(engine.jobs()[0].id, first);
        QCOMPARE(engine.jobs()[1].id, second);
        QVERIFY(engine.jobs()[0].resumable && engine.busy());
        const int before = kept;
        QTest::qWait(30);
        QCOMPARE(kept.load(), before);
        QCOMPARE(entered.load(), 1);
        QCOMPARE(cancelled.count(), 0);
        engine.setPaused(false);
        QTRY_COMPARE(entered.load(), 2);
        open = true;
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(finished[0][0].value<JobId>(), first);
        QCOMPARE(cancelled.count(), 0);
    }

    // Cancelled after all, while it was stopping for the pause.
    void cancelOutweighsPause() {
        std::atomic<bool> running = false, open = false;
        Engine engine([&](const edits::Request& request, Progress& progress, const edits::Listener& listener) {
            listener.resumable();
            running = true;
            while (!open) std::this_thread::sleep_for(1ms);
            progress.check();
            return resultFor(request);
        });
        QSignalSpy cancelled(&engine, &Engine::cancelled);
        const JobId id = engine.submit(named("a"));
        QTRY_VERIFY(running && engine.jobs()[0].resumable);
        engine.setPaused(true);
        engine.cancel(id);
        open = true;
        QTRY_COMPARE(cancelled.count(), 1);
        QVERIFY(!engine.busy());
    }

    void pauseLetsOtherJobsEnd() {
        Gate gate;
        Engine engine(gate.runner());
        QSignalSpy finished(&engine, &Engine::finished);
        engine.submit(named("a"));
        QTRY_COMPARE(gate.entered.load(), 1);
        engine.setPaused(true);
        gate.open = true;
        QTRY_COMPARE(finished.count(), 1);
    }

    void showsTheFramesOfAComingClip() {
        Engine engine([&](const edits::Request& request, Progress&, const edits::Listener& listener) {
            listener.filmstrip({image::Image({4, 2}, 3), image::Image({4, 2}, 3), image::Image({4, 2}, 3)});
            return resultFor(request);
        });
        QSignalSpy strip(&engine, &Engine::filmstrip);
        engine.submit(named("a"));
        QTRY_COMPARE(strip.count(), 1);
        QCOMPARE(strip[0][1].value<std::vector<image::Image>>().size(), std::size_t(3));
    }

    void cancelsTheRunningAndTheWaiting() {
        Gate gate;
        Engine engine(gate.runner());
        QSignalSpy cancelled(&engine, &Engine::cancelled);
        QSignalSpy finished(&engine, &Engine::finished);
        const JobId running = engine.submit(named("a"));
        const JobId waiting = engine.submit(named("b"));
        const JobId last = engine.submit(named("c"));
        QTRY_COMPARE(gate.entered.load(), 1);
        engine.cancel(waiting);
        QCOMPARE(cancelled.count(), 1);
        QCOMPARE(cancelled[0][0].value<JobId>(), waiting);
        engine.cancel(running);
        gate.open = false;
        QTRY_COMPARE(cancelled.count(), 2);
        QCOMPARE(cancelled[1][0].value<JobId>(), running);
        gate.open = true;
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(finished[0][0].value<JobId>(), last);
        engine.cancel(last);
        engine.cancel(12345);
        QCOMPARE(cancelled.count(), 2);
    }

    void cancelAllEmptiesTheQueue() {
        Gate gate;
        Engine engine(gate.runner());
        QSignalSpy cancelled(&engine, &Engine::cancelled);
        for (const char* name : {"a", "b", "c"}) engine.submit(named(name));
        QTRY_COMPARE(gate.entered.load(), 1);
        engine.cancelAll();
        QTRY_COMPARE(cancelled.count(), 3);
        QVERIFY(!engine.busy());
        QCOMPARE(gate.entered.load(), 1);
    }

    void aResultThatComesAfterCancelIsNotDelivered() {
        std::atomic<bool> entered = false, leave = false;
        Engine engine([&](const edits::Request& request, Progress&, const edits::Listener&) {
            entered = true;
            while (!leave) std::this_thread::sleep_for(1ms);
            return resultFor(request);
        });
        QSignalSpy cancelled(&engine, &Engine::cancelled);
        QSignalSpy finished(&engine, &Engine::finished);
        const JobId id = engine.submit(named("a"));
        QTRY_VERIFY(entered);
        engine.cancel(id);
        leave = true;
        QTRY_COMPARE(cancelled.count(), 1);
        QCOMPARE(finished.count(), 0);
    }

    void everyExceptionBecomesAFailure() {
        int call = 0;
        Engine engine([&](const edits::Request&, Progress&, const edits::Listener&) -> edits::Result {
            switch (call++) {
                case 0: throw Error(ErrorKind::BadInput, "The mask is %1.", {"torn"});
                case 1: throw std::bad_alloc();
                case 2: throw std::out_of_range("vector");
                case 3: throw std::filesystem::filesystem_error("copy", std::make_error_code(std::errc::io_error));
                default: throw 7;
            }
        });
        QSignalSpy failed(&engine, &Engine::failed);
        for (int i = 0; i < 5; ++i) engine.submit(named("a"));
        QTRY_COMPARE(failed.count(), 5);
        const auto kind = [&](int i) { return failed[i][1].value<ErrorKind>(); };
        QCOMPARE(kind(0), ErrorKind::BadInput);
        QCOMPARE(failed[0][2].value<Message>().english(), std::string("The mask is torn."));
        QCOMPARE(kind(1), ErrorKind::OutOfMemory);
        QCOMPARE(kind(2), ErrorKind::Unsupported);
        QVERIFY(failed[2][2].value<Message>().english().find("vector") != std::string::npos);
        QCOMPARE(kind(3), ErrorKind::Disk);
        QCOMPARE(kind(4), ErrorKind::Unsupported);
        QVERIFY(!engine.busy());
    }

    void pauseHoldsTheNextJob() {
        Gate gate;
        gate.open = true;
        Engine engine(gate.runner());
        QSignalSpy finished(&engine, &Engine::finished);
        engine.setPaused(true);
        engine.submit(named("a"));
        QTest::qWait(50);
        QCOMPARE(gate.entered.load(), 0);
        QVERIFY(engine.paused() && engine.busy());
        engine.setPaused(false);
        QTRY_COMPARE(finished.count(), 1);
    }

    void floodOfTicksIsThinnedAndTheLastArrives() {
        constexpr int kSteps = 200000;
        Engine engine([&](const edits::Request& request, Progress& progress, const edits::Listener& listener) {
            progress.begin({"Step", {}}, kSteps);
            for (int i = 0; i < kSteps; ++i) {
                progress.step();
                if (i % 100 == 0) listener.preview(edits::photoOf(request));
            }
            return resultFor(request);
        });
        QSignalSpy progressed(&engine, &Engine::progressed);
        QSignalSpy previewed(&engine, &Engine::previewed);
        QSignalSpy finished(&engine, &Engine::finished);
        QElapsedTimer clock;
        clock.start();
        engine.submit(named("a"));
        QTRY_COMPARE(finished.count(), 1);
        const auto most = clock.elapsed() / 33 + 3;
        QVERIFY2(progressed.count() <= most, qPrintable(QString::number(progressed.count())));
        QVERIFY(previewed.count() >= 1 && previewed.count() <= most);
        QCOMPARE(progressed.last()[1].value<Tick>().done, kSteps);
        QCOMPARE(progressed.last()[1].value<Tick>().fraction, 1.0);
    }

    void warningsAndOutputsComeInOrderAndNoneIsLost() {
        Engine engine([&](const edits::Request& request, Progress& progress, const edits::Listener& listener) {
            for (int i = 0; i < 100; ++i) {
                progress.warn({"note %1", {std::to_string(i)}});
                edits::Output output;
                output.seed = static_cast<std::uint64_t>(i);
                listener.output(output);
            }
            return resultFor(request);
        });
        std::vector<int> heard;
        connect(&engine, &Engine::warned, this,
                [&](JobId, const Message& m) { heard.push_back(std::stoi(m.arguments[0]) * 2); });
        connect(&engine, &Engine::outputReady, this,
                [&](JobId, const edits::Output& o) { heard.push_back(static_cast<int>(o.seed) * 2 + 1); });
        bool finished = false;
        connect(&engine, &Engine::finished, this, [&] { finished = heard.size() == 200; });
        engine.submit(named("a"));
        QTRY_VERIFY(finished);
        QVERIFY(std::is_sorted(heard.begin(), heard.end()));
    }

    void remainingTimeOfASteadyJob() {
        Engine engine(steady(100, 25ms));
        double worst = 0.0;
        int seen = 0;
        QElapsedTimer clock;
        std::vector<std::pair<qint64, qint64>> reports;
        connect(&engine, &Engine::progressed, this, [&](JobId, const Tick& tick, qint64 elapsed, qint64 remaining) {
            QVERIFY(remaining >= -1);
            // The last quarter of a second is left out: there one late timer is a large share of what remains.
            if (tick.fraction >= 0.5 && tick.fraction < 0.9) reports.emplace_back(elapsed, remaining);
        });
        QSignalSpy finished(&engine, &Engine::finished);
        clock.start();
        engine.submit(named("a"));
        QVERIFY(finished.wait(20000));
        const qint64 whole = clock.elapsed();
        for (const auto& [elapsed, remaining] : reports) {
            const double left = static_cast<double>(whole - elapsed);
            worst = std::max(worst, std::abs(static_cast<double>(remaining) - left) / left);
            ++seen;
        }
        QVERIFY(seen > 10);
        QVERIFY2(worst <= 0.25, qPrintable(QString::number(worst)));
    }

    void destructionWhileBusyIsQuickAndSilent() {
        for (int round = 0; round < 50; ++round) {
            Gate gate;
            int heard = 0;
            {
                Engine engine(gate.runner());
                engine.submit(named("a"));
                engine.submit(named("b"));
                if (round % 2) QTRY_COMPARE(gate.entered.load(), 1);
                connect(&engine, &Engine::cancelled, this, [&] { ++heard; });
                connect(&engine, &Engine::finished, this, [&] { ++heard; });
                connect(&engine, &Engine::progressed, this, [&] { ++heard; });
            }
            QCoreApplication::processEvents();
            QCOMPARE(heard, 0);
            QVERIFY(gate.entered.load() <= 1);
        }
    }

    void manyStartsAndCancels() {
        Gate gate;
        Engine engine(gate.runner());
        QSignalSpy cancelled(&engine, &Engine::cancelled);
        for (int i = 0; i < 300; ++i) {
            const JobId id = engine.submit(named("a"));
            if (i % 3 == 0) QCoreApplication::processEvents();
            engine.cancel(id);
        }
        QTRY_COMPARE(cancelled.count(), 300);
        QVERIFY(!engine.busy());
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
