// Picture tools over clips, looked at with ffprobe and decoded again by ffmpeg.
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

#include "tests/app/clip_witness.h"

using namespace tintype;
using namespace tintype::test;

namespace {

QString golden(const char* name) { return QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/") + name; }

}  // namespace

class TestCliClipTools : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable("ffprobe").isEmpty()) QSKIP("ffprobe is not installed");
    }

    void everyToolWorksOnEveryFrame_data() {
        QTest::addColumn<QStringList>("verb");
        QTest::newRow("cartoon") << QStringList{"cartoon", "--strength", "0.6"};
        QTest::newRow("edit") << QStringList{"edit", "--instruction", "make it warmer", "--seed", "3"};
        QTest::newRow("erase") << QStringList{"erase", "--mask", "mask.png"};
        QTest::newRow("LaMa") << QStringList{"erase", "--mask", "mask.png", "--model", golden("lama_like_big/model.safetensors"), "--precision", "fp32"};
        QTest::newRow("InstructPix2Pix") << QStringList{"edit",   "--instruction", "make the sky stormy", "--model", golden("instruct_like_sd/model"),
                                                        "--seed", "5",             "--steps",             "2",       "--long-side",
                                                        "0",      "--precision",   "fp32"};
    }
    // Over a clip and written losslessly, each frame is what the tool makes of that frame alone.
    void everyToolWorksOnEveryFrame() {
        QFETCH(QStringList, verb);
        const Workplace work;
        makeClip(work, "in.mp4", "128x64", 10, 0.3);
        work.mask("mask.png", {128, 64}, {40, 20, 20, 16});
        QStringList whole = verb;
        whole.insert(1, "in.mp4");
        Run run = work.run(whole + QStringList{"-o", "frames"});
        QVERIFY2(run.status == 0, run.err);
        QVERIFY(ffmpeg({"-i", named(work.path("in.mp4")), "-vsync", "0", "-vf", "scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp", named(work.path("f%d.png"))}));
        for (int i = 1; i <= 3; ++i) {
            QCOMPARE(work.run({"clip", "in.mp4", "-o", QString("own%1.png").arg(i), "--at", QString::number((i - 1) / 10.0)}).status, 0);
            QStringList one = verb;
            one.insert(1, QString("own%1.png").arg(i));
            run = work.run(one + QStringList{"-o", QString("one%1.png").arg(i)});
            QVERIFY2(run.status == 0, run.err);
            const image::Image expected = image::read(work.path("one" + std::to_string(i) + ".png"));
            const image::Image made = image::read(work.path("frames/frame_000" + std::to_string(i) + ".png"));
            QVERIFY(made.samePixels(expected));
            QVERIFY(meanDifference(image::read(work.path("own" + std::to_string(i) + ".png")), image::read(work.path("f" + std::to_string(i) + ".png"))) < 1.5);
            QVERIFY(!made.samePixels(image::read(work.path("own" + std::to_string(i) + ".png"))));
        }
    }

    void aClipKeepsItsSoundRateAndLength() {
        const Workplace work;
        makeClip(work, "in.mp4");
        const Run run = work.run({"cartoon", "in.mp4", "-o", "out.mp4", "--json"});
        QVERIFY2(run.status == 0, run.err);
        verifyPlayable(work, "out.mp4", 25, "25/1", {160, 120});
        const QJsonObject before = streamOf(probed(work.path("in.mp4")), "audio"), after = streamOf(probed(work.path("out.mp4")), "audio");
        QCOMPARE(after["codec_name"].toString(), QString("aac"));
        QCOMPARE(after["bit_rate"].toString().toInt() / 8000, before["bit_rate"].toString().toInt() / 8000);
        QVERIFY(std::abs(after["duration"].toString().toDouble() - 1.0) < 0.05);
        double last = 0.0;
        int frames = 0;
        for (const QJsonObject& event : events(run.out)) {
            if (event["event"] != "progress") continue;
            QVERIFY(event["fraction"].toDouble() >= last);
            last = event["fraction"].toDouble();
            frames += event["stage"].toString() == QString("Frame %1 of 25").arg(frames + 1) && event["done"].toInt() == 0;
        }
        QCOMPARE(frames, 25);
        QVERIFY(last > 0.99);
        const QByteArray about = work.run({"info", "out.mp4"}).out;
        QVERIFY(about.contains("Tool: cartoon"));
        QCOMPARE(work.run({"replay", "out.mp4", "in.mp4", "-o", "again.mp4"}).status, 0);
        QCOMPARE(work.bytes("again.mp4"), work.bytes("out.mp4"));
        QCOMPARE(work.run({"cartoon", "in.mp4", "-o", "bare.mp4", "--metadata", "none"}).status, 0);
        QVERIFY(!work.run({"info", "bare.mp4"}).out.contains("Tool: cartoon"));
    }

    void soundThatDoesNotFitIsSaid() {
        const Workplace work;
        makeClip(work, "in.mp4", "64x48", 10, 0.5);
        Run run = work.run({"cartoon", "in.mp4", "-o", "out.webm"});
        QVERIFY2(run.status == 0 && run.err.contains("sound (aac) was left out"), run.err);
        QCOMPARE(streamOf(probed(work.path("out.webm")))["codec_name"].toString(), QString("vp9"));
        QVERIFY(streamOf(probed(work.path("out.webm")), "audio").isEmpty());
        run = work.run({"cartoon", "in.mp4", "-o", "out.gif"});
        QVERIFY2(run.status == 0 && run.err.contains("sound was left out"), run.err);
        // Opus fits both.
        makeClip(work, "in.webm", "64x48", 10, 0.5, {"-c:v", "libvpx-vp9", "-c:a", "libopus", "-shortest"});
        run = work.run({"cartoon", "in.webm", "-o", "kept.webm"});
        QVERIFY2(run.status == 0, run.err);
        QCOMPARE(streamOf(probed(work.path("kept.webm")), "audio")["codec_name"].toString(), QString("opus"));
    }

    void soundStaysWithThePicture() {
        const Workplace work;
        // The sound begins with the file, the picture half a second later.
        QVERIFY(ffmpeg({"-itsoffset", "0.5", "-f", "lavfi", "-i", "testsrc=s=64x48:r=20:d=1", "-f", "lavfi", "-i", "sine=f=440:d=1.5", "-c:v", "libx264",
                        "-c:a", "libopus", "-map", "0:v", "-map", "1:a", named(work.path("late.mkv"))}));
        QCOMPARE(work.run({"cartoon", "late.mkv", "-o", "out.mp4"}).status, 0);
        const QJsonObject sound = streamOf(probed(work.path("out.mp4")), "audio");
        QVERIFY(std::abs(sound["start_time"].toString().toDouble()) < 0.03);
        QVERIFY(std::abs(sound["duration"].toString().toDouble() - 1.0) < 0.06);
        // A part from the middle takes its own sound.
        makeClip(work, "in.mp4", "64x48", 10, 2.0);
        QCOMPARE(work.run({"cartoon", "in.mp4", "-o", "part.mp4", "--start", "0.5", "--end", "1.5"}).status, 0);
        verifyPlayable(work, "part.mp4", 10, "10/1", {64, 48});
        QVERIFY(std::abs(streamOf(probed(work.path("part.mp4")), "audio")["duration"].toString().toDouble() - 1.0) < 0.06);
    }

    void rotationIsCarriedOut() {
        const Workplace work;
        makeClip(work, "plain.mp4", "96x64", 10, 0.4);
        QVERIFY(ffmpeg({"-i", named(work.path("plain.mp4")), "-c", "copy", "-metadata:s:v:0", "rotate=90", named(work.path("turned.mp4"))}));
        QCOMPARE(work.run({"edit", "turned.mp4", "-o", "out.mp4", "--instruction", "make it warmer"}).status, 0);
        verifyPlayable(work, "out.mp4", 4, "10/1", {64, 96});
        QVERIFY(streamOf(probed(work.path("out.mp4")))["side_data_list"].toArray().isEmpty());
    }

    void unevenFramesKeepTheirTime() {
        const Workplace work;
        // Frames 3 to 6 of ten are missing.
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=1", "-vf", "select='not(between(n,3,6))'", "-vsync", "vfr", "-c:v", "libx264", named(work.path("uneven.mp4"))}));
        QCOMPARE(frameCount(work.path("uneven.mp4")), 6);
        const Run run = work.run({"cartoon", "uneven.mp4", "-o", "out.mp4"});
        QVERIFY2(run.status == 0 && run.err.contains("unevenly"), run.err);
        verifyPlayable(work, "out.mp4", 10, "10/1", {64, 48});
        const auto frames = independentFrames(work.path("out.mp4"), {64, 48});
        QVERIFY(meanDifference(frames[2], frames[6]) < 1.0);
        QVERIFY(meanDifference(frames[6], frames[7]) > 1.0);
    }

    void oddSizesAndAnimationsWork() {
        const Workplace work;
        makeClip(work, "odd.gif", "51x37", 10, 0.4, {"-map", "0:v"});
        Run run = work.run({"cartoon", "odd.gif", "-o", "out.mp4"});
        QVERIFY2(run.status == 0 && run.err.contains("50 x 36"), run.err);
        verifyPlayable(work, "out.mp4", 4, "10/1", {50, 36});
        QCOMPARE(work.run({"cartoon", "odd.gif", "-o", "out.gif"}).status, 0);
        QCOMPARE(frameCount(work.path("out.gif")), 4);
        QCOMPARE(streamOf(probed(work.path("out.gif")))["width"].toInt(), 51);
        QCOMPARE(work.run({"cartoon", "odd.gif", "-o", "out.webp"}).status, 0);
        run = work.run({"cartoon", "out.webp", "-o", "again.gif"});
        QVERIFY2(run.status == 0, run.err);
        QCOMPARE(frameCount(work.path("again.gif")), 4);
        // Named like a picture: its first frame, which is said.
        run = work.run({"cartoon", "odd.gif", "-o", "first.png"});
        QVERIFY(run.status == 0 && run.err.contains("first one is used"));
    }

    void aBatchMayHoldClips() {
        const Workplace work;
        makeClip(work, "a.mp4", "64x48", 10, 0.3);
        makeClip(work, "b.avi", "64x48", 10, 0.3, {"-c:v", "mpeg4", "-map", "0:v"});
        work.picture("c.png");
        work.put("bad.mp4", "nothing");
        const Run run = work.run({"cartoon", "a.mp4", "b.avi", "c.png", "bad.mp4", "-o", "out"});
        QCOMPARE(run.status, 7);
        QCOMPARE(frameCount(work.path("out/a.mp4")), 3);
        QCOMPARE(frameCount(work.path("out/b.mp4")), 3);
        QVERIFY(fs::exists(work.path("out/c.png")) && !fs::exists(work.path("out/bad.mp4")));
    }

    void facesComeAndGo() {
        const Workplace work;
        makeClip(work, "none.mp4", "160x120", 5, 0.6);
        const Run run = work.run({"restore", "none.mp4", "-o", "out.mp4"});
        QVERIFY2(run.status == 3 && run.err.contains("No face was found"), run.err);
        QVERIFY(!fs::exists(work.path("out.mp4")) && !fs::exists(work.path("out.mp4.part")));
        QCOMPARE(work.run({"restore", "none.mp4", "-o", "face.mp4", "--aligned"}).status, 0);
        QCOMPARE(frameCount(work.path("face.mp4")), 3);
    }

    void badClipsGetASentence() {
        const Workplace work;
        makeClip(work, "in.mp4", "64x48", 10, 0.5);
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "sine=d=1", named(work.path("sound.m4a"))}));
        fs::rename(work.path("sound.m4a"), work.path("sound.mp4"));
        work.put("bad.mp4", "this is no clip");
        work.put("empty.mp4", "");
        work.mask("mask.png", {80, 60});
        const auto before = work.names();
        const auto refused = [&](const QStringList& arguments, int status, const char* words) {
            const Run run = work.run(arguments);
            QVERIFY2(run.status == status && run.err.contains(words), arguments.join(' ').toUtf8() + ": " + QByteArray::number(run.status) + ' ' + run.err);
            QCOMPARE(work.names(), before);
        };
        refused({"cartoon", "sound.mp4", "-o", "out.mp4"}, 3, "has no video");
        refused({"cartoon", "bad.mp4", "-o", "out.mp4"}, 3, "bad.mp4");
        refused({"cartoon", "empty.mp4", "-o", "out.mp4"}, 3, "is empty");
        refused({"cartoon", "none.mp4", "-o", "out.mp4"}, 3, "does not exist");
        refused({"cartoon", "in.mp4", "-o", "out.png"}, 3, "is a clip");
        refused({"cartoon", "in.mp4", "-o", "out.xyz"}, 2, "out.xyz");
        refused({"cartoon", "in.mp4", "-o", "in.mp4"}, 2, "overwrite");
        refused({"cartoon", "in.mp4", "-o", "none/out.mp4"}, 1, "does not exist");
        refused({"cartoon", "in.mp4", "-o", "out.mp4", "--start", "9"}, 3, "no frames from second 9");
        refused({"cartoon", "in.mp4", "-o", "out.mp4", "--start", "0.4", "--end", "0.2"}, 3, "before it starts");
        refused({"cartoon", "in.mp4", "-o", "out.webm", "--codec", "h264"}, 3, "codec h264");
        refused({"erase", "in.mp4", "-o", "out.mp4", "--mask", "mask.png"}, 3, "must be equal");
        refused({"edit", "in.mp4", "-o", "out.mp4", "--instruction", "night", "--variations", "2"}, 2, "several clips");
        refused({"edit", "in.mp4", "-o", "out.mp4", "--instruction", "xyzzy"}, 3, "xyzzy");
        refused({"cartoon", "in.mp4", "-o", "out.mp4", "--model", "none"}, 4, "does not exist");
        refused({"cartoon", "in.mp4", "-o", "out.mp4", "--memory-limit", "20MiB"}, 5, "needs about");
    }

    void framesUpToTheDamageAreKept() {
        const Workplace work;
        makeClip(work, "in.mkv", "160x120", 25, 4.0);
        const QByteArray bytes = work.bytes("in.mkv");
        work.put("cut.mkv", bytes.left(bytes.size() / 2));
        const Run run = work.run({"cartoon", "cut.mkv", "-o", "out.mp4"});
        QVERIFY2(run.status == 0 && run.err.contains("is damaged: the frames up to there were used"), run.err);
        const int frames = frameCount(work.path("out.mp4"));
        QVERIFY2(frames > 20 && frames < 90, QByteArray::number(frames));
        verifyPlayable(work, "out.mp4", frames, "25/1", {160, 120});
    }

    void cancelLeavesNothing() {
        const Workplace work;
        makeClip(work, "in.mp4", "640x480", 25, 10.0);
        const auto before = work.names();
        QProcess process;
        work.start(process, {"cartoon", "in.mp4", "-o", "out.mp4", "--json"});
        QByteArray said;
        QElapsedTimer clock;
        clock.start();
        while (!said.contains("Frame 3 of") && clock.elapsed() < 60000 && process.waitForReadyRead(10000)) said += process.readAllStandardOutput();
        QVERIFY(said.contains("Frame 3 of"));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitCode(), 6);
        QCOMPARE(work.names(), before);
    }

    // No file may grow beyond a few kilobytes: what a full disk looks like.
    void aFullTargetIsSaid() {
        const Workplace work;
        makeClip(work, "in.mp4", "320x240", 25, 2.0);
        const auto before = work.names();
        for (const char* name : {"out.mp4", "out.webm", "out.gif", "out.webp", "frames"}) {
            QProcess process;
            process.setChildProcessModifier([] {
                const rlimit limit{4096, 4096};
                ::setrlimit(RLIMIT_FSIZE, &limit);
                ::signal(SIGXFSZ, SIG_IGN);
            });
            work.start(process, {"edit", "in.mp4", "-o", name, "--instruction", "make it warmer"});
            QVERIFY(process.waitForFinished(120000));
            const QByteArray said = process.readAllStandardError();
            QVERIFY2(process.exitCode() == 1 && said.contains(name), QByteArray(name) + ": " + QByteArray::number(process.exitCode()) + ' ' + said);
            QCOMPARE(work.names(), before);
        }
    }

    void memoryDoesNotGrowWithLength() {
        const Workplace work;
        makeClip(work, "short.mp4", "640x360", 25, 3.0);
        makeClip(work, "long.mp4", "640x360", 25, 12.0);
        const auto peak = [&](const char* clip) {
            const Run run = work.run({"edit", clip, "-o", "out.mp4", "--instruction", "make it warmer", "--json"});
            for (const QJsonObject& event : events(run.out))
                if (event["event"] == "done") return event["peak_memory"].toDouble();
            return 0.0;
        };
        const double few = peak("short.mp4"), many = peak("long.mp4");
        QVERIFY(few > 0);
        QVERIFY2(many < few + 12e6, QByteArray::number(few / 1e6) + " MB, " + QByteArray::number(many / 1e6) + " MB");
    }
};

QTEST_GUILESS_MAIN(TestCliClipTools)
#include "tst_cli_clip_tools.moc"
