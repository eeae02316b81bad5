#include <QCoreApplication>
#include <QDateTime>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <map>
#include <random>

#include "core/base/process_mark.h"
#include "core/document/recovery.h"

using namespace tintype;
using namespace tintype::document;
namespace fs = std::filesystem;

namespace {

image::Image photo(std::uint8_t start) {
    image::Image picture({200, 150}, 4);
    std::uint8_t* bytes = picture.mutableData();
    for (std::size_t i = 0; i < picture.byteSize(); ++i) bytes[i] = static_cast<std::uint8_t>(start + i * i % 251);
    picture.attachments.exif = {1, 2, 3};
    picture.origin.path = "/photos/\xff odd.jpg";
    return picture;
}

void paint(Document& document, const Rect& rect) {
    document.beginStroke();
    for (int y = rect.y; y < rect.bottom(); ++y) std::fill_n(document.strokeMask().mutableRow(y) + rect.x, rect.width, 99);
    document.strokeTouched(rect);
    document.endStroke(QStringLiteral("Stroke"));
}

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) files.push_back(entry.path());
    return files;
}

std::string contentOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

// What the killed process does.
int workUntilKilled(const char* root, bool several) {
    Document document;
    document.open(photo(1));
    Recovery recovery(root, document);
    paint(document, {10, 20, 30, 40});
    document.replacePicture(photo(2), QStringLiteral("Edit"));
    recovery.saveNow();
    for (std::uint8_t i = 3; several; ++i) {
        std::printf("saved\n");
        std::fflush(stdout);
        document.replacePicture(photo(i), QStringLiteral("Edit"));
        recovery.saveNow();
    }
    std::printf("saved\n");
    std::fflush(stdout);
    return document.isOpen() ? QCoreApplication::exec() : 1;
}

}  // namespace

class TestRecovery : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_next = 0;

    fs::path freshRoot() { return fs::path(m_dir.path().toStdString()) / ("state-" + std::to_string(++m_next)); }

    // Runs the work in another process and kills it.
    void killAtWork(const fs::path& root, const QString& mode, int afterMs) {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {mode, QString::fromStdString(root.native())});
        QVERIFY(process.waitForReadyRead(20000));
        QTest::qSleep(afterMs);
        if (mode == QLatin1String("--work")) QVERIFY(Recovery::leftovers(root).empty());
        process.kill();
        QVERIFY(process.waitForFinished());
    }

private Q_SLOTS:
    void aKilledProcessLeavesItsWork() {
        const fs::path root = freshRoot();
        killAtWork(root, QStringLiteral("--work"), 0);
        const auto left = Recovery::leftovers(root);
        QCOMPARE(left.size(), std::size_t(1));
        const auto recovered = Recovery::load(left[0]);
        QVERIFY(recovered);
        QVERIFY(recovered->picture.samePixels(photo(2)));
        QCOMPARE(recovered->picture.attachments, photo(2).attachments);
        QCOMPARE(recovered->source, fs::path("/photos/\xff odd.jpg"));
        QCOMPARE(recovered->mask.bounds(), (Rect{10, 20, 30, 40}));
        QVERIFY(std::abs(recovered->savedAtMs - QDateTime::currentMSecsSinceEpoch()) < 60000);
        Recovery::discard(left[0]);
        QVERIFY(Recovery::leftovers(root).empty());
        QVERIFY(!fs::exists(left[0]));
    }

    void killedWhileSavingStillLeavesAWholeGeneration() {
        std::mt19937 random(5);
        for (int round = 0; round < 12; ++round) {
            const fs::path root = freshRoot();
            killAtWork(root, QStringLiteral("--busy"), static_cast<int>(random() % 60));
            const auto left = Recovery::leftovers(root);
            QCOMPARE(left.size(), std::size_t(1));
            const auto recovered = Recovery::load(left[0]);
            QVERIFY(recovered);
            const std::uint8_t start = recovered->picture.data()[0];
            QVERIFY(recovered->picture.samePixels(photo(start)));
        }
    }

    void aCleanEndRemovesTheFolder() {
        const fs::path root = freshRoot();
        {
            Document document;
            document.open(photo(1));
            Recovery recovery(root, document);
            document.replacePicture(photo(2), QStringLiteral("Edit"));
            recovery.saveNow();
            QCOMPARE(filesIn(root).size(), std::size_t(1));
            QVERIFY(Recovery::leftovers(root).empty());
        }
        QVERIFY(filesIn(root).empty());
    }

    void savesByItselfAfterAChange() {
        const fs::path root = freshRoot();
        Document document;
        document.open(photo(1));
        Recovery recovery(root, document);
        recovery.setIntervalMs(20);
        QTest::qWait(60);
        QVERIFY(filesIn(filesIn(root).at(0)).empty());
        document.replacePicture(photo(2), QStringLiteral("Edit"));
        QTRY_COMPARE(filesIn(filesIn(root).at(0)).size(), std::size_t(3));
        document.open(photo(3));
        QTRY_VERIFY(filesIn(root).empty());
        paint(document, {1, 1, 5, 5});
        QTRY_COMPARE(filesIn(root).size(), std::size_t(1));
    }

    void onlyTheLastTwoGenerationsStay() {
        const fs::path root = freshRoot();
        Document document;
        document.open(photo(1));
        Recovery recovery(root, document);
        for (std::uint8_t i = 2; i < 8; ++i) {
            document.replacePicture(photo(i), QStringLiteral("Edit"));
            recovery.saveNow();
        }
        QCOMPARE(filesIn(filesIn(root).at(0)).size(), std::size_t(5));  // two states, two pictures, one mask
    }

    void aRecycledNumberIsNotMistaken() {
        QVERIFY(processRuns(processMark()));
        const std::string mark = processMark();
        const std::string pid = mark.substr(0, mark.find('-'));
        const std::string boot = mark.substr(mark.rfind('-'));
        QVERIFY(!processRuns(pid + "-1" + boot));
        QVERIFY(!processRuns(mark.substr(0, mark.rfind('-')) + "-00000000"));
        for (const char* text : {"", "-", "--", "1", "1-", "x-y-z", "-1-2-3", "../../x-1-2", "99999999999999999999-1-2"})
            QVERIFY(!processRuns(text));
    }

    void damagedLeftovers() {
        const fs::path root = freshRoot();
        killAtWork(root, QStringLiteral("--work"), 0);
        const fs::path folder = Recovery::leftovers(root).at(0);
        std::map<fs::path, std::string> good;
        for (const fs::path& file : filesIn(folder)) good[file] = contentOf(file);
        std::mt19937 random(17);
        int whole = 0;
        for (int round = 0; round < 200; ++round) {
            for (const auto& [file, text] : good) overwrite(file, text);
            const auto& [file, text] = *std::next(good.begin(), static_cast<long>(random() % good.size()));
            std::string bad = text;
            if (round % 5 == 0) bad.resize(random() % bad.size());
            else if (round % 5 == 1) bad.insert(random() % bad.size(), std::string(1 + random() % 64, '\xee'));
            else for (int flips = 1 + round % 9; flips > 0; --flips) bad[random() % std::min<std::size_t>(bad.size(), round % 2 ? 200 : bad.size())] ^= static_cast<char>(1 + random() % 255);
            overwrite(file, bad);
            const auto recovered = Recovery::load(folder);
            if (recovered) {
                ++whole;
                QVERIFY(recovered->picture.samePixels(photo(2)));
                QCOMPARE(recovered->mask.bounds(), (Rect{10, 20, 30, 40}));
            }
            QCOMPARE(Recovery::leftovers(root).size(), std::size_t(1));
            QCOMPARE(filesIn(folder).size(), good.size());
        }
        QVERIFY2(whole < 20, qPrintable(QString::number(whole)));
    }

    void aDamagedGenerationFallsBackToTheOneBefore() {
        const fs::path root = freshRoot();
        Document document;
        document.open(photo(1));
        Recovery recovery(root, document);
        document.replacePicture(photo(2), QStringLiteral("Edit"));
        recovery.saveNow();
        document.replacePicture(photo(3), QStringLiteral("Edit"));
        recovery.saveNow();
        const fs::path folder = filesIn(root).at(0);
        QVERIFY(Recovery::load(folder)->picture.samePixels(photo(3)));
        overwrite(folder / "picture-2.snapshot", "gone");
        QVERIFY(Recovery::load(folder)->picture.samePixels(photo(2)));
        fs::remove(folder / "state-1.json");
        QVERIFY(!Recovery::load(folder));
    }

    void foreignFoldersAreLeftAlone() {
        const fs::path root = freshRoot();
        fs::create_directories(root / "holiday");
        overwrite(root / "holiday" / "state-1.json", "{}");
        overwrite(root / "a file", "x");
        QVERIFY(Recovery::leftovers(root).empty());
        Recovery::discard(root / "holiday");
        QVERIFY(fs::exists(root / "holiday" / "state-1.json"));
        QVERIFY(!Recovery::load(root / "nothing there"));
        QVERIFY(Recovery::leftovers(root / "nothing there").empty());
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--work") return workUntilKilled(argv[2], false);
    if (argc == 3 && QByteArray(argv[1]) == "--busy") return workUntilKilled(argv[2], true);
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_recovery.moc"
