#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <random>
#include <thread>

#include "core/edits/recipe.h"
#include "core/engine/journal.h"
#include "core/image/read.h"
#include "core/image/write.h"

using namespace tintype;
using namespace tintype::engine;
namespace fs = std::filesystem;

namespace {

image::Image photo(std::uint8_t start, Size size = {60, 40}) {
    image::Image picture(size, 3);
    std::uint8_t* bytes = picture.mutableData();
    for (std::size_t i = 0; i < picture.byteSize(); ++i) bytes[i] = static_cast<std::uint8_t>(start + i % 13);
    return picture;
}

edits::Request instruct(const std::string& text, const image::Image& picture) {
    edits::Instruct work;
    work.photo = picture;
    work.instruction = text;
    work.seed = 0xfedcba9876543210ull;
    work.textGuidance = 6.25;
    work.variations = 3;
    return {work, {}};
}

edits::Request erase() {
    edits::Erase work;
    work.photo = photo(3);
    work.mask = image::Mask({60, 40});
    for (int x = 5; x < 30; ++x) work.mask.mutableRow(7)[x] = static_cast<std::uint8_t>(x * 8);
    work.grow = 9;
    edits::RunOptions options;
    options.engine = edits::Engine::BuiltIn;
    options.model = "/models/\xff odd";
    options.memoryLimit = (1ull << 62) + 1;
    options.threads = 3;
    return {work, options};
}

edits::Request animate() {
    edits::Animate work;
    work.photo = photo(4);
    work.prompt = "zoom in";
    work.target = "/clips/a \xe5\x9b\xbe.mp4";
    work.framesFolder = "/frames";
    return {work, {}};
}

edits::Request interpolate() {
    edits::InterpolatePair work;
    work.first = photo(5);
    work.second = photo(6);
    work.at = 0.25;
    return {work, {}};
}

edits::Request clip() {
    edits::InterpolateClip work;
    work.clip = "/clips/in.mp4";
    work.target = "/clips/out.mp4";
    work.fps = 30;
    return {work, {}};
}

// An engine whose jobs never end, with a journal: what is killed.
int workUntilKilled(const char* root) {
    Engine engine([](const edits::Request&, Progress& progress, const edits::Listener&) -> edits::Result {
        progress.begin({"Waiting", {}}, 0);
        for (;;) {
            progress.step();
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    });
    const auto journal = std::make_shared<Journal>(root);
    engine.setJournal(journal);
    const image::Image shared = photo(1);
    engine.submit(instruct("first", shared));
    engine.submit(instruct("second", shared));
    engine.submit(erase());
    engine.submit(animate());
    engine.submit(interpolate());
    const JobId last = engine.submit(clip());
    const JobId gone = engine.submit(instruct("cancelled", photo(2)));
    QObject::connect(&engine, &Engine::started, [&] {
        engine.cancel(gone);
        for (int i = 0; i < 3; ++i) engine.moveUp(last);
        journal->flush();
        std::printf("ready\n");
        std::fflush(stdout);
    });
    return QCoreApplication::exec();
}

void killAtWork(const fs::path& root) {
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--work"), QString::fromStdString(root.native())});
    QVERIFY(process.waitForReadyRead(20000));
    QVERIFY(Journal::pending(root).empty());  // it still runs
    process.kill();
    QVERIFY(process.waitForFinished());
}

std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error))
        if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
}

}  // namespace

class TestJournal : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_next = 0;
    fs::path freshRoot() { return fs::path(m_dir.path().toStdString()) / ("journal-" + std::to_string(++m_next)); }

private Q_SLOTS:
    void jobsSurviveAKill() {
        const fs::path root = freshRoot();
        killAtWork(root);
        const auto pending = Journal::pending(root);
        QCOMPARE(pending.size(), std::size_t(6));
        QVERIFY(pending[0].wasRunning && !pending[1].wasRunning);
        const auto& first = std::get<edits::Instruct>(pending[0].request.work);
        QCOMPARE(first.instruction, std::string("first"));
        QCOMPARE(first.seed, std::uint64_t(0xfedcba9876543210ull));
        QCOMPARE(first.textGuidance, 6.25);
        QCOMPARE(first.variations, 3);
        QVERIFY(first.photo.samePixels(photo(1)));
        const auto& moved = std::get<edits::InterpolateClip>(pending[2].request.work);
        QCOMPARE(moved.clip, fs::path("/clips/in.mp4"));
        QCOMPARE(moved.target, fs::path("/clips/out.mp4"));
        const auto& erased = pending[3].request;
        const auto wanted = erase();
        QCOMPARE(std::get<edits::Erase>(erased.work).mask, std::get<edits::Erase>(wanted.work).mask);
        QCOMPARE(std::get<edits::Erase>(erased.work).grow, 9);
        QCOMPARE(erased.options.engine, edits::Engine::BuiltIn);
        QCOMPARE(erased.options.model, wanted.options.model);
        QCOMPARE(erased.options.memoryLimit, wanted.options.memoryLimit);
        QCOMPARE(erased.options.threads, 3);
        const auto& animated = std::get<edits::Animate>(pending[4].request.work);
        QCOMPARE(animated.target, std::get<edits::Animate>(animate().work).target);
        QCOMPARE(animated.framesFolder, fs::path("/frames"));
        const auto& pair = std::get<edits::InterpolatePair>(pending[5].request.work);
        QVERIFY(pair.first.samePixels(photo(5)) && pair.second.samePixels(photo(6)));
        QCOMPARE(pair.at, 0.25);

        Journal journal(freshRoot());
        for (const Pending& job : pending) journal.discard(job);
        journal.flush();
        QVERIFY(filesBelow(root).empty());
    }

    void finishedJobsLeaveNothing() {
        const fs::path root = freshRoot();
        {
            Engine engine([](const edits::Request& request, Progress&, const edits::Listener&) {
                if (std::get<edits::Instruct>(request.work).instruction == "bad") throw std::runtime_error("bad");
                return edits::Result{};
            });
            const auto journal = std::make_shared<Journal>(root);
            engine.setJournal(journal);
            QSignalSpy finished(&engine, &Engine::finished);
            QSignalSpy failed(&engine, &Engine::failed);
            for (int i = 0; i < 20; ++i) engine.submit(instruct(i % 5 ? "good" : "bad", photo(static_cast<std::uint8_t>(i))));
            QTRY_COMPARE(finished.count() + failed.count(), 20);
            journal->flush();
            QCOMPARE(failed.count(), 4);
            for (const fs::path& file : filesBelow(root)) QCOMPARE(file.filename(), fs::path("order.json"));
        }
        QVERIFY(filesBelow(root).empty());
    }

    void anUnmodifiedPhotoIsKeptByItsPath() {
        const fs::path root = freshRoot();
        fs::create_directories(root);
        const fs::path file = root / "photo.png";
        image::write(file, photo(8));
        Journal journal(root / "journal");
        const image::Image opened = image::read(file);
        journal.record(1, instruct("a", opened));
        journal.flush();
        for (const fs::path& entry : filesBelow(root / "journal")) QVERIFY(entry.extension() != ".snapshot");
        image::Image changed = opened;
        changed.mutableData()[0] ^= 1;
        journal.record(2, instruct("a", changed));
        journal.record(3, instruct("b", changed));
        journal.flush();
        int snapshots = 0;
        for (const fs::path& entry : filesBelow(root / "journal")) snapshots += entry.extension() == ".snapshot";
        QCOMPARE(snapshots, 1);
        journal.forget(2);
        journal.flush();
        snapshots = 0;
        for (const fs::path& entry : filesBelow(root / "journal")) snapshots += entry.extension() == ".snapshot";
        QCOMPARE(snapshots, 1);
    }

    void aPhotoThatChangedSinceIsNotUsed() {
        const fs::path root = freshRoot();
        fs::create_directories(root);
        const fs::path file = root / "photo.png";
        image::write(file, photo(8));
        {
            Journal journal(root / "journal");
            journal.record(1, instruct("a", image::read(file)));
        }
        const fs::path folder = fs::directory_iterator(root / "journal")->path();
        fs::rename(folder, root / "journal" / "1-1-dead");
        QCOMPARE(Journal::pending(root / "journal").size(), std::size_t(1));
        image::write(file, photo(9));
        QVERIFY(Journal::pending(root / "journal").empty());
        QVERIFY(fs::exists(root / "journal" / "1-1-dead" / "job-1.json.damaged"));
    }

    void damagedEntriesAreSetAside() {
        const fs::path root = freshRoot();
        killAtWork(root);
        const fs::path folder = fs::directory_iterator(root)->path();
        const fs::path backup = freshRoot();
        fs::copy(folder, backup, fs::copy_options::recursive);
        std::mt19937 random(3);
        for (int round = 0; round < 200; ++round) {
            fs::remove_all(folder);
            fs::copy(backup, folder, fs::copy_options::recursive);
            const auto files = filesBelow(folder);
            const fs::path& victim = files[random() % files.size()];
            std::ifstream in(victim, std::ios::binary);
            std::string text{std::istreambuf_iterator<char>(in), {}};
            in.close();
            if (round % 4 == 0) text.resize(random() % text.size());
            else for (int i = 0; i < 1 + round % 30; ++i) text[random() % text.size()] = static_cast<char>(random());
            std::ofstream(victim, std::ios::binary) << text;
            QVERIFY(Journal::pending(root).size() >= 4);
            QCOMPARE(filesBelow(folder).size(), files.size());
        }
    }

    void submittingALargePhotoDoesNotHoldTheUiThread() {
        Engine engine([](const edits::Request&, Progress&, const edits::Listener&) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1500));
            return edits::Result{};
        });
        const auto journal = std::make_shared<Journal>(freshRoot());
        engine.setJournal(journal);
        const edits::Request request = instruct("a", photo(1, {6000, 4000}));
        QElapsedTimer clock;
        clock.start();
        engine.submit(request);
        const qint64 taken = clock.elapsed();
        QVERIFY2(taken <= 16, qPrintable(QString::number(taken)));
        clock.restart();
        journal->flush();
        qInfo("24 megapixels journalled in the background in %lld ms", clock.elapsed());
        engine.cancelAll();
        QTRY_VERIFY(!engine.busy());
    }

    void aFolderThatCannotBeWrittenDoesNotStopTheWork() {
        const fs::path blocked = freshRoot();
        std::ofstream(blocked) << "a file";
        Engine engine([](const edits::Request&, Progress&, const edits::Listener&) { return edits::Result{}; });
        engine.setJournal(std::make_shared<Journal>(blocked / "journal"));
        QSignalSpy finished(&engine, &Engine::finished);
        engine.submit(instruct("a", photo(1)));
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(Journal::pending(blocked / "journal").empty());
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--work") return workUntilKilled(argv[2]);
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal.moc"
