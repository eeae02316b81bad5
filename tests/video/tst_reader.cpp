#include <QSet>

#include "tests/video/support.h"

using namespace tintype;
using namespace tintype::video;

namespace {

constexpr Size kSize{160, 120};

// One grey a frame: the number of the frame can be read from it, also after an encoder that rounds colours.
image::Image numbered(Size size, int number) {
    const int grey = 30 + 7 * number;
    return flat(size, grey, grey, grey);
}
int numberOf(const image::Image& frame) {
    return static_cast<int>(std::lround((frame.row(frame.height() / 2)[3 * (frame.width() / 2)] - 30) / 7.0));
}

void writeNumbered(const std::filesystem::path& clip, int frames, double fps = 10) {
    WriterOptions options;
    options.container = containerOf(clip);
    options.rate = rateOf(fps);
    Writer writer(clip, options);
    for (int i = 0; i < frames; ++i) writer.add(numbered(kSize, i));
    writer.finish();
}

void expectRefused(const std::filesystem::path& path) {
    std::string sentence;
    const int kind = errorOf([&] { Reader reader(path); }, &sentence);
    QVERIFY2(kind == int(ErrorKind::BadInput), path.c_str());
    QVERIFY2(sentence.find(path.filename().string()) != std::string::npos && sentence.back() == '.', sentence.c_str());
}

}  // namespace

class TestReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyUsualContainerOpens_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("encoding");
        QTest::newRow("mp4") << "a.mp4" << QStringList{"-c:v", "libx264", "-pix_fmt", "yuv420p"};
        QTest::newRow("mkv") << "a.mkv" << QStringList{"-c:v", "libx264", "-pix_fmt", "yuv444p"};
        QTest::newRow("webm") << "a.webm" << QStringList{"-c:v", "libvpx", "-b:v", "1M"};
        QTest::newRow("avi") << "a.avi" << QStringList{"-c:v", "mpeg4", "-q:v", "2"};
        QTest::newRow("mjpeg") << "b.avi" << QStringList{"-c:v", "mjpeg", "-q:v", "2"};
        QTest::newRow("gif") << "a.gif" << QStringList{};
        QTest::newRow("ffv1") << "b.mkv" << QStringList{"-c:v", "ffv1", "-pix_fmt", "gbrp"};
        QTest::newRow("ts") << "a.ts" << QStringList{"-c:v", "mpeg2video", "-q:v", "2"};
        QTest::newRow("10 bit") << "c.mkv" << QStringList{"-c:v", "ffv1", "-pix_fmt", "yuv420p10le"};
    }
    void everyUsualContainerOpens() {
        QFETCH(QString, name);
        QFETCH(QStringList, encoding);
        QTemporaryDir folder;
        const auto clip = at(folder, qPrintable(name));
        QVERIFY(ffmpeg(QStringList{"-f", "lavfi", "-i", "testsrc=s=160x120:r=25:d=1"} + encoding + QStringList{text(clip)}));
        Reader reader(clip);
        QCOMPARE(reader.header().size, kSize);
        QVERIFY(std::abs(reader.header().rate.perSecond() - 25.0) < 0.01);
        QVERIFY2(std::abs(reader.header().frames - 25) <= 1, qPrintable(QString::number(reader.header().frames)));
        QVERIFY(!reader.header().hasAudio);
        int count = 0;
        while (const auto frame = reader.next()) {
            QCOMPARE(frame->channels(), 3);
            QVERIFY(std::abs(reader.seconds() - count / 25.0) < 0.001);
            ++count;
        }
        QCOMPARE(count, 25);
        QVERIFY(!reader.damaged());
    }

    void coloursFollowMatrixAndRange_data() {
        QTest::addColumn<QString>("matrix");
        QTest::addColumn<QString>("range");
        for (const char* matrix : {"bt709", "smpte170m", "bt470bg"})
            for (const char* range : {"tv", "pc"}) QTest::addRow("%s %s", matrix, range) << matrix << range;
    }
    void coloursFollowMatrixAndRange() {
        QFETCH(QString, matrix);
        QFETCH(QString, range);
        QTemporaryDir folder;
        const auto clip = at(folder, "a.mkv");
        for (const std::array<int, 3> colour : {std::array<int, 3>{255, 0, 0}, {0, 0, 255}, {30, 200, 90}, {255, 255, 255}}) {
            const QString hex = QString("0x%1%2%3").arg(colour[0], 2, 16, QChar('0')).arg(colour[1], 2, 16, QChar('0')).arg(colour[2], 2, 16, QChar('0'));
            QVERIFY(ffmpeg({"-f", "lavfi", "-i", QString("color=c=%1:s=64x64:r=5:d=0.4,format=rgb24,scale=out_color_matrix=%2:out_range=%3,format=yuv444p").arg(hex, matrix, range),
                            "-c:v", "ffv1", "-colorspace", matrix, "-color_range", range, text(clip)}));
            const image::Image shown = framesOf(clip).front();
            const std::uint8_t* p = shown.row(32) + 3 * 32;
            QVERIFY2(mostApart(p, colour) <= 2, qPrintable(QString("%1 %2 %3").arg(p[0]).arg(p[1]).arg(p[2])));
        }
    }

    void rotatedClipsStandUpright() {
        QTemporaryDir folder;
        const auto plain = at(folder, "plain.mp4");
        // red on top left, green top right, blue bottom left
        const image::Image frame = painted({128, 64}, [](int x, int y, std::uint8_t* p) {
            p[0] = x < 64 && y < 32 ? 255 : 0;
            p[1] = x >= 64 && y < 32 ? 255 : 0;
            p[2] = x < 64 && y >= 32 ? 255 : 0;
        });
        Writer writer(plain, {});
        for (int i = 0; i < 3; ++i) writer.add(frame);
        writer.finish();
        QSet<int> met;
        for (const char* tag : {"90", "180", "270"}) {
            const auto turned = at(folder, "turned.mp4");
            QVERIFY(ffmpeg({"-i", text(plain), "-c", "copy", "-metadata:s:v:0", QString("rotate=%1").arg(tag), text(turned)}));
            const QJsonObject side = streamOf(probe(turned))["side_data_list"].toArray().first().toObject();
            const int clockwise = (360 - side["rotation"].toInt()) % 360;
            Reader reader(turned);
            QCOMPARE(reader.header().rotation, clockwise);
            QCOMPARE(reader.header().size, clockwise == 180 ? (Size{128, 64}) : (Size{64, 128}));
            const image::Image shown = *reader.next();
            QCOMPARE(shown.size(), reader.header().size);
            QVERIFY(psnr(shown, independentFrame(turned, 0, shown.size())) > 35.0);  // ffmpeg turns it by itself
            met.insert(clockwise);
        }
        QCOMPARE(met, (QSet<int>{90, 180, 270}));
    }

    void widePixelsAreMadeSquare() {
        QTemporaryDir folder;
        const auto clip = at(folder, "wide.mp4");
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "testsrc=s=160x120:r=5:d=0.4", "-vf", "setsar=2/1", "-c:v", "libx264", text(clip)}));
        QCOMPARE(Reader(clip).header().size, (Size{320, 120}));
        QCOMPARE(framesOf(clip).front().size(), (Size{320, 120}));
    }

    void oddSizesAreKept() {
        QTemporaryDir folder;
        const auto clip = at(folder, "odd.mkv");
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "testsrc=s=161x121:r=5:d=0.4", "-c:v", "ffv1", "-pix_fmt", "yuv420p", text(clip)}));
        QCOMPARE(framesOf(clip).front().size(), (Size{161, 121}));
    }

    void variableRatesKeepTheirTimes() {
        QTemporaryDir folder;
        const auto clip = at(folder, "vfr.mkv");
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "testsrc=s=64x64:r=10:d=2", "-vf", "select='not(eq(n,3)+eq(n,4)+eq(n,11))'", "-vsync",
                        "vfr", "-c:v", "libx264", text(clip)}));
        Reader reader(clip);
        std::vector<double> times;
        while (reader.next()) times.push_back(reader.seconds());
        QCOMPARE(times.size(), std::size_t(17));
        QVERIFY(std::abs(times[3] - 0.5) < 0.002);
        QVERIFY(std::abs(times[9] - 1.2) < 0.002);
    }

    void seekingIsExact_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.mp4", "a.webm", "a.gif", "a.webp", "a.avi", "a.ts"}) QTest::newRow(name) << name;
    }
    void seekingIsExact() {
        QFETCH(QString, name);
        QTemporaryDir folder;
        auto clip = at(folder, qPrintable(name));
        if (name.endsWith("avi") || name.endsWith("ts")) {
            writeNumbered(at(folder, "plain.mp4"), 30);
            QVERIFY(ffmpeg({"-i", text(at(folder, "plain.mp4")), "-c:v", "mpeg4", "-g", "12", "-q:v", "1", text(clip)}));
        } else {
            writeNumbered(clip, 30);
        }
        Reader reader(clip);
        for (const int wanted : {17, 3, 29, 0, 12, 12, 28}) {
            reader.seek(wanted / 10.0 + 0.03);
            const auto frame = reader.next();
            QVERIFY(frame);
            QCOMPARE(numberOf(*frame), wanted);
            QVERIFY(std::abs(reader.seconds() - wanted / 10.0) < 0.002);
            const auto following = reader.next();
            QCOMPARE(following.has_value(), wanted < 29);
            if (following) QCOMPARE(numberOf(*following), wanted + 1);
        }
        reader.seek(1e9);
        QCOMPARE(numberOf(*reader.next()), 29);
        reader.seek(-5);
        QCOMPARE(numberOf(*reader.next()), 0);
        reader.seek(std::nan(""));
        QCOMPARE(numberOf(*reader.next()), 0);
    }

    void posterIsTheFirstFrame() {
        QTemporaryDir folder;
        writeNumbered(at(folder, "a.mp4"), 5);
        QCOMPARE(numberOf(posterOf(at(folder, "a.mp4"))), 0);
    }

    void cutClipsGiveWhatIsThere_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("encoding");
        QTest::newRow("mkv") << "a.mkv" << QStringList{"-c:v", "libx264", "-g", "10"};
        QTest::newRow("faststart mp4") << "a.mp4" << QStringList{"-c:v", "libx264", "-movflags", "faststart"};
        QTest::newRow("fragmented mp4") << "b.mp4" << QStringList{"-c:v", "libx264", "-g", "10", "-movflags", "frag_keyframe+empty_moov"};
        QTest::newRow("webm") << "a.webm" << QStringList{"-c:v", "libvpx", "-b:v", "1M"};
    }
    void cutClipsGiveWhatIsThere() {
        QFETCH(QString, name);
        QFETCH(QStringList, encoding);
        QTemporaryDir folder;
        const auto clip = at(folder, qPrintable(name));
        QVERIFY(ffmpeg(QStringList{"-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=4"} + encoding + QStringList{text(clip)}));
        std::filesystem::resize_file(clip, std::filesystem::file_size(clip) * 6 / 10);
        Reader reader(clip);
        int count = 0;
        while (reader.next()) ++count;
        QVERIFY2(count >= 20 && count <= 85, qPrintable(QString::number(count)));
        if (name != "b.mp4") QVERIFY(reader.damaged());  // fragments do not say how many there should be
        QVERIFY(!reader.next());
    }

    void brokenBytesAreNoticed() {
        QTemporaryDir folder;
        const auto clip = at(folder, "a.mp4");
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=4", "-c:v", "libx264", "-movflags", "faststart", text(clip)}));
        const auto size = std::filesystem::file_size(clip);
        std::fstream file(clip, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(size * 6 / 10));
        file << std::string(4000, '\x55');
        file.close();
        Reader reader(clip);
        int count = 0;
        while (reader.next()) ++count;
        QVERIFY2(count >= 20 && count < 100, qPrintable(QString::number(count)));
        QVERIFY(reader.damaged());
    }

    void whatIsNoClipIsRefused() {
        QTemporaryDir folder;
        std::ofstream(at(folder, "text.mp4")) << "This is not a clip.\n";
        std::ofstream(at(folder, "notes.txt")) << std::string(5000, 'x') << "\n";
        std::ofstream(at(folder, "empty.mp4"));
        std::ofstream(at(folder, "list.m3u8")) << "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile.ts\n#EXT-X-ENDLIST\n";
        std::ofstream(at(folder, "list.mp4")) << "ffconcat version 1.0\nfile a.mp4\n";
        std::ofstream(at(folder, "noise.mp4"), std::ios::binary) << std::string("\0\0\0\x18""ftypmp42", 12) << std::string(3000, '\x7f');
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "sine=d=1", text(at(folder, "sound.mp4"))}));
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-frames:v", "1", text(at(folder, "still.png"))}));
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-frames:v", "1", text(at(folder, "still.webp"))}));
        writeNumbered(at(folder, "whole.mp4"), 5);
        const std::string whole = bytesOf(at(folder, "whole.mp4"));
        std::ofstream(at(folder, "header.mp4"), std::ios::binary) << whole.substr(0, 60);
        for (const char* name : {"text.mp4", "notes.txt", "empty.mp4", "list.m3u8", "list.mp4", "noise.mp4", "sound.mp4", "still.png",
                                 "still.webp", "header.mp4", "missing.mp4"})
            expectRefused(at(folder, name));
        expectRefused(folder.path().toStdString());
        QCOMPARE(errorOf([] { Reader reader("/dev/zero"); }), int(ErrorKind::BadInput));
    }

    void mutatedClipsNeverCrash() {
        QTemporaryDir folder;
        for (const char* name : {"a.mp4", "a.webm", "a.gif", "a.webp"}) {
            const auto clip = at(folder, name);
            writeNumbered(clip, 4);
            const std::string whole = bytesOf(clip);
            unsigned seed = 12345;
            for (int round = 0; round < 60; ++round) {
                std::string bytes = whole;
                for (int i = 0; i < 8; ++i) {
                    seed = seed * 1664525u + 1013904223u;
                    bytes[seed % bytes.size()] = static_cast<char>(seed >> 16);
                }
                std::ofstream(clip, std::ios::binary | std::ios::trunc) << bytes;
                errorOf([&] {
                    Reader reader(clip);
                    for (int i = 0; i < 50 && reader.next(); ++i) continue;
                });
            }
        }
    }

    void audioIsNoticed() {
        QTemporaryDir folder;
        const auto clip = at(folder, "a.mkv");
        QVERIFY(ffmpeg({"-f", "lavfi", "-i", "testsrc=s=64x64:r=10:d=1", "-f", "lavfi", "-i", "sine=d=1", "-c:a", "flac", text(clip)}));
        QVERIFY(Reader(clip).header().hasAudio);
    }
};

QTEST_GUILESS_MAIN(TestReader)
#include "tst_reader.moc"
