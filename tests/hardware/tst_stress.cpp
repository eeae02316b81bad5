#include <QTest>
#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "core/base/error.h"
#include "core/hardware/report.h"
#include "core/hardware/stress.h"

using namespace tintype;
using namespace tintype::hardware;

namespace {

StressTool tool(const std::string& name, std::function<std::string(int)> round) {
    auto count = std::make_shared<int>(0);
    return {name, "Fake", [=](Progress&) { return round((*count)++); }};
}

}  // namespace

class TestStress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faultsAreNamed() {
        const std::vector<StressTool> tools{
            tool("steady", [](int) { return std::string("same"); }),
            tool("corrupt", [](int i) { return std::string(i == 3 ? "other" : "same"); }),
            tool("failing", [](int i) -> std::string {
                if (i == 2) throw std::runtime_error("it broke");
                return "same";
            }),
            // Long enough that a busy machine cannot blur the difference.
            tool("hot", [](int i) {
                std::this_thread::sleep_for(std::chrono::milliseconds(i < 8 ? 20 : 200));
                return std::string("same");
            }),
        };
        Progress progress;
        const std::vector<StressResult> results = stress(tools, 10, progress);
        QCOMPARE(results.size(), std::size_t(4));
        QCOMPARE(results[0].seconds.size(), std::size_t(10));
        QCOMPARE(results[1].corrupt, 1);
        QVERIFY(results[1].verdict == Verdict::Fail);
        QCOMPARE(results[2].failed, 1);
        QCOMPARE(results[2].failure, std::string("it broke"));
        QVERIFY(results[2].verdict == Verdict::Fail);
        QVERIFY(results[3].verdict == Verdict::Slow);
        QVERIFY(results[3].drift > 1.0);
        QVERIFY(results[3].minimum <= results[3].mean && results[3].mean <= results[3].p95 + 0.1);
        QVERIFY(results[3].p95 <= results[3].maximum);
        QVERIFY(results[3].peakMemory > 0);
    }

    void reportsAreWellFormed() {
        Progress progress;
        Machine machine;
        machine.processor = "<script>\"&";
        const auto results = stress({tool("a\"b,<i>", [](int) { return std::string("x"); })}, 3, progress);
        const auto json = nlohmann::json::parse(jsonReport(machine, results));
        QCOMPARE(json["tools"][0]["rounds"].get<int>(), 3);
        QCOMPARE(json["machine"]["processor"].get<std::string>(), machine.processor);
        QCOMPARE(json["tools"][0]["verdict"].get<std::string>(), std::string("PASS"));
        const std::string csv = csvReport(results);
        QVERIFY(csv.find("\"a\"\"b,<i>\",\"Fake\",3,") != std::string::npos);
        const std::string html = htmlReport(machine, results);
        QVERIFY(html.find("<script>") == std::string::npos && html.find("<i>") == std::string::npos);
    }

    void itCanBeStopped() {
        std::stop_source stop;
        Progress progress(stop.get_token(), [&](const Tick& tick) {
            if (tick.done == 2) stop.request_stop();
        });
        int rounds = 0;
        const auto counting = [&](int) {
            ++rounds;
            return std::string("x");
        };
        QVERIFY_EXCEPTION_THROWN(stress({tool("x", counting)}, 100, progress), Cancelled);
        QVERIFY(rounds <= 3);
    }
};

QTEST_APPLESS_MAIN(TestStress)
#include "tst_stress.moc"
