#include "core/video/encoder.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "tests/video/support.h"

using namespace tintype;
using namespace tintype::video;

namespace {

std::string longRecipe() {
    std::string mask;
    for (int i = 0; i < 200000; ++i) mask += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123456789+/"[i * 7919 % 44];
    return R"({"tintype":1,"note":"<b> & \"quotes\" 'single' \u4e2d 天空","mask":")" + mask + "\"}";
}

}  // namespace

class TestWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anMp4IsWhatPlayersWant() {
        QTemporaryDir folder;
        const auto clip = at(folder, "a.mp4");
        writeClip(clip, optionsFor(Container::Mp4, 23.976), {320, 180}, 30);
        const QJsonObject probed = probe(clip), video = streamOf(probed);
        QCOMPARE(video["codec_name"].toString(), QString("h264"));
        QCOMPARE(video["pix_fmt"].toString(), QString("yuv420p"));
        QCOMPARE(video["color_space"].toString(), QString("bt709"));
        QCOMPARE(video["color_primaries"].toString(), QString("bt709"));
        QCOMPARE(video["color_transfer"].toString(), QString("bt709"));
        QCOMPARE(video["color_range"].toString(), QString("tv"));
        QCOMPARE(video["r_frame_rate"].toString(), QString("24000/1001"));
        QCOMPARE(video["avg_frame_rate"].toString(), QString("24000/1001"));
        QCOMPARE(video["nb_read_frames"].toString(), QString("30"));
        QVERIFY(std::abs(video["duration"].toString().toDouble() - 30 * 1001 / 24000.0) < 1e-3);
        QVERIFY(std::abs(video["start_time"].toString().toDouble()) < 1e-6);
        const std::string bytes = bytesOf(clip);
        QVERIFY(bytes.find("moov") < bytes.find("mdat"));
        QCOMPARE(entriesIn(folder), 1);
    }

    void ownFramesComeBack() {
        QTemporaryDir folder;
        const auto clip = at(folder, "a.mp4");
        writeClip(clip, optionsFor(Container::Mp4), {322, 242}, 12);
        const auto frames = framesOf(clip);
        QCOMPARE(frames.size(), std::size_t(12));
        for (int i = 0; i < 12; ++i) {
            const double quality = psnr(frames[i], smoothFrame({322, 242}, i));
            QVERIFY2(quality >= 38.0, qPrintable(QString("frame %1: %2 dB").arg(i).arg(quality)));
        }
    }

    void coloursAreRightForOthers_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("mp4") << "a.mp4";
        QTest::newRow("webm") << "a.webm";
    }
    void coloursAreRightForOthers() {
        QFETCH(QString, name);
        QTemporaryDir folder;
        const auto clip = at(folder, qPrintable(name));
        const std::array<std::array<int, 3>, 6> patches = {
            {{255, 0, 0}, {0, 0, 255}, {0, 255, 0}, {255, 255, 255}, {0, 0, 0}, {200, 120, 40}}};
        const image::Image frame = painted({384, 64}, [&](int x, int, std::uint8_t* p) {
            for (int c = 0; c < 3; ++c) p[c] = static_cast<std::uint8_t>(patches[x / 64][c]);
        });
        WriterOptions options = optionsFor(containerOf(clip));
        options.crf = 4;
        Writer writer(clip, options);
        for (int i = 0; i < 3; ++i) writer.add(frame);
        writer.finish();
        const image::Image other = independentFrame(clip, 1, {384, 64});
        const auto own = framesOf(clip);
        QCOMPARE(own.size(), std::size_t(3));
        for (int patch = 0; patch < 6; ++patch) {
            const std::size_t place = 3 * (64 * patch + 32);
            const std::uint8_t* shown = other.row(32) + place;
            QVERIFY2(mostApart(shown, patches[patch]) <= 3,
                     qPrintable(QString("patch %1: %2 %3 %4").arg(patch).arg(shown[0]).arg(shown[1]).arg(shown[2])));
            QVERIFY(mostApart(own[1].row(32) + place, {shown[0], shown[1], shown[2]}) <= 2);
        }
    }

    void everyContainerHoldsItsFrames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("codec");
        QTest::addColumn<double>("least");
        QTest::newRow("mov") << "a.mov" << "h264" << 38.0;
        QTest::newRow("webm") << "a.webm" << "vp9" << 38.0;
        QTest::newRow("gif") << "a.gif" << "gif" << 29.0;
        QTest::newRow("webp") << "a.webp" << "webp" << 36.0;
    }
    void everyContainerHoldsItsFrames() {
        QFETCH(QString, name);
        QFETCH(QString, codec);
        QFETCH(double, least);
        QTemporaryDir folder;
        const auto clip = at(folder, qPrintable(name));
        WriterOptions options = optionsFor(containerOf(clip), 12.5);
        options.recipe = R"({"tintype":1})";
        writeClip(clip, options, {160, 120}, 10);
        Reader reader(clip);
        QCOMPARE(QString::fromStdString(reader.header().codec), codec);
        QCOMPARE(reader.header().size, (Size{160, 120}));
        QVERIFY(std::abs(reader.header().rate.perSecond() - 12.5) < 0.01);
        QVERIFY(std::abs(reader.header().seconds - 0.8) < 0.03);
        QCOMPARE(reader.header().recipe, options.recipe);
        int count = 0;
        while (const auto frame = reader.next()) {
            QVERIFY(std::abs(reader.seconds() - count / 12.5) < 0.002);
            const double quality = psnr(*frame, smoothFrame({160, 120}, count++));
            QVERIFY2(quality >= least, qPrintable(QString("frame %1: %2 dB").arg(count).arg(quality)));
        }
        QCOMPARE(count, 10);
        QVERIFY(!reader.damaged());
        QCOMPARE(entriesIn(folder), 1);
    }

    void aLongRecipeSurvives_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.mp4", "a.mov", "a.webm", "a.gif", "a.webp"}) QTest::newRow(name) << name;
    }
    void aLongRecipeSurvives() {
        QFETCH(QString, name);
        QTemporaryDir folder;
        const auto clip = at(folder, qPrintable(name));
        WriterOptions options = optionsFor(containerOf(clip));
        options.recipe = longRecipe();
        writeClip(clip, options, {64, 48}, 2);
        QCOMPARE(Reader(clip).header().recipe, options.recipe);
        if (name.endsWith(".gif") || name.endsWith(".webp")) return;
        const QJsonObject tags = probe(clip)["format"].toObject()["tags"].toObject();
        const QString found = tags.contains("tintype") ? tags["tintype"].toString() : tags["TINTYPE"].toString();
        QCOMPARE(found.toStdString(), options.recipe);
    }

    void aGifLoopsAndKeepsItsTime() {
        QTemporaryDir folder;
        const auto clip = at(folder, "a.gif");
        writeClip(clip, optionsFor(Container::Gif, 24.0), {64, 48}, 24);
        const std::string bytes = bytesOf(clip);
        const std::size_t loop = bytes.find("NETSCAPE2.0");
        QVERIFY(loop != std::string::npos);
        QCOMPARE(bytes.substr(loop + 11, 5), std::string("\x03\x01\x00\x00\x00", 5));
        QVERIFY(std::abs(Reader(clip).header().seconds - 1.0) < 0.011);
        QCOMPARE(streamOf(probe(clip))["nb_read_frames"].toString(), QString("24"));
    }

    void stillPartsOfAGifStandStill() {
        QTemporaryDir folder;
        const auto clip = at(folder, "a.gif");
        Writer writer(clip, optionsFor(Container::Gif, 10));
        for (int i = 0; i < 6; ++i) {
            image::Image frame = smoothFrame({120, 80}, 0);
            for (int y = 50; y < 60; ++y) std::memset(frame.mutableRow(y) + 3 * (10 + 5 * i), 255, 30);
            writer.add(frame);
        }
        writer.finish();
        const auto frames = framesOf(clip);
        QCOMPARE(frames.size(), std::size_t(6));
        for (int i = 1; i < 6; ++i)
            for (int y = 0; y < 40; ++y) QCOMPARE(std::memcmp(frames[i].row(y), frames[0].row(y), 360), 0);
    }

    void framesBecomeAFolder() {
        QTemporaryDir folder;
        const auto target = at(folder, "frames");
        WriterOptions options = optionsFor(Container::PngSequence);
        options.recipe = R"({"tintype":1})";
        writeClip(target, options, {33, 21}, 3);
        const image::Image third = image::read(target / "frame_0003.png");
        QVERIFY(third.samePixels(smoothFrame({33, 21}, 2)));
        const std::string bytes = bytesOf(target / "frame_0002.png");
        QCOMPARE(image::embeddedRecipe(image::Bytes(bytes.begin(), bytes.end())), options.recipe);
        writeClip(at(folder, "frames/"), options, {33, 21}, 2);  // replaces the earlier frames
        QVERIFY(!std::filesystem::exists(target / "frame_0003.png"));
        QCOMPARE(entriesIn(folder), 1);
        std::ofstream(target / "notes.txt") << "mine";
        QCOMPARE(errorOf([&] { Writer(target, options); }), int(ErrorKind::Disk));
        QVERIFY(std::filesystem::exists(target / "notes.txt"));
    }

    void oddSizesAreCutToEvenOnes() {
        QTemporaryDir folder;
        for (const Size size : {Size{101, 77}, Size{2, 2}, Size{3, 3}, Size{1, 1}, Size{1, 40}, Size{401, 1}}) {
            const auto clip = at(folder, "odd.mp4");
            writeClip(clip, optionsFor(Container::Mp4), size, 2);
            const Size expected{std::max(2, size.width & ~1), std::max(2, size.height & ~1)};
            QCOMPARE(Reader(clip).header().size, expected);
            QCOMPARE(streamOf(probe(clip))["nb_read_frames"].toString(), QString("2"));
        }
        writeClip(at(folder, "one.gif"), optionsFor(Container::Gif), {1, 1}, 1);
        QCOMPARE(framesOf(at(folder, "one.gif")).size(), std::size_t(1));
        writeClip(at(folder, "one.webm"), optionsFor(Container::WebM), {1, 1}, 1);
        QCOMPARE(framesOf(at(folder, "one.webm")).size(), std::size_t(1));
        writeClip(at(folder, "one.webp"), optionsFor(Container::WebP), {3, 1}, 2);
    }

    void oneFrameIsAClip() {
        QTemporaryDir folder;
        const auto clip = at(folder, "one.mp4");
        writeClip(clip, optionsFor(Container::Mp4, 8), {64, 64}, 1);
        QVERIFY(std::abs(streamOf(probe(clip))["duration"].toString().toDouble() - 0.125) < 1e-3);
        QCOMPARE(framesOf(clip).size(), std::size_t(1));
    }

    void theEncoderIsNamed() {
        QTemporaryDir folder;
        Writer writer(at(folder, "a.mp4"), optionsFor(Container::Mp4));
        QVERIFY(writer.encoder().empty());
        writer.add(smoothFrame({64, 64}, 0));
        QCOMPARE(writer.encoder(), std::string("libx264"));
        QCOMPARE(writer.frames(), std::int64_t(1));
    }

    void anotherEncoderStepsIn() {
        const Codec codec = openEncoder({"libnothing", "gif", "mpeg4"}, {{64, 64}, {24, 1}, 17, true});
        QCOMPARE(std::string(codec->codec->name), std::string("mpeg4"));
        std::string sentence;
        QCOMPARE(errorOf([] { openEncoder({"libnothing"}, {{64, 64}, {24, 1}, 17, true}); }, &sentence), int(ErrorKind::Media));
        QVERIFY(sentence.find("libnothing") != std::string::npos);
    }

    void otherCodecsOnRequest_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("codec");
        QTest::addColumn<QString>("probed");
        QTest::newRow("hevc") << "a.mp4" << "hevc" << "hevc";
        QTest::newRow("av1") << "a.mp4" << "av1" << "av1";
        QTest::newRow("vp8") << "a.webm" << "vp8" << "vp8";
    }
    void otherCodecsOnRequest() {
        QFETCH(QString, name);
        QFETCH(QString, codec);
        QFETCH(QString, probed);
        QTemporaryDir folder;
        const auto clip = at(folder, qPrintable(name));
        WriterOptions options = optionsFor(containerOf(clip));
        options.codec = codec.toStdString();
        writeClip(clip, options, {128, 96}, 5);
        QCOMPARE(streamOf(probe(clip))["codec_name"].toString(), probed);
        QVERIFY(psnr(framesOf(clip).front(), smoothFrame({128, 96}, 0)) > 36.0);
        options.codec = "h266";
        QVERIFY(errorOf([&] { writeClip(clip, options, {128, 96}, 1); }) >= 0);
    }

    void transparencyIsShownOverBlackOrKept() {
        QTemporaryDir folder;
        const image::Image frame = painted({32, 32}, [](int x, int, std::uint8_t* p) {
            p[0] = p[1] = p[2] = 200;
            p[3] = x < 16 ? 0 : 255;
        }, 4);
        for (const char* name : {"a.mp4", "a.gif"}) {
            Writer writer(at(folder, name), optionsFor(containerOf(name)));
            writer.add(frame);
            writer.finish();
            QCOMPARE(writer.notes().size(), std::size_t(1));
            QVERIFY(writer.notes().front().english().find("no transparency") != std::string::npos);
            const auto frames = framesOf(at(folder, name));
            QVERIFY(frames.front().row(16)[3 * 4] < 8);
            QVERIFY(std::abs(frames.front().row(16)[3 * 28] - 200) < 4);
        }
        Writer writer(at(folder, "frames"), optionsFor(Container::PngSequence));
        writer.add(frame);
        writer.finish();
        QVERIFY(writer.notes().empty());
        QVERIFY(image::read(at(folder, "frames/frame_0001.png")).hasAlpha());
    }

    void fastGifsSayThatFramesAreLeftOut() {
        QTemporaryDir folder;
        for (const int rate : {50, 60}) {
            WriterOptions options = optionsFor(Container::Gif);
            options.rate = rateOf(rate);
            Writer writer(at(folder, "fast.gif"), options);
            writer.add(image::Image({32, 32}, 3));
            writer.finish();
            QCOMPARE(writer.notes().size(), std::size_t(rate > 50 ? 1 : 0));
        }
    }

    void deepFramesAreRounded() {
        QTemporaryDir folder;
        image::Image deep({32, 32}, 3, image::Depth::U16);
        auto* values = reinterpret_cast<std::uint16_t*>(deep.mutableData());
        for (int i = 0; i < 32 * 32 * 3; ++i) values[i] = 100 * 257;
        Writer writer(at(folder, "a.mp4"), optionsFor(Container::Mp4));
        writer.add(deep);
        writer.finish();
        QVERIFY(mostApart(framesOf(at(folder, "a.mp4")).front().row(16), {100, 100, 100}) <= 1);
    }

    void soundComesAlong() {
        QTemporaryDir folder;
        const auto source = at(folder, "source.mp4");
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "testsrc=s=160x120:r=25:d=3", "-f", "lavfi", "-i", "sine=f=440:d=3", "-c:v",
                        "libx264", "-c:a", "aac", text(source)}));
        WriterOptions options = optionsFor(Container::Mp4, 25);
        options.audioFrom = source;
        const auto whole = at(folder, "whole.mp4");
        writeClip(whole, options, {64, 48}, 75);
        const QJsonObject sound = streamOf(probe(whole), "audio");
        QCOMPARE(sound["codec_name"].toString(), QString("aac"));
        QVERIFY(std::abs(sound["duration"].toString().toDouble() - 3.0) < 0.06);
        options.audioStart = 1.0;
        const auto part = at(folder, "part.mp4");
        writeClip(part, options, {64, 48}, 25);
        const QJsonObject partSound = streamOf(probe(part), "audio");
        QVERIFY(std::abs(partSound["duration"].toString().toDouble() - 1.0) < 0.06);
        QVERIFY(std::abs(partSound["start_time"].toString().toDouble()) < 0.03);
        QVERIFY(Reader(part).header().hasAudio);
        const auto webm = at(folder, "a.webm");
        options.container = Container::WebM;
        Writer writer(webm, options);
        writer.add(smoothFrame({64, 48}, 0));
        QCOMPARE(writer.notes().size(), std::size_t(1));  // AAC does not go into WebM
        writer.finish();
        QVERIFY(!Reader(webm).header().hasAudio);
    }

    void soundOfASilentOrMissingClip() {
        QTemporaryDir folder;
        writeClip(at(folder, "silent.mp4"), optionsFor(Container::Mp4), {64, 48}, 2);
        WriterOptions options = optionsFor(Container::Mp4);
        options.audioFrom = at(folder, "silent.mp4");
        writeClip(at(folder, "a.mp4"), options, {64, 48}, 2);
        QVERIFY(!Reader(at(folder, "a.mp4")).header().hasAudio);
        options.audioFrom = at(folder, "missing.mp4");
        QCOMPARE(errorOf([&] { writeClip(at(folder, "b.mp4"), options, {64, 48}, 2); }), int(ErrorKind::BadInput));
        QVERIFY(!std::filesystem::exists(at(folder, "b.mp4")));
    }

    void theSameFramesMakeTheSameBytes() {
        QTemporaryDir folder;
        for (const char* name : {"a.mp4", "a.webm", "a.gif", "a.webp"}) {
            const auto first = at(folder, name), second = at(folder, (std::string("b") + (name + 1)).c_str());
            writeClip(first, optionsFor(containerOf(first)), {64, 48}, 4);
            writeClip(second, optionsFor(containerOf(second)), {64, 48}, 4);
            QCOMPARE(bytesOf(first), bytesOf(second));
        }
    }
};

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"
