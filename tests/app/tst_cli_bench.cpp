// The bench on all tools: reports that can be read, and a verdict for each.
#include <QTest>

#include "tests/app/program.h"

using namespace tintype;
using namespace tintype::test;

class TestCliBench : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyToolPasses() {
        const Workplace work;
        const Run run = work.run({"bench", "--rounds", "2", "--report", "report"});
        QVERIFY2(run.status == 0, run.out + run.err);
        QCOMPARE(run.out.count("PASS"), 6);
        const QJsonObject report = QJsonDocument::fromJson(work.bytes("report/bench.json")).object();
        const QJsonArray tools = report["tools"].toArray();
        QCOMPARE(tools.size(), 6);
        for (const QJsonValue& tool : tools) {
            QCOMPARE(tool["rounds"].toInt(), 2);
            QCOMPARE(tool["corrupt"].toInt(), 0);
            QVERIFY(tool["mean"].toDouble() > 0);
            QVERIFY(work.bytes("report/bench.csv").contains(tool["tool"].toString().toUtf8()));
            QVERIFY(work.bytes("report/bench.html").contains(tool["engine"].toString().toUtf8()));
        }
        QVERIFY(report["machine"]["cores"].toInt() >= 1);
    }

    void wrongUse() {
        const Workplace work;
        QCOMPARE(work.run({"bench", "--tool", "magic"}).status, 2);
        QCOMPARE(work.run({"bench", "--rounds", "0"}).status, 2);
        work.put("file", "x");
        QCOMPARE(work.run({"bench", "--tool", "restore", "--rounds", "1", "--report", "file"}).status, 1);
    }
};

QTEST_GUILESS_MAIN(TestCliBench)
#include "tst_cli_bench.moc"
