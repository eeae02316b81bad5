// The memory of a job with a model: what is predicted against what the process took, and what is done when it is short.
#include <QTest>
#include <sys/resource.h>

#include "tests/app/program.h"
#include "tests/support/widened_model.h"

using namespace tintype;
using namespace tintype::test;

namespace {

constexpr int kWider = 8;

struct Figures {
    int status = -1;
    double predicted = 0;
    double measured = 0;
    QString said;
};

}  // namespace

class TestCliMemory : public QObject {
    Q_OBJECT

private:
    Workplace m_work;

    Figures edit(const std::string& photo, const QStringList& more, rlim_t mostData = RLIM_INFINITY) const {
        QProcess process;
        if (mostData != RLIM_INFINITY)
            process.setChildProcessModifier([mostData] {
                const rlimit limit{mostData, mostData};
                setrlimit(RLIMIT_DATA, &limit);
            });
        m_work.start(process, QStringList{"edit", QString::fromStdString(photo), "-o", "out.png", "--model", "model", "--instruction", "make it snow", "--steps", "1",
                                          "--seed", "4", "--text-guidance", "1", "--device", "cpu", "--json"} + more);
        process.waitForFinished(280000);
        Figures figures;
        figures.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        figures.said = QString::fromUtf8(process.readAllStandardError());
        for (const QJsonObject& event : events(process.readAllStandardOutput())) {
            if (event["event"] == "plan") figures.predicted = event["predicted_memory"].toDouble();
            if (event["event"] == "done") figures.measured = event["peak_memory"].toDouble();
        }
        return figures;
    }
    static void hold(const Figures& figures) {
        const double factor = figures.predicted / figures.measured;
        const QByteArray text = (mebibytes(figures.predicted) + " said, " + mebibytes(figures.measured) + " taken: " + QString::number(factor)).toUtf8();
        if (qEnvironmentVariableIsSet("TINTYPE_SHOW")) qInfo("%s", text.constData());
        QVERIFY2(factor >= 1.0 && factor <= 1.25, text);
    }
    static QString mebibytes(double bytes) { return QString::number(static_cast<qint64>(bytes / 1048576)) + "MiB"; }

private Q_SLOTS:
    void initTestCase() {
        tests::WidenedModel(std::filesystem::path(TINTYPE_SOURCE_DIR) / "tests/golden/instruct_unlike_sd/model", m_work.path("model"), kWider).make();
        for (const int side : {128, 256, 384}) m_work.picture(std::to_string(side) + ".png", {side, side});
    }
    void init() { std::filesystem::remove(m_work.path("out.png")); }

    void predictionsAreHonest_data() {
        QTest::addColumn<QString>("photo");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("128 float32") << "128.png" << QStringList{"--long-side", "0", "--precision", "fp32"};
        QTest::newRow("256 bfloat16") << "256.png" << QStringList{"--long-side", "0", "--precision", "bf16"};
        QTest::newRow("256 worked on at 128") << "256.png" << QStringList{"--long-side", "128", "--precision", "fp32"};
    }
    void predictionsAreHonest() {
        QFETCH(QString, photo);
        QFETCH(QStringList, more);
        const Figures figures = edit(photo.toStdString(), more);
        QVERIFY2(figures.status == 0, qPrintable(figures.said));
        hold(figures);
    }

    void aTighterPlanGivesTheSamePicture() {
        const QStringList exact{"--long-side", "0", "--precision", "fp32"};
        const Figures loose = edit("256.png", exact);
        QVERIFY2(loose.status == 0, qPrintable(loose.said));
        hold(loose);
        const image::Image expected = image::read(m_work.path("out.png"));
        const double limit = loose.predicted - 1048576.0 * 20;
        const Figures tight = edit("256.png", exact + QStringList{"--memory-limit", mebibytes(limit)});
        QVERIFY2(tight.status == 0 && !tight.said.contains("instead of"), qPrintable(tight.said));
        QVERIFY(tight.predicted < loose.predicted && tight.measured <= limit);
        const image::Image made = image::read(m_work.path("out.png"));
        QCOMPARE(made.size(), expected.size());
        int largest = 0;
        for (std::size_t i = 0; i < made.byteSize(); ++i) largest = std::max(largest, std::abs(made.data()[i] - expected.data()[i]));
        QVERIFY2(largest <= 1, qPrintable(QString::number(largest)));
    }

    void whatDoesNotFitIsMadeSmallerAndSaid() {
        const Figures figures = edit("384.png", {"--long-side", "0", "--precision", "fp32", "--memory-limit", "490MiB"});
        QVERIFY2(figures.status == 0, qPrintable(figures.said));
        QVERIFY2(figures.said.contains("instead of 384x384"), qPrintable(figures.said));
        QVERIFY2(figures.measured <= 490.0 * 1048576, qPrintable(mebibytes(figures.measured)));
        QCOMPARE(image::read(m_work.path("out.png")).size(), (Size{384, 384}));
    }

    void whatNeverFitsIsRefusedBeforeItStarts() {
        const Figures figures = edit("256.png", {"--memory-limit", "260MiB"});
        QCOMPARE(figures.status, 5);
        QVERIFY2(figures.said.contains("of memory, but only"), qPrintable(figures.said));
        QVERIFY(!figures.said.contains("Loading"));
        QVERIFY(!std::filesystem::exists(m_work.path("out.png")));
    }

    // The system refuses what the prediction did not know of: when the work begins, and in the middle of it.
    void runningOutIsSaid_data() {
        QTest::addColumn<int>("limit");
        for (const int limit : {180, 300, 440}) QTest::addRow("%d MiB", limit) << limit;
    }
    void runningOutIsSaid() {
        QFETCH(int, limit);
        const Figures figures = edit("256.png", {"--long-side", "0", "--precision", "fp32"}, static_cast<rlim_t>(limit) << 20);
        QVERIFY2(figures.status == 5, qPrintable(QString::number(figures.status) + figures.said));
        QVERIFY2(figures.said.contains("not enough memory"), qPrintable(figures.said));
        QVERIFY(!std::filesystem::exists(m_work.path("out.png")));
    }
};

QTEST_GUILESS_MAIN(TestCliMemory)
#include "tst_cli_memory.moc"
