// RIFE through the built program: a tiny published-style flownet.pkl must give the authors' picture; clips, cuts and bad input.
#include <QTest>

#include "core/video/reader.h"
#include "core/video/writer.h"
#include "tests/app/program.h"

using namespace tintype;

namespace {

QString golden(const char* name) { return QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/rife/") + name; }

int largestDifference(const image::Image& a, const image::Image& b) {
    if (a.size() != b.size()) return 256;
    int largest = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            for (int c = 0; c < 3; ++c) largest = std::max(largest, std::abs(a.row(y)[x * a.channels() + c] - b.row(y)[x * b.channels() + c]));
    return largest;
}

std::vector<image::Image> framesOf(const std::filesystem::path& clip) {
    std::vector<image::Image> frames;
    video::Reader reader(clip);
    while (auto frame = reader.next()) frames.push_back(*frame);
    return frames;
}

void writeClip(const std::filesystem::path& target, const std::vector<image::Image>& frames, double fps) {
    video::WriterOptions options;
    options.rate = video::rateOf(fps);
    options.container = video::containerOf(target);
    video::Writer writer(target, options);
    for (const image::Image& frame : frames) writer.add(frame);
    writer.finish();
}

image::Image moved(const image::Image& scene, Size size, int by) { return image::crop(scene, {by, 0, size.width, size.height}); }

// Mean of all channels.
double brightness(const image::Image& picture) {
    double sum = 0.0;
    for (std::size_t i = 0; i < picture.byteSize(); ++i) sum += picture.data()[i];
    return sum / static_cast<double>(picture.byteSize());
}

}  // namespace

class TestCliRife : public QObject {
    Q_OBJECT

private:
    static QStringList exact() { return {"--precision", "fp32", "--device", "cpu"}; }
    static QStringList model() { return QStringList{"--model", golden("flownet.pkl")} + exact(); }

private Q_SLOTS:
    void theAuthorsPicture() {
        const test::Workplace work;
        const auto run = work.run(QStringList{"interpolate", golden("first.png"), golden("second.png"), "-o", "mid.png", "--at", "0.35", "--json"} + model());
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(largestDifference(image::read(work.path("mid.png")), image::read(golden("middle.png").toStdString())) <= 1);
        QVERIFY(run.out.contains("RIFE"));
        const auto info = work.run({"info", "mid.png", "--json"});
        QVERIFY2(info.out.contains("flownet.pkl"), info.out.constData());
        QCOMPARE(work.run(QStringList{"interpolate", golden("first.png"), golden("second.png"), "-o", "usual.png"} + model()).status, 0);
        QVERIFY(largestDifference(image::read(work.path("usual.png")), image::read(work.path("mid.png"))) > 1);
    }

    void theInstalledModelIsUsed() {
        const test::Workplace work;
        QProcessEnvironment environment = test::Workplace::headless();
        environment.insert("XDG_DATA_HOME", QString::fromStdString(work.path("data").string()));
        const auto imported = work.run({"models", "import", golden("flownet.pkl"), "--json"}, environment);
        QVERIFY2(imported.status == 0, imported.err.constData());
        const auto run = work.run(QStringList{"interpolate", golden("first.png"), golden("second.png"), "-o", "mid.png", "--t", "0.35"} + exact(), environment);
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(largestDifference(image::read(work.path("mid.png")), image::read(golden("middle.png").toStdString())) <= 1);
        const auto inspected = work.run({"models", "inspect", golden("legacy.pkl")}, environment);
        QVERIFY2(inspected.status == 0 && inspected.out.contains("RIFE 4.2 to 4.4") && inspected.out.contains("MIT"), inspected.out.constData());
        QCOMPARE(work.run(QStringList{"interpolate", golden("first.png"), golden("second.png"), "-o", "flow.png", "--engine", "builtin"}, environment).status, 0);
        QVERIFY(largestDifference(image::read(work.path("flow.png")), image::read(work.path("mid.png"))) > 1);
    }

    // 5 frames at 10 a second last half a second: 12 frames at 24.
    void aClipOfAnyRate_data() {
        QTest::addColumn<QString>("fps");
        QTest::addColumn<int>("frames");
        QTest::newRow("more") << "24" << 12;
        QTest::newRow("not a multiple") << "17" << 9;
        QTest::newRow("fewer") << "4" << 2;
    }
    void aClipOfAnyRate() {
        QFETCH(QString, fps);
        QFETCH(int, frames);
        const test::Workplace work;
        const image::Image scene = test::scene({160, 64});
        std::vector<image::Image> slow;
        for (int i = 0; i < 5; ++i) slow.push_back(moved(scene, {96, 64}, 4 * i));
        writeClip(work.path("slow.mp4"), slow, 10);
        const auto run = work.run(QStringList{"interpolate", "slow.mp4", "-o", "smooth.mp4", "--fps", fps, "--flow-scale", "0.5", "--json"} + model());
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(static_cast<int>(framesOf(work.path("smooth.mp4")).size()), frames);
        const auto info = work.run({"info", "smooth.mp4", "--json"});
        QVERIFY2(info.out.contains("flow_scale"), info.out.constData());
        bool told = false;
        for (const QJsonObject& event : test::events(run.out)) told = told || event["event"] == "progress";
        QVERIFY(told);
    }

    // Dark frames, then bright ones of something else: no frame may be in between.
    void nothingIsMixedAcrossACut() {
        const test::Workplace work;
        image::Image dark = test::scene({96, 64}), bright({96, 64}, 3);
        for (std::size_t i = 0; i < dark.byteSize(); ++i) dark.mutableData()[i] /= 4;
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 288; ++x) bright.mutableRow(y)[x] = static_cast<std::uint8_t>(190 + 60 * ((x / 21 + y / 5) % 2));
        writeClip(work.path("cut.mp4"), {dark, dark, bright, bright}, 4);
        const auto run = work.run(QStringList{"interpolate", "cut.mp4", "-o", "smooth.mp4", "--fps", "20"} + model());
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(run.err.contains("cut"), run.err.constData());
        const auto frames = framesOf(work.path("smooth.mp4"));
        QCOMPARE(frames.size(), std::size_t(20));
        for (const image::Image& frame : frames) {
            const double value = brightness(frame);
            QVERIFY2(std::abs(value - brightness(dark)) < 12 || std::abs(value - brightness(bright)) < 12, qPrintable(QString::number(value)));
        }
        QVERIFY(brightness(frames[7]) < 90 && brightness(frames[8]) > 150);
    }

    void badInputLeavesNothing_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        const QString clip = "slow.mp4";
        QTest::newRow("no such model") << QStringList{clip, "-o", "x.mp4", "--fps", "20", "--model", "none.pkl"} << 4;
        QTest::newRow("a model of another kind") << QStringList{clip, "-o", "x.mp4", "--fps", "20", "--model", golden("../lama_like_big/model.safetensors")} << 4;
        QTest::newRow("a broken model") << QStringList{clip, "-o", "x.mp4", "--fps", "20", "--model", "cut.pkl"} << 4;
        QTest::newRow("no rate at all") << QStringList{clip, "-o", "x.mp4", "--fps", "0"} << 2;
        QTest::newRow("a huge rate") << QStringList{clip, "-o", "x.mp4", "--fps", "1e9"} << 2;
        QTest::newRow("not a number") << QStringList{clip, "-o", "x.mp4", "--fps", "nan"} << 2;
        QTest::newRow("another scale") << QStringList{clip, "-o", "x.mp4", "--fps", "20", "--flow-scale", "3"} << 2;
        QTest::newRow("sound alone") << (QStringList{"sound.wav", "-o", "x.mp4", "--fps", "20"} + model()) << 3;
        QTest::newRow("no clip") << (QStringList{"cut.pkl", "-o", "x.mp4", "--fps", "20"} + model()) << 3;
        QTest::newRow("no such clip") << (QStringList{"none.mp4", "-o", "x.mp4", "--fps", "20"} + model()) << 3;
        QTest::newRow("no such folder") << (QStringList{clip, "-o", "none/x.mp4", "--fps", "20"} + model()) << 1;
        QTest::newRow("pictures of two sizes") << (QStringList{golden("first.png"), "small.png", "-o", "x.png"} + model()) << 3;
    }
    void badInputLeavesNothing() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        const test::Workplace work;
        writeClip(work.path("slow.mp4"), {test::scene({64, 48}), test::scene({64, 48})}, 10);
        work.picture("small.png", {20, 30});
        QFile model(golden("flownet.pkl"));
        QVERIFY(model.open(QIODevice::ReadOnly));
        work.put("cut.pkl", model.readAll().left(9000));
        QByteArray sound("RIFF\x2c\x04\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00" "data\x00\x04\x00\x00", 44);
        work.put("sound.wav", sound + QByteArray(1024, '\x80'));
        const auto before = work.names();
        const auto run = work.run(QStringList{"interpolate"} + arguments);
        QVERIFY2(run.status == status, run.err.constData());
        QVERIFY2(run.err.trimmed().endsWith('.') || status == 2, run.err.constData());
        QCOMPARE(work.names(), before);
    }

    void framesUpToTheDamageAreKept() {
        const test::Workplace work;
        const image::Image scene = test::scene({160, 64});
        std::vector<image::Image> frames;
        for (int i = 0; i < 40; ++i) frames.push_back(moved(scene, {96, 64}, i));
        writeClip(work.path("whole.webm"), frames, 10);
        const QByteArray bytes = work.bytes("whole.webm");
        work.put("damaged.webm", bytes.left(bytes.size() / 2));
        const auto run = work.run(QStringList{"interpolate", "damaged.webm", "-o", "out.mp4", "--fps", "15"} + model());
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(run.err.contains("damaged"), run.err.constData());
        const std::size_t kept = framesOf(work.path("out.mp4")).size();
        QVERIFY2(kept > 3 && kept < 60, qPrintable(QString::number(kept)));
    }
};

QTEST_GUILESS_MAIN(TestCliRife)
#include "tst_cli_rife.moc"
