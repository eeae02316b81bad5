#include <QTest>
#include <vector>

#include "core/base/error.h"
#include "core/base/progress.h"

using namespace tintype;

class TestProgress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stagesAddUpToTheWholeJob() {
        std::vector<Tick> ticks;
        Progress progress({}, [&](const Tick& tick) { ticks.push_back(tick); });
        progress.begin({"one", {}}, 2, 0.25);
        progress.step();
        progress.step();
        progress.begin({"two", {}}, 1, 0.75);
        progress.step();
        QCOMPARE(ticks.size(), std::size_t(5));
        QCOMPARE(ticks[1].fraction, 0.125);
        QCOMPARE(ticks[3].fraction, 0.25);
        QCOMPARE(ticks[4].fraction, 1.0);
        QCOMPARE(ticks[4].stage.text, std::string("two"));
    }

    void stepThrowsOnceAStopIsAskedFor() {
        std::stop_source source;
        Progress progress(source.get_token(), {});
        progress.begin({"work", {}}, 10);
        progress.step();
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(progress.step(), Cancelled);
        QVERIFY_EXCEPTION_THROWN(progress.begin({"next", {}}, 1), Cancelled);
    }

    void messagesFillTheirPlaces() {
        QCOMPARE((Message{"%1 of %2, 100% %3", {"a", "%1"}}.english()), std::string("a of %1, 100% %3"));
    }
};

QTEST_APPLESS_MAIN(TestProgress)
#include "tst_progress.moc"
