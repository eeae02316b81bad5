// Several inputs and whole folders: what is taken, where it goes, and that one bad file does not stop the rest.
#include <QTest>
#include <csignal>

#include "tests/app/program.h"
#include "tests/support/sanitized.h"

using namespace tintype;
using namespace tintype::test;
namespace fs = std::filesystem;

namespace {

const QStringList kSmall{"--long-side", "64"};

int countOf(const QList<QJsonObject>& list, const QString& event) {
    int count = 0;
    for (const QJsonObject& each : list) count += each["event"].toString() == event;
    return count;
}

}  // namespace

class TestCliBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFolderKeepsItsShape() {
        const Workplace work;
        fs::create_directories(work.path("in/sub/deep"));
        work.picture("in/b.png");
        work.picture("in/sub/a.jpg");
        work.picture("in/sub/deep/照片.png");
        work.put("in/notes.txt", "no picture");
        work.put("in/.hidden.png", "no picture");
        fs::create_directory_symlink("..", work.path("in/sub/loop"));
        const Run run = work.run(QStringList{"cartoon", "in", "-o", "out"} + kSmall);
        QVERIFY2(run.status == 0, run.err);
        for (const char* name : {"out/b.png", "out/sub/a.jpg", "out/sub/deep/照片.png"})
            QCOMPARE(image::read(work.path(name)).size(), (Size{64, 48}));
        QVERIFY(!fs::exists(work.path("out/notes.txt")) && !fs::exists(work.path("out/sub/loop")));
    }

    void badFilesAreReportedAndTheRestGoesOn() {
        const Workplace work;
        work.picture("a.png");
        work.put("b.png", "text");
        work.picture("c.png");
        const Run run = work.run(QStringList{"cartoon", "a.png", "b.png", "none.png", "c.png", "-o", "out", "--json"} + kSmall);
        QCOMPARE(run.status, 7);
        QVERIFY(run.err.contains("b.png") && run.err.contains("none.png"));
        const QList<QJsonObject> list = events(run.out);
        QCOMPARE(countOf(list, "done"), 2);
        QCOMPARE(countOf(list, "error"), 2);
        QCOMPARE(list.last()["event"].toString(), QString("summary"));
        QCOMPARE(list.last()["failed"].toInt(), 2);
        QVERIFY(fs::exists(work.path("out/a.png")) && fs::exists(work.path("out/c.png")));
        QVERIFY(!fs::exists(work.path("out/b.png")) && !fs::exists(work.path("out/none.png")));
    }

    void namesDoNotClash() {
        const Workplace work;
        fs::create_directories(work.path("x"));
        fs::create_directories(work.path("y"));
        work.picture("x/a.png");
        work.picture("y/a.png");
        QCOMPARE(work.run(QStringList{"cartoon", "x/a.png", "y/a.png", "-o", "out"} + kSmall).status, 0);
        QCOMPARE(std::distance(fs::directory_iterator(work.path("out")), fs::directory_iterator()), 2);
    }

    void inputsAreNotOverwritten() {
        const Workplace work;
        fs::create_directories(work.path("in"));
        work.picture("in/a.png");
        work.picture("in/b.png");
        const QByteArray before = work.bytes("in/a.png");
        QCOMPARE(work.run(QStringList{"cartoon", "in", "-o", "in"} + kSmall).status, 0);
        QCOMPARE(work.bytes("in/a.png"), before);
        QVERIFY(fs::exists(work.path("in/a_cartoon.png")) && fs::exists(work.path("in/b_cartoon.png")));
        QCOMPARE(work.run(QStringList{"cartoon", "in/a.png", "-o", "in/"} + kSmall).status, 0);
        QCOMPARE(work.bytes("in/a.png"), before);
    }

    void aTargetInsideTheFolderIsNotAnInput() {
        const Workplace work;
        fs::create_directories(work.path("in"));
        work.picture("in/a.png");
        for (int round = 0; round < 2; ++round)
            QCOMPARE(work.run(QStringList{"cartoon", "in", "-o", "in/out"} + kSmall).status, 0);
        QCOMPARE(work.names(), (std::vector<std::string>{"in", "in/a.png", "in/out", "in/out/a.png"}));
    }

    void oneMaskForAll() {
        const Workplace work;
        work.picture("a.png");
        work.picture("b.png");
        work.picture("large.png", {200, 200});
        work.mask("mask.png");
        QCOMPARE(work.run({"erase", "a.png", "b.png", "-o", "out", "--mask", "mask.png"}).status, 0);
        QCOMPARE(work.run({"erase", "a.png", "large.png", "-o", "out", "--mask", "mask.png"}).status, 7);
    }

    void wrongTargets() {
        const Workplace work;
        work.picture("a.png");
        work.picture("b.png");
        fs::create_directories(work.path("empty"));
        QCOMPARE(work.run({"cartoon", "a.png", "b.png", "-o", "out.png"}).status, 2);
        work.put("file", "x");
        QCOMPARE(work.run({"cartoon", "a.png", "b.png", "-o", "file"}).status, 2);
        QCOMPARE(work.run({"cartoon", "empty", "-o", "out"}).status, 3);
        QCOMPARE(work.bytes("file"), QByteArray("x"));
    }

    void memoryStaysFlat() {
        if (test::kSanitized) QSKIP("Memory and time are not those of the program under AddressSanitizer.");
        const Workplace work;
        QStringList inputs;
        for (int i = 0; i < 12; ++i) {
            inputs << QStringLiteral("p%1.png").arg(i);
            work.picture(inputs.last().toStdString(), {800, 600});
        }
        const Run run = work.run(QStringList{"edit"} + inputs + QStringList{"-o", "out", "--json", "--instruction", "darker"});
        QCOMPARE(run.status, 0);
        std::vector<double> peaks;
        for (const QJsonObject& event : events(run.out))
            if (event["event"].toString() == "done") peaks.push_back(event["peak_memory"].toDouble());
        QCOMPARE(peaks.size(), std::size_t(12));
        QVERIFY2(peaks.back() < peaks[2] * 1.05, "memory grows from picture to picture");
    }

    void anInterruptedBatchSaysWhatIsWritten() {
        const Workplace work;
        fs::create_directories(work.path("in/sub"));
        work.picture("in/a.png", {64, 48});
        work.picture("in/sub/b.png", {3000, 2200});
        QProcess process;
        work.start(process, {"cartoon", "in", "-o", "new/out", "--json", "--long-side", "0"});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(50), out += process.readAllStandardOutput(),
                                  out.contains("\"done\",") && out.count("\"start\"") == 2), 60000);
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 6);
        QVERIFY(process.readAllStandardError().contains("1 result was written before, 1 was not"));
        QVERIFY(fs::exists(work.path("new/out/a.png")) && !fs::exists(work.path("new/out/sub")));
    }

    void anInterruptEndsInfoAndSheet_data() {
        QTest::addColumn<QStringList>("verb");
        QTest::newRow("info") << QStringList{"info", "--json"};
        QTest::newRow("sheet") << QStringList{"sheet", "--json", "-o", "sheet.png"};
    }

    void anInterruptEndsInfoAndSheet() {
        QFETCH(QStringList, verb);
        const Workplace work;
        work.picture("in.png", {2000, 1500});
        QProcess process;
        work.start(process, verb + QStringList(400, QStringLiteral("in.png")));
        QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(50), process.bytesAvailable() > 0), 60000);
        kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 6);
        QCOMPARE(events(process.readAllStandardOutput()).last()["kind"].toString(), QString("cancelled"));
        QCOMPARE(work.names(), std::vector<std::string>{"in.png"});
    }

    void anInterruptEndsIt_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << int(SIGINT);
        QTest::newRow("SIGTERM") << int(SIGTERM);
        QTest::newRow("SIGHUP") << int(SIGHUP);
    }

    void anInterruptEndsIt() {
        QFETCH(int, signal);
        const Workplace work;
        work.picture("in.png", {1600, 1200});
        QProcess process;
        work.start(process, {"animate", "in.png", "-o", "out.mp4", "--frames", "2000", "--size", "1600x1200", "--frames-dir",
                             "frames", "--json"});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(50), out += process.readAllStandardOutput(),
                                  out.contains("\"done\":3,")), 60000);
        kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 6);
        out += process.readAllStandardOutput();
        QCOMPARE(events(out).last()["kind"].toString(), QString("cancelled"));
        for (const std::string& name : work.names())
            QVERIFY2(name == "in.png" || name == "frames", name.c_str());
    }
};

QTEST_GUILESS_MAIN(TestCliBatch)
#include "tst_cli_batch.moc"
