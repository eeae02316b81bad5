// Bad input gets one sentence that names the file, the right status, and nothing is written.
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "tests/app/program.h"

using namespace tintype;
using namespace tintype::test;

namespace {

void chunk(QByteArray& png, const char* kind, const QByteArray& data) {
    const QByteArray body = QByteArray(kind) + data;
    const auto number = [](quint32 value) {
        QByteArray bytes;
        for (int shift = 24; shift >= 0; shift -= 8) bytes.append(static_cast<char>(value >> shift));
        return bytes;
    };
    png += number(static_cast<quint32>(data.size())) + body +
           number(static_cast<quint32>(crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

// A PNG that says it is 30000x30000 and holds next to nothing.
QByteArray bombPng() {
    QByteArray png("\x89PNG\r\n\x1a\n", 8);
    chunk(png, "IHDR", QByteArray("\x00\x00\x75\x30\x00\x00\x75\x30\x10\x06\x00\x00\x00", 13));
    chunk(png, "IDAT", qCompress(QByteArray(100000, 0)).mid(4));
    chunk(png, "IEND", {});
    return png;
}

}  // namespace

class TestCliBadInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesThatCannotBeUsed_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("This is not a picture.\n");
        QTest::newRow("bomb") << bombPng();
        const Workplace work;
        work.picture("in.png");
        const QByteArray whole = work.bytes("in.png");
        QTest::newRow("cut") << whole.left(whole.size() / 2);
        QTest::newRow("signature only") << whole.left(8);
    }

    void picturesThatCannotBeUsed() {
        QFETCH(QByteArray, bytes);
        const Workplace work;
        work.put("bad.png", bytes);
        const auto before = work.names();
        const Run run = work.run({"cartoon", "bad.png", "-o", "out.png", "--json"});
        QCOMPARE(run.status, 3);
        QVERIFY2(run.err.contains("bad.png") && run.err.count('\n') == 1, run.err);
        const QJsonObject error = events(run.out).last();
        QCOMPARE(error["event"].toString(), QString("error"));
        QCOMPARE(error["status"].toInt(), 3);
        QCOMPARE(error["kind"].toString(), QString("bad-input"));
        QCOMPARE(work.names(), before);
    }

    void missingFoldersAndDevices() {
        const Workplace work;
        std::filesystem::create_directory(work.path("folder.png"));
        for (const char* input : {"none.png", "/dev/null", "/dev/zero", "folder.png"}) {
            const Run run = work.run({"cartoon", input, "-o", "out.png"});
            QVERIFY2(run.status == 3, run.err);
            QVERIFY(run.err.contains(input));
        }
        QCOMPARE(work.names(), std::vector<std::string>{"folder.png"});
    }

    void oddPicturesAreNotBad() {
        const Workplace work;
        work.picture("one.png", {1, 1});
        QCOMPARE(work.run({"cartoon", "one.png", "-o", "out.png"}).status, 0);
        QCOMPARE(image::read(work.path("out.png")).size(), (Size{1, 1}));
        QCOMPARE(work.run({"edit", "one.png", "-o", "out.png", "--instruction", "darker"}).status, 0);
        work.picture("in.jpg");
        const QByteArray whole = work.bytes("in.jpg");
        work.put("cut.jpg", whole.left(whole.size() * 2 / 3));
        const Run run = work.run({"cartoon", "cut.jpg", "-o", "out.jpg"});
        QCOMPARE(run.status, 0);
        QVERIFY(run.err.contains("damaged"));
    }

    void masks() {
        const Workplace work;
        work.picture("in.png");
        work.mask("small.png", {10, 10}, {1, 1, 5, 5});
        work.mask("empty.png", {160, 120}, {0, 0, 0, 0});
        const auto before = work.names();
        Run run = work.run({"erase", "in.png", "-o", "out.png", "--mask", "small.png"});
        QCOMPARE(run.status, 3);
        QVERIFY(run.err.contains("small.png") && run.err.contains("10x10"));
        run = work.run({"edit", "in.png", "-o", "out.png", "--instruction", "night", "--mask", "small.png"});
        QCOMPARE(run.status, 3);
        run = work.run({"erase", "in.png", "-o", "out.png", "--mask", "empty.png"});
        QCOMPARE(run.status, 3);
        QVERIFY(run.err.contains("in.png: ") && run.err.contains("nothing to erase"));
        QCOMPARE(work.run({"erase", "in.png", "-o", "out.png", "--mask", "none.png"}).status, 3);
        QCOMPARE(work.run({"erase", "in.png", "-o", "out.png"}).status, 2);
        QCOMPARE(work.names(), before);
    }

    void targetsThatCannotBeWritten() {
        const Workplace work;
        work.picture("in.png");
        std::filesystem::create_directory(work.path("folder"));
        std::filesystem::create_directory(work.path("folder.png"));
        mkfifo(work.path("pipe.png").c_str(), 0600);
        const auto before = work.names();
        for (const char* target : {"folder", "folder.png", "pipe.png", "none/out.png", "/dev/null", "/proc/out.png",
                                   "in.png/out.png"}) {
            const Run run = work.run({"cartoon", "in.png", "-o", target});
            QVERIFY2(run.status == 1, run.err + target);
            QVERIFY2(run.err.contains(target) || run.err.contains("none"), run.err);
        }
        QCOMPARE(work.run({"cartoon", "in.png", "-o", "out.xyz"}).status, 2);
        QCOMPARE(work.run({"cartoon", "in.png", "-o", "out"}).status, 2);
        QCOMPARE(work.names(), before);
        if (geteuid() == 0) QSKIP("root may write anywhere");
        chmod(work.path("folder").c_str(), 0555);
        QCOMPARE(work.run({"cartoon", "in.png", "-o", "folder/out.png"}).status, 1);
    }

    void numbersOutOfRange() {
        const Workplace work;
        work.picture("in.png");
        const QList<QStringList> wrong{
            {"cartoon", "--strength", "0.05"}, {"cartoon", "--strength", "nan"}, {"cartoon", "--strength", "1,5"},
            {"cartoon", "--long-side", "-3"},  {"cartoon", "--long-side", "5"},   {"cartoon", "--quality", "101"},
            {"restore", "--strength", "1.01"}, {"cartoon", "--engine", "magic"},  {"cartoon", "--threads", "-1"},
            {"cartoon", "--memory-limit", "lots"}, {"cartoon", "--device", "cuda:x"}, {"cartoon", "--bogus"},
            {"edit", "--instruction", "x", "--seed", "-1"}, {"edit", "--instruction", "x", "--steps", "0"},
            {"edit", "--instruction", "x", "--variations", "0"}, {"edit"}, {"cartoon", "--strength"}};
        for (const QStringList& options : wrong) {
            QStringList arguments = options;
            arguments.insert(1, "in.png");
            const Run run = work.run(arguments + QStringList{"-o", "out.png"});
            QVERIFY2(run.status == 2, (options.join(' ') + run.err).toUtf8());
            QVERIFY(!run.err.isEmpty());
        }
        QVERIFY(work.run({"cartoon", "in.png", "-o", "out.png", "--strength", "7"}).err.contains("0.1 to 1"));
        for (const QStringList& options : QList<QStringList>{{"--fps", "0"}, {"--frames", "0"}, {"--size", "101x100"},
                                                             {"--size", "99999x100"}, {"--size", "big"}})
            QCOMPARE(work.run(QStringList{"animate", "in.png", "-o", "out.mp4"} + options).status, 2);
        QCOMPARE(work.run({"cartoon", "in.png"}).status, 2);
        QCOMPARE(work.run({"cartoon"}).status, 2);
        QCOMPARE(work.run({"--bogus"}).status, 2);
        QCOMPARE(work.names(), std::vector<std::string>{"in.png"});
    }

    void instructions() {
        const Workplace work;
        work.picture("in.png");
        for (const char* text : {"", "   ", "add sunglasses"}) {
            const Run run = work.run({"edit", "in.png", "-o", "out.png", "--instruction", text});
            QCOMPARE(run.status, 3);
            QVERIFY(!run.err.isEmpty());
        }
        QVERIFY(work.run({"restore", "in.png", "-o", "out.png"}).err.contains("No face was found in in.png."));
        QCOMPARE(work.run({"restore", "in.png", "-o", "out.png"}).status, 3);
        QCOMPARE(work.names(), std::vector<std::string>{"in.png"});
    }

    void modelsAndMemory() {
        const Workplace work;
        work.picture("in.png");
        const QStringList base{"edit", "in.png", "-o", "out.png", "--instruction", "night"};
        QCOMPARE(work.run(base + QStringList{"--engine", "model"}).status, 4);
        QCOMPARE(work.run(base + QStringList{"--model", "none"}).status, 4);
        QCOMPARE(work.run(base + QStringList{"--model", "in.png"}).status, 4);
        QCOMPARE(work.run(base + QStringList{"--model", "in.png", "--engine", "builtin"}).status, 2);
        QCOMPARE(work.run(base + QStringList{"--memory-limit", "1KiB"}).status, 5);
        QCOMPARE(work.run({"cartoon", "in.png", "-o", "out.png", "--memory-limit", "20MiB"}).status, 5);
        QCOMPARE(work.run({"models", "list"}).status, 0);
        QCOMPARE(work.run({"models", "inspect", "in.png"}).status, 4);
        QCOMPARE(work.run({"models", "inspect", "."}).status, 4);
        QCOMPARE(work.run({"models", "inspect", "absent"}).status, 4);
        QCOMPARE(work.run({"models", "import", "in.png"}).status, 4);
        QCOMPARE(work.run({"models", "remove", "x"}).status, 4);
        QCOMPARE(work.run({"models", "download", "x"}).status, 4);
        QVERIFY(work.run({"models", "download", "lama"}).err.contains("https://"));
        QCOMPARE(work.run({"models", "fly"}).status, 2);
        QCOMPARE(work.run({"models", "inspect"}).status, 2);
        QCOMPARE(work.names(), std::vector<std::string>{"in.png"});
    }

    void wrongWordsAndDevices() {
        const Workplace work;
        work.picture("in.png");
        const Run verb = work.run({"carton"});
        QCOMPARE(verb.status, 2);
        QVERIFY2(verb.err.contains("carton") && verb.err.contains("neither a verb nor a file"), verb.err);
        QVERIFY(work.run({"cartoon", "", "-o", "out.png"}).err.contains("the path is empty"));
        const Run device = work.run({"cartoon", "in.png", "-o", "out.png", "--device", "cuda:99"});
        QCOMPARE(device.status, 3);
        QVERIFY(device.err.contains("cuda:99"));
        QCOMPARE(work.run({"animate", "in.png", "-o", "clip.mp4", "--frames-dir", "."}).status, 2);
        QVERIFY(work.run({"animate", "in.png", "-o", "clip.avi"}).err.contains(".m4v"));
        QCOMPARE(work.names(), std::vector<std::string>{"in.png"});
    }

    void outputThatCannotBeWritten() {
        const Workplace work;
        work.picture("in.png");
        for (const QStringList& arguments : QList<QStringList>{{"--help"}, {"--version"}, {"models", "list"}, {"info", "in.png", "--json"},
                {"edit", "in.png", "-o", "out.png", "--instruction", "darker", "--json"}}) {
            QProcess process;
            process.setStandardOutputFile("/dev/full");
            work.start(process, arguments);
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.exitCode(), 1);
            QVERIFY(process.readAllStandardError().contains("could not be written: No space left on device."));
        }
    }

    void withoutADisplayTheWindowSaysSo() {
        const Workplace work;
        const Run run = work.run({"in.png"});
        QCOMPARE(run.status, 1);
        QVERIFY(run.err.contains("display"));
    }
};

QTEST_GUILESS_MAIN(TestCliBadInput)
#include "tst_cli_bad_input.moc"
