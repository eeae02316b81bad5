// What the writer does with the place it writes to: nothing half done, odd names, full disks.
#include "tests/video/support.h"

using namespace tintype;
using namespace tintype::video;

class TestWriterTarget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void giveUpLeavesNothing_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.mp4", "a.webm", "a.gif", "a.webp", "frames"}) QTest::newRow(name) << name;
    }
    void giveUpLeavesNothing() {
        QFETCH(QString, name);
        QTemporaryDir folder;
        const auto target = at(folder, qPrintable(name));
        {
            Writer writer(target, optionsFor(containerOf(target)));
            for (int i = 0; i < 5; ++i) writer.add(smoothFrame({64, 48}, i));
            QVERIFY(!std::filesystem::exists(target));
        }
        QCOMPARE(entriesIn(folder), 0);
        {
            Writer writer(target, optionsFor(containerOf(target)));
            writer.add(smoothFrame({64, 48}, 0));
            QCOMPARE(errorOf([&] { writer.add(smoothFrame({66, 48}, 0)); }), int(ErrorKind::BadInput));
        }
        QCOMPARE(entriesIn(folder), 0);
        {
            Writer writer(target, optionsFor(containerOf(target)));
            QCOMPARE(errorOf([&] { writer.finish(); }), int(ErrorKind::Media));
        }
        QCOMPARE(entriesIn(folder), 0);
    }

    void anOldClipStaysUntilTheNewOneIsWhole() {
        QTemporaryDir folder;
        const auto clip = at(folder, "a.mp4");
        std::ofstream(clip) << "old";
        {
            Writer writer(clip, optionsFor(Container::Mp4));
            writer.add(smoothFrame({64, 48}, 0));
        }
        QCOMPARE(bytesOf(clip), std::string("old"));
        writeClip(clip, optionsFor(Container::Mp4), {64, 48}, 2);
        QVERIFY(bytesOf(clip).size() > 500);
        QCOMPARE(entriesIn(folder), 1);
    }

    void strangeNamesWork() {
        QTemporaryDir folder;
        for (const char* name : {"海边 🌊.mp4", "bad\xff\xfe.mp4", "http:x.mp4", "-y.mp4", "a:b%d.webm", "50%.gif"}) {
            const auto clip = at(folder, name);
            writeClip(clip, optionsFor(containerOf(clip)), {32, 32}, 2);
            QCOMPARE(framesOf(clip).size(), std::size_t(2));
        }
    }

    void unusableTargetsAreRefusedAtOnce() {
        QTemporaryDir folder;
        std::filesystem::create_directory(at(folder, "is.mp4"));
        for (const char* name : {"missing/a.mp4", "is.mp4", "missing/frames"}) {
            const auto target = at(folder, name);
            std::string sentence;
            QCOMPARE(errorOf([&] { Writer(target, optionsFor(containerOf(target))); }, &sentence), int(ErrorKind::Disk));
            QVERIFY(!sentence.empty() && sentence.back() == '.');
        }
        QCOMPARE(errorOf([&] { Writer("/dev/null/a.mp4", optionsFor(Container::Mp4)); }), int(ErrorKind::Disk));
        WriterOptions bad = optionsFor(Container::Mp4);
        bad.crf = 99;
        QCOMPARE(errorOf([&] { Writer(at(folder, "a.mp4"), bad); }), int(ErrorKind::BadInput));
        bad = optionsFor(Container::Mp4);
        bad.rate = {0, 1};
        QCOMPARE(errorOf([&] { Writer(at(folder, "a.mp4"), bad); }), int(ErrorKind::BadInput));
    }

    // Runs this test program again on a tiny file system of its own: needs root.
    void aFullDiskIsAnError() {
        if (qEnvironmentVariableIsSet("TINTYPE_FULL_DISK")) return fillDisk(qgetenv("TINTYPE_FULL_DISK").constData());
        QTemporaryDir folder;
        const QString script = QString("mount -t tmpfs -o size=64k tmpfs '%1' && TINTYPE_FULL_DISK='%1' '%2' aFullDiskIsAnError")
                                   .arg(folder.path(), QCoreApplication::applicationFilePath());
        if (QProcess::execute("unshare", {"-m", "true"}) != 0)
            QSKIP("A full disk cannot be tried here: unshare -m needs root.");
        QCOMPARE(QProcess::execute("unshare", {"-m", "sh", "-c", script}), 0);
    }

private:
    static void fillDisk(const std::filesystem::path& disk) {
        for (const char* name : {"a.mp4", "a.webm", "a.gif", "a.webp", "frames"}) {
            const auto target = disk / name;
            std::string sentence;
            const int kind = errorOf([&] {
                Writer writer(target, optionsFor(containerOf(target)));
                for (int i = 0; i < 40; ++i)
                    writer.add(painted({320, 240}, [&](int x, int y, std::uint8_t* p) {
                        for (int c = 0; c < 3; ++c) p[c] = static_cast<std::uint8_t>((x * 7919 + y * 104729 + i * 31 + c * 57) * 2654435761u >> 24);
                    }));
                writer.finish();
            }, &sentence);
            QVERIFY2(kind == int(ErrorKind::Disk), name);
            QVERIFY2(sentence.find(name) != std::string::npos || std::string(name) == "frames", sentence.c_str());
            QVERIFY(std::filesystem::is_empty(disk));
        }
    }
};

QTEST_GUILESS_MAIN(TestWriterTarget)
#include "tst_writer_target.moc"
