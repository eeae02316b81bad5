// The clip verb: cut, speed, loops, formats, posters, single frames and the size that is foretold.
#include <QStandardPaths>
#include <QTest>
#include <csignal>
#include <sys/resource.h>

#include "tests/app/clip_witness.h"

using namespace tintype;
using namespace tintype::test;

namespace {

// A clip whose frame n is a grey of 20 + 5 n, so that each can be told.
void makeGreys(const Workplace& work, const char* name, int frames, int fps = 10) {
    QVERIFY(ffmpeg({"-f", "lavfi", "-i", QString("color=c=black:s=64x48:r=%1:d=%2,geq=lum='16+5*N':cb=128:cr=128").arg(fps).arg(double(frames) / fps),
                    "-c:v", "libx264", "-crf", "4", "-pix_fmt", "yuv420p", "-color_range", "tv", "-colorspace", "bt709", named(work.path(name))}));
}

// The numbers of the frames shown.
std::vector<int> numbersOf(const fs::path& clip) {
    std::vector<int> numbers;
    for (const image::Image& frame : independentFrames(clip, {64, 48})) {
        const double limited = frame.row(24)[3 * 32] * 219.0 / 255.0;
        numbers.push_back(static_cast<int>(std::lround(limited / 5.0)));
    }
    return numbers;
}

std::vector<int> fromTo(int first, int last, int step = 1) {
    std::vector<int> numbers;
    for (int i = first; step > 0 ? i <= last : i >= last; i += step) numbers.push_back(i);
    return numbers;
}

std::vector<int> joined(std::vector<int> a, const std::vector<int>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

}  // namespace

class TestCliClipExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable("ffprobe").isEmpty()) QSKIP("ffprobe is not installed");
    }

    void theRightFramesInTheRightOrder_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<std::vector<int>>("expected");
        QTest::newRow("as it is") << QStringList{} << fromTo(0, 19);
        QTest::newRow("cut") << QStringList{"--start", "0.5", "--end", "1.2"} << fromTo(5, 11);
        QTest::newRow("cut between frames") << QStringList{"--start", "0.55", "--end", "0.56"} << fromTo(5, 5);
        QTest::newRow("to beyond the end") << QStringList{"--start", "1.7", "--end", "50"} << fromTo(17, 19);
        QTest::newRow("twice as fast") << QStringList{"--speed", "2"} << fromTo(0, 18, 2);
        QTest::newRow("half as fast") << QStringList{"--speed", "0.5", "--end", "0.3"} << std::vector<int>{0, 0, 1, 1, 2, 2};
        QTest::newRow("boomerang") << QStringList{"--loop", "boomerang"} << joined(fromTo(0, 19), fromTo(18, 1, -1));
        QTest::newRow("boomerang of two") << QStringList{"--loop", "boomerang", "--end", "0.2"} << fromTo(0, 1);
        QTest::newRow("boomerang of one") << QStringList{"--loop", "boomerang", "--end", "0.1"} << fromTo(0, 0);
        QTest::newRow("boomerang twice") << QStringList{"--loop", "boomerang", "--end", "0.4", "--repeat", "2"}
                                         << std::vector<int>{0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1};
        QTest::newRow("three times") << QStringList{"--end", "0.3", "--repeat", "3"} << std::vector<int>{0, 1, 2, 0, 1, 2, 0, 1, 2};
    }
    void theRightFramesInTheRightOrder() {
        QFETCH(QStringList, options);
        QFETCH(std::vector<int>, expected);
        const Workplace work;
        makeGreys(work, "in.mp4", 20);
        const Run run = work.run(QStringList{"clip", "in.mp4", "-o", "out.mp4", "--crf", "4"} + options);
        QVERIFY2(run.status == 0, run.err);
        QCOMPARE(numbersOf(work.path("out.mp4")), expected);
        verifyPlayable(work, "out.mp4", static_cast<int>(expected.size()), "10/1", {64, 48});
        QCOMPARE(work.run({"replay", "out.mp4", "in.mp4", "-o", "again.mp4"}).status, 0);
        QCOMPARE(work.bytes("again.mp4"), work.bytes("out.mp4"));
    }

    // 20 frames and a fade of 5: what is left begins behind the fade, ends in it, and its end leads on to its start.
    void theEndMeltsIntoTheStart() {
        const Workplace work;
        makeGreys(work, "in.mp4", 20);
        QCOMPARE(work.run({"clip", "in.mp4", "-o", "out.mp4", "--crf", "4", "--loop", "crossfade", "--fade", "0.5"}).status, 0);
        const std::vector<int> numbers = numbersOf(work.path("out.mp4"));
        QCOMPARE(numbers.size(), std::size_t(15));
        QCOMPARE(std::vector<int>(numbers.begin(), numbers.begin() + 10), fromTo(5, 14));
        // Mixed of 15 and 0, ... 19 and 4, with rising shares of the latter.
        for (int i = 0; i < 5; ++i) {
            const double share = (i + 1) / 6.0;
            QVERIFY(std::abs(numbers[10 + i] - ((15 + i) * (1 - share) + i * share)) <= 1.0);
        }
        // A fade longer than half of the clip is cut to that.
        QCOMPARE(work.run({"clip", "in.mp4", "-o", "long.mp4", "--loop", "crossfade", "--fade", "50"}).status, 0);
        QCOMPARE(frameCount(work.path("long.mp4")), 10);
        QCOMPARE(work.run({"clip", "in.mp4", "-o", "one.mp4", "--loop", "crossfade", "--end", "0.1"}).status, 0);
        QCOMPARE(frameCount(work.path("one.mp4")), 1);
    }

    void everyFormat_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("codec");
        QTest::newRow("H.264") << "out.mp4" << QStringList{} << "h264";
        QTest::newRow("HEVC") << "out.mp4" << QStringList{"--codec", "hevc"} << "hevc";
        QTest::newRow("AV1") << "out.mp4" << QStringList{"--codec", "av1"} << "av1";
        QTest::newRow("MOV") << "out.mov" << QStringList{} << "h264";
        QTest::newRow("VP9") << "out.webm" << QStringList{} << "vp9";
        QTest::newRow("VP8") << "out.webm" << QStringList{"--codec", "vp8"} << "vp8";
        QTest::newRow("GIF") << "out.gif" << QStringList{} << "gif";
    }
    void everyFormat() {
        QFETCH(QString, target);
        QFETCH(QStringList, options);
        QFETCH(QString, codec);
        const Workplace work;
        makeClip(work, "in.mp4", "160x120", 10, 0.8);
        const Run run = work.run(QStringList{"clip", "in.mp4", "-o", target, "--long-side", "80"} + options);
        QVERIFY2(run.status == 0, run.err);
        const fs::path out = work.path(target.toStdString());
        const QJsonObject video = streamOf(probed(out));
        QCOMPARE(video["codec_name"].toString(), codec);
        QCOMPARE(video["width"].toInt(), 80);
        QCOMPARE(video["nb_read_frames"].toString().toInt(), 8);
        QCOMPARE(video["avg_frame_rate"].toString(), QString("10/1"));
        if (codec != "gif") QCOMPARE(video["pix_fmt"].toString(), QString("yuv420p"));
        if (codec != "gif" && codec != "vp8") QCOMPARE(video["color_space"].toString(), QString("bt709"));
        const auto made = independentFrames(out, {80, 60});
        QCOMPARE(made.size(), std::size_t(8));
        QVERIFY(ffmpeg({"-i", named(work.path("in.mp4")), "-vf", "scale=80:60:flags=area:in_color_matrix=bt601", "-frames:v", "1", named(work.path("small.png"))}));
        QVERIFY2(meanDifference(made[0], image::read(work.path("small.png"))) < 12.0, QByteArray::number(meanDifference(made[0], image::read(work.path("small.png")))));
        if (target.endsWith(".mp4") || target.endsWith(".mov")) QVERIFY(startsFast(work, target.toStdString()));
    }

    void animatedWebPAndFrames() {
        const Workplace work;
        makeGreys(work, "in.mp4", 6);
        QCOMPARE(work.run({"clip", "in.mp4", "-o", "out.webp"}).status, 0);
        // An animation of six pictures of 100 ms: counted in the file itself, as ffmpeg reads none.
        const QByteArray bytes = work.bytes("out.webp");
        QVERIFY(bytes.contains("ANIM"));
        QVERIFY(bytes.count("ANMF") >= 1 && bytes.count("ANMF") <= 6);
        QCOMPARE(work.run({"clip", "out.webp", "-o", "back.mp4", "--crf", "4"}).status, 0);
        QCOMPARE(numbersOf(work.path("back.mp4")), fromTo(0, 5));
        QCOMPARE(work.run({"clip", "in.mp4", "-o", "frames"}).status, 0);
        QCOMPARE(std::distance(fs::directory_iterator(work.path("frames")), fs::directory_iterator()), 6);
        QVERIFY(ffmpeg({"-framerate", "10", "-i", named(work.path("frames/frame_%04d.png")), "-c:v", "ffv1", named(work.path("joined.mkv"))}));
        QCOMPARE(frameCount(work.path("joined.mkv")), 6);
    }

    void soundGoesAlongWhereItFits() {
        const Workplace work;
        makeClip(work, "in.mp4", "64x48", 10, 2.0);
        Run run = work.run({"clip", "in.mp4", "-o", "cut.mp4", "--start", "0.5", "--end", "1.5"});
        QVERIFY2(run.status == 0, run.err);
        QVERIFY(std::abs(streamOf(probed(work.path("cut.mp4")), "audio")["duration"].toString().toDouble() - 1.0) < 0.06);
        for (const QStringList& options : {QStringList{"--speed", "2"}, QStringList{"--loop", "boomerang"}, QStringList{"--repeat", "2"}}) {
            run = work.run(QStringList{"clip", "in.mp4", "-o", "out.mp4"} + options);
            QVERIFY2(run.status == 0 && run.err.contains("sound was left out"), run.err);
            QVERIFY(streamOf(probed(work.path("out.mp4")), "audio").isEmpty());
        }
    }

    void aPosterIsShownBeforeItPlays() {
        const Workplace work;
        makeGreys(work, "in.mp4", 20);
        const Run run = work.run({"clip", "in.mp4", "-o", "out.mp4", "--poster", "1.2", "--end", "0.5"});
        QVERIFY2(run.status == 0, run.err);
        const QJsonArray streams = probed(work.path("out.mp4"))["streams"].toArray();
        QCOMPARE(streams.size(), 2);
        QCOMPARE(streams[1]["disposition"]["attached_pic"].toInt(), 1);
        QVERIFY(ffmpeg({"-i", named(work.path("out.mp4")), "-map", "0:v:1", "-frames:v", "1", named(work.path("poster.png"))}));
        QVERIFY(std::abs(image::read(work.path("poster.png")).row(20)[60] * 219.0 / 255.0 / 5.0 - 12.0) < 0.6);
        QCOMPARE(numbersOf(work.path("out.mp4")), fromTo(0, 4));
        QVERIFY(work.run({"info", "out.mp4"}).out.contains("Poster: 1.2"));
        QVERIFY(startsFast(work, "out.mp4"));
        QVERIFY(work.run({"clip", "in.mp4", "-o", "out.gif", "--poster", "1"}).err.contains("poster was left out"));
    }

    void oneFrameIsTakenOut() {
        const Workplace work;
        makeGreys(work, "in.mp4", 20);
        QCOMPARE(work.run({"clip", "in.mp4", "-o", "frame.png", "--at", "1.35"}).status, 0);
        QVERIFY(std::abs(image::read(work.path("frame.png")).row(20)[60] * 219.0 / 255.0 / 5.0 - 13.0) < 0.6);
        QCOMPARE(work.run({"clip", "in.mp4", "-o", "frame.jpg", "--at", "0"}).status, 0);
        Run run = work.run({"clip", "in.mp4", "-o", "late.png", "--at", "7"});
        QVERIFY(run.status == 3 && run.err.contains("lasts 2.00 seconds"));
        QCOMPARE(work.run({"clip", "in.mp4", "-o", "frame.mp4", "--at", "0"}).status, 2);
    }

    void theSizeIsForetold_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("options");
        const QString moving = "testsrc2=s=320x240:r=25:d=16", noisy = "life=s=320x240:r=25:mold=10:ratio=0.3:death_color=#303030:life_color=#80c0ff,trim=duration=16";
        const QString fractal = "mandelbrot=s=320x240:r=25,trim=duration=16";
        QTest::newRow("MP4") << "out.mp4" << moving << QStringList{};
        QTest::newRow("MP4, noise") << "out.mp4" << noisy << QStringList{};
        QTest::newRow("MP4, zoom") << "out.mp4" << fractal << QStringList{"--crf", "28"};
        QTest::newRow("HEVC") << "out.mp4" << moving << QStringList{"--codec", "hevc", "--long-side", "160"};
        QTest::newRow("WebM") << "out.webm" << moving << QStringList{"--long-side", "160"};
        QTest::newRow("GIF") << "out.gif" << moving << QStringList{"--long-side", "160", "--fps", "12"};
        QTest::newRow("WebP") << "out.webp" << moving << QStringList{"--long-side", "160", "--fps", "12"};
        QTest::newRow("frames") << "out" << fractal << QStringList{"--long-side", "160"};
        QTest::newRow("boomerang") << "out.mp4" << moving << QStringList{"--loop", "boomerang"};
        QTest::newRow("short") << "out.mp4" << moving << QStringList{"--end", "2"};
    }
    // Within 30 % of what is written, 40 % for WebM, whose encoder looks far ahead; a short clip within 3 %.
    void theSizeIsForetold() {
        QFETCH(QString, target);
        QFETCH(QString, source);
        QFETCH(QStringList, options);
        const Workplace work;
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", source, "-f", "lavfi", "-i", "sine=f=300:d=16", "-t", "16", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "8",
                        "-pix_fmt", "yuv420p", "-c:a", "aac", named(work.path("in.mp4"))}));
        const auto before = work.names();
        const Run said = work.run(QStringList{"clip", "in.mp4", "-o", target, "--estimate", "--json"} + options);
        QVERIFY2(said.status == 0, said.err);
        QCOMPARE(work.names(), before);
        const Run run = work.run(QStringList{"clip", "in.mp4", "-o", target} + options);
        QVERIFY2(run.status == 0, run.err);
        double real = 0.0;
        const fs::path out = work.path(target.toStdString());
        if (fs::is_directory(out)) {
            for (const auto& entry : fs::directory_iterator(out)) real += static_cast<double>(entry.file_size());
        } else {
            real = static_cast<double>(fs::file_size(out));
        }
        const QJsonObject estimate = events(said.out).last();
        QCOMPARE(estimate["event"].toString(), QString("estimate"));
        const double bound = QTest::currentDataTag() == QByteArray("short") ? 0.03 : QTest::currentDataTag() == QByteArray("WebM") ? 0.40 : 0.30;
        const double share = estimate["bytes"].toDouble() / real;
        if (qEnvironmentVariableIsSet("TINTYPE_SHOW")) qInfo("%s: %.3f of %.0f bytes", QTest::currentDataTag(), share, real);
        QVERIFY2(std::abs(share - 1.0) <= bound, QByteArray::number(share));
        if (!fs::is_directory(out) && !target.endsWith(".webp")) QCOMPARE(estimate["frames"].toInt(), frameCount(out));
    }

    void badOrdersGetASentence() {
        const Workplace work;
        makeGreys(work, "in.mp4", 5);
        const auto before = work.names();
        const auto refused = [&](const QStringList& options, int status, const char* words) {
            const Run run = work.run(QStringList{"clip"} + options);
            QVERIFY2(run.status == status && run.err.contains(words), options.join(' ').toUtf8() + ": " + QByteArray::number(run.status) + ' ' + run.err);
            QCOMPARE(work.names(), before);
        };
        refused({"in.mp4", "-o", "out.mp4", "--fps", "0"}, 2, "--fps");
        refused({"in.mp4", "-o", "out.mp4", "--speed", "0"}, 2, "--speed");
        refused({"in.mp4", "-o", "out.mp4", "--speed", "nan"}, 2, "--speed");
        refused({"in.mp4", "-o", "out.mp4", "--loop", "round"}, 2, "none|boomerang|crossfade");
        refused({"in.mp4", "-o", "out.mp4", "--start", "-1"}, 2, "--start");
        refused({"in.mp4", "-o", "out.mp4", "--start", "0.5"}, 3, "lasts 0.50 seconds");
        refused({"in.mp4", "-o", "out.avi"}, 2, "out.avi");
        refused({"in.mp4", "-o", "in.mp4"}, 2, "overwrite");
        refused({"in.mp4", "-o", "out.webm", "--codec", "hevc"}, 3, "hevc");
        refused({"none.mp4", "-o", "out.mp4"}, 3, "does not exist");
        refused({"none.mp4", "-o", "out.mp4", "--estimate"}, 3, "does not exist");
        refused({"in.mp4", "-o", "out.png"}, 2, "out.png");
    }

    // A loop keeps its frames on the target's disk while it is written.
    void aFullTargetIsSaid() {
        const Workplace work;
        makeGreys(work, "in.mp4", 20);
        const auto before = work.names();
        QProcess process;
        process.setChildProcessModifier([] {
            const rlimit limit{65536, 65536};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            ::signal(SIGXFSZ, SIG_IGN);
        });
        work.start(process, {"clip", "in.mp4", "-o", "out.mp4", "--loop", "boomerang"});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("on disk"));
        QCOMPARE(work.names(), before);
    }
};

QTEST_GUILESS_MAIN(TestCliClipExport)
#include "tst_cli_clip_export.moc"
