#include "core/video/steady_reader.h"
#include "core/video/hardware_encoder.h"
#include "core/video/source.h"
#include "tests/video/support.h"

using namespace tintype;
using namespace tintype::video;

namespace {

std::vector<double> times(double fps, int count, double jitter = 0.0) {
    std::vector<double> seconds;
    for (int i = 0; i < count; ++i) seconds.push_back((i + (i % 2 ? jitter : -jitter) * (i > 0)) / fps);
    return seconds;
}

// Which of the clip's smooth frames each given one is.
std::vector<int> given(SteadyReader& reader, Size size, int frames) {
    std::vector<int> numbers;
    while (const image::Image* frame = reader.next()) {
        int best = 0;
        for (int i = 1; i < frames; ++i)
            if (psnr(*frame, smoothFrame(size, 8 * i)) > psnr(*frame, smoothFrame(size, 8 * best))) best = i;
        numbers.push_back(best);
    }
    return numbers;
}

}  // namespace

class TestSteadyReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSteadyClipIsKnown() {
        QVERIFY(timingOf({}, {25, 1}).steady);
        QVERIFY(timingOf({3.0}, {25, 1}).steady);
        for (const double fps : {8.0, 23.976, 29.97, 60.0, 240.0}) QVERIFY(timingOf(times(fps, 500), rateOf(fps)).steady);
        // A phone's clock trembles.
        const Timing phone = timingOf(times(30, 500, 0.2), {30, 1});
        QVERIFY(phone.steady);
        QCOMPARE(phone.rate, (Rate{30, 1}));
        // The file says something else than its frames.
        const Timing wrong = timingOf(times(12.5, 100), {25, 1});
        QVERIFY(wrong.steady);
        QVERIFY(std::abs(wrong.rate.perSecond() - 12.5) < 1e-6);
        // Out of order, as frames are stored.
        QVERIFY(timingOf({0.0, 0.12, 0.04, 0.08}, {25, 1}).steady);
    }

    void anUnevenClipIsToo() {
        const Timing gap = timingOf({0.0, 0.1, 0.2, 0.7, 0.8}, {8, 1});
        QVERIFY(!gap.steady);
        QCOMPARE(gap.rate, (Rate{10, 1}));
        const Timing close = timingOf({0.0, 0.0001, 0.5, 1.0}, {8, 1});
        QVERIFY(close.rate.perSecond() <= 120.0);
        QVERIFY(timingOf({1.0, 1.0, 1.0}, {8, 1}).rate == (Rate{8, 1}));
    }

    void framesComeOneToOne() {
        QTemporaryDir folder;
        const Size size{96, 64};
        for (const char* name : {"a.mp4", "a.webm", "a.gif", "a.webp"}) {
            Writer writer(at(folder, name), optionsFor(containerOf(name), 12.5));
            for (int i = 0; i < 10; ++i) writer.add(smoothFrame(size, 8 * i));
            writer.finish();
            SteadyReader reader(at(folder, name), {});
            QCOMPARE(reader.expected(), std::int64_t(10));
            QVERIFY(reader.steady());
            QCOMPARE(given(reader, size, 10), (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
            SteadyReader part(at(folder, name), {{0.24, 0.56}, 1.0, {}});
            QCOMPARE(given(part, size, 10), (std::vector<int>{3, 4, 5, 6}));
            SteadyReader faster(at(folder, name), {{}, 1.0, Rate{25, 1}});
            QCOMPARE(given(faster, size, 10).size(), std::size_t(20));
        }
        QCOMPARE(errorOf([&] { SteadyReader(at(folder, "a.mp4"), {{0.8, 0.0}, 1.0, {}}); }), int(ErrorKind::BadInput));
    }

    void repeatedFramesAreTold() {
        QTemporaryDir folder;
        writeClip(at(folder, "a.mp4"), optionsFor(Container::Mp4, 10), {64, 48}, 3);
        SteadyReader reader(at(folder, "a.mp4"), {{}, 0.5, {}});
        std::vector<bool> repeated;
        while (reader.next()) repeated.push_back(reader.repeated());
        QCOMPARE(repeated, (std::vector<bool>{false, true, false, true, false, true}));
    }

    void aLateFirstFrameLeadsTheSound() {
        QTemporaryDir folder;
        QVERIFY(ffmpeg({"-itsoffset", "0.5", "-f", "lavfi", "-i", "testsrc=s=64x48:r=20:d=1", "-f", "lavfi", "-i", "sine=f=440:d=1.5", "-c:v", "libx264", "-c:a",
                        "libopus", "-map", "0:v", "-map", "1:a", text(at(folder, "late.mkv"))}));
        QVERIFY(std::abs(Reader(at(folder, "late.mkv")).header().lead - 0.5) < 0.02);
        SteadyReader reader(at(folder, "late.mkv"), {{0.25, 0.0}, 1.0, {}});
        QVERIFY(std::abs(reader.soundStart() - 0.75) < 0.02);
    }

    // Here there is none: whatever is offered must lead to a clip all the same.
    void hardwareIsProbed() {
        QTemporaryDir folder;
        const auto clip = at(folder, "a.mp4");
        WriterOptions options = optionsFor(Container::Mp4);
        options.hardware = Hardware::Auto;
        Writer writer(clip, options);
        for (int i = 0; i < 5; ++i) writer.add(smoothFrame({320, 240}, i));
        writer.finish();
        QCOMPARE(isHardwareEncoder(writer.encoder()), !writer.notes().empty());
        if (hardwareEncoders("h264").empty()) QCOMPARE(writer.encoder(), std::string("libx264"));
        QCOMPARE(streamOf(probe(clip))["codec_name"].toString(), QString("h264"));
        QVERIFY(psnr(framesOf(clip).front(), smoothFrame({320, 240}, 0)) > 36.0);
        QVERIFY(isHardwareEncoder("h264_nvenc") && isHardwareEncoder("vp9_vaapi") && !isHardwareEncoder("libx264"));
    }
};

QTEST_GUILESS_MAIN(TestSteadyReader)
#include "tst_steady_reader.moc"
