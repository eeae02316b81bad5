// Clips that the verbs make, looked at with ffprobe.
#include <QStandardPaths>
#include <QTest>

#include "tests/app/program.h"

using namespace tintype;
using namespace tintype::test;
namespace fs = std::filesystem;

namespace {

// What ffprobe says of the first video stream.
QJsonObject probed(const fs::path& clip) {
    QProcess process;
    process.start("ffprobe", {"-v", "error", "-count_frames", "-select_streams", "v:0", "-show_streams", "-of", "json",
                              QString::fromStdString(clip.string())});
    process.waitForFinished(60000);
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object()["streams"].toArray().at(0).toObject();
}

}  // namespace

class TestCliClips : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable("ffprobe").isEmpty()) QSKIP("ffprobe is not installed");
    }

    void anMp4HasWhatWasAsked() {
        const Workplace work;
        work.picture("in.png", {321, 241});
        const Run run = work.run({"animate", "in.png", "-o", "out.mp4", "--frames", "6", "--fps", "12", "--frames-dir",
                                  "frames", "--prompt", "zoom in"});
        QVERIFY2(run.status == 0, run.err);
        const QJsonObject stream = probed(work.path("out.mp4"));
        QCOMPARE(stream["codec_name"].toString(), QString("h264"));
        QCOMPARE(stream["pix_fmt"].toString(), QString("yuv420p"));
        QCOMPARE(stream["width"].toInt(), 320);
        QCOMPARE(stream["height"].toInt(), 240);
        QCOMPARE(stream["nb_read_frames"].toString(), QString("6"));
        QCOMPARE(stream["avg_frame_rate"].toString(), QString("12/1"));
        QCOMPARE(std::distance(fs::directory_iterator(work.path("frames")), fs::directory_iterator()), 6);
        QVERIFY(work.run({"info", "out.mp4"}).out.contains("Tool: animate"));
        QCOMPARE(work.run({"replay", "out.mp4", "in.png", "-o", "again.mp4"}).status, 0);
        QCOMPARE(work.bytes("again.mp4"), work.bytes("out.mp4"));
    }

    void otherContainersAndLoops() {
        const Workplace work;
        work.picture("in.png");
        QCOMPARE(work.run({"animate", "in.png", "-o", "out.gif", "--frames", "4", "--size", "64x48"}).status, 0);
        QCOMPARE(probed(work.path("out.gif"))["codec_name"].toString(), QString("gif"));
        QCOMPARE(work.run({"animate", "in.png", "-o", "loop.mp4", "--frames", "5", "--loop", "boomerang"}).status, 0);
        QCOMPARE(work.run({"animate", "in.png", "-o", "frames/", "--frames", "5", "--loop", "boomerang"}).status, 0);
        QVERIFY(std::filesystem::exists(work.path("frames/frame_0008.png")) && !std::filesystem::exists(work.path("frames/frame_0009.png")));
        QCOMPARE(probed(work.path("loop.mp4"))["nb_read_frames"].toString(), QString("8"));
        QCOMPARE(work.run({"animate", "in.png", "-o", "out.xyz"}).status, 2);
    }

    void aClipBecomesSmoother() {
        const Workplace work;
        work.picture("in.png");
        QCOMPARE(work.run({"animate", "in.png", "-o", "slow.mp4", "--frames", "8", "--fps", "8"}).status, 0);
        QCOMPARE(work.run({"interpolate", "slow.mp4", "-o", "smooth.mp4", "--fps", "24"}).status, 0);
        QCOMPARE(probed(work.path("smooth.mp4"))["nb_read_frames"].toString(), QString("24"));
        QCOMPARE(work.run({"interpolate", "slow.mp4", "-o", "slow.mp4", "--fps", "24"}).status, 2);
        work.put("bad.mp4", "not a clip");
        QCOMPARE(work.run({"interpolate", "bad.mp4", "-o", "x.mp4", "--fps", "24"}).status, 3);
        QCOMPARE(work.run({"cartoon", "slow.mp4", "-o", "x.png"}).status, 3);
        QVERIFY(!fs::exists(work.path("x.mp4")) && !fs::exists(work.path("x.png")));
    }
};

QTEST_GUILESS_MAIN(TestCliClips)
#include "tst_cli_clips.moc"
