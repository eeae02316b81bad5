// A lost or damaged index is made again from what lies in the folder.
#include <QGuiApplication>
#include <QTest>

#include "core/gallery/result_files.h"
#include "tests/gallery/gallery_fixture.h"

using namespace tintype;
using namespace tintype::gallery;

class TestRebuild : public QObject, GalleryFolders {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(prepare()); }

    void damagedIndexIsSetAsideAndRebuilt_data() {
        QTest::addColumn<int>("way");
        QTest::newRow("text") << 0;
        QTest::newRow("empty") << 1;
        QTest::newRow("zeroed pages") << 2;
        QTest::newRow("missing") << 3;
        QTest::newRow("newer program") << 4;
    }
    void damagedIndexIsSetAsideAndRebuilt() {
        QFETCH(int, way);
        const fs::path folder = freshFolder();
        {
            Gallery gallery(folder);
            for (std::uint64_t i = 0; i < 5; ++i) addOne(gallery, i < 3 ? kKey : kOtherKey, "make it snow", i);
        }
        const fs::path index = folder / "index.sqlite";
        QVERIFY(fs::exists(index));
        if (way == 0) overwrite(index, "this is not a database, whatever its name says, and long enough to be one");
        if (way == 1) overwrite(index, "");
        if (way == 2) {
            std::fstream file(index, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(4096);
            file << std::string(8192, '\0');
        }
        if (way == 3) fs::remove(index);
        if (way == 4) {
            std::fstream file(index, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(60);
            file << std::string("\x7f\0\0\0", 4);
        }
        Gallery gallery(folder);
        gallery.flush();
        QCOMPARE(gallery.count(), 5);
        QCOMPARE(gallery.count({kKey, {}, {}, 0, false}), 3);
        QCOMPARE(gallery.items()[0].instruction, QStringLiteral("make it snow"));
        QCOMPARE(gallery.items()[0].engine, QStringLiteral("Built-in look"));
        int kept = 0;
        for (const fs::path& file : filesBelow(folder)) kept += file.filename().native().starts_with("index-damaged");
        QCOMPARE(kept > 0, way == 0 || way == 2 || way == 4);
    }

    void randomDamageNeverCrashesAndDeletesNothing() {
        const fs::path folder = freshFolder();
        {
            Gallery gallery(folder);
            for (std::uint64_t i = 0; i < 3; ++i) addOne(gallery, kKey, "a", i);
        }
        std::ifstream in(folder / "index.sqlite", std::ios::binary);
        const std::string good{std::istreambuf_iterator<char>(in), {}};
        std::mt19937 random(11);
        for (int round = 0; round < 60; ++round) {
            std::string bad = good;
            for (int flips = 0; flips < 1 + round % 40; ++flips) bad[random() % bad.size()] = static_cast<char>(random());
            if (round % 7 == 0) bad.resize(random() % bad.size());
            for (const char* suffix : {"-wal", "-shm"}) fs::remove(folder / (std::string("index.sqlite") + suffix));
            overwrite(folder / "index.sqlite", bad);
            Gallery gallery(folder);
            gallery.flush();
            for (const Item& item : gallery.items()) gallery.item(item.id);
            gallery.count();
            QCOMPARE(filesBelow(folder / "results").size(), std::size_t(4));
        }
    }

    void ratingsAndTheTrashComeBack() {
        const fs::path folder = freshFolder();
        {
            Gallery gallery(folder);
            for (std::uint64_t i = 0; i < 5; ++i) addOne(gallery, kKey, "result " + std::to_string(i), i);
            gallery.flush();
            const auto idOf = [&](const char* words) {
                return gallery.items({{}, {}, QLatin1String(words), 0, true}).front().id;
            };
            gallery.setStars(idOf("result 1"), 4);
            gallery.setRejected(idOf("result 2"), true);
            gallery.setStars(idOf("result 3"), 2);
            gallery.setStars(idOf("result 3"), 0);
            gallery.setStars(idOf("result 4"), 5);
            gallery.remove({idOf("result 4")});
        }
        for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(folder / (std::string("index.sqlite") + suffix));
        Gallery gallery(folder);
        gallery.flush();
        QCOMPARE(gallery.count({{}, {}, {}, 0, true}), 4);
        const auto found = [&](const char* words) {
            return gallery.items({{}, {}, QLatin1String(words), 0, true}).front();
        };
        QCOMPARE(found("result 1").stars, 4);
        QVERIFY(found("result 2").rejected);
        QCOMPARE(found("result 3").stars, 0);
        QCOMPARE(found("result 0").stars, 0);
        // What lay in the trash still does, under the new index, and emptying it removes all of it.
        const auto trashed = ResultFiles(folder).allTrashed();
        QCOMPARE(trashed.size(), std::size_t(1));
        QCOMPARE(ResultFiles(folder).ratingOf(trashed.front().now).stars, 5);
        gallery.emptyTrash();
        QCOMPARE(filesBelow(folder / ".trash").size(), std::size_t(0));
        QCOMPARE(gallery.count({{}, {}, {}, 0, true}), 4);
    }

    void aRatingFollowsItsResultThroughTheTrash() {
        const fs::path folder = freshFolder();
        Gallery gallery(folder);
        addOne(gallery, kKey, "a", 1);
        gallery.flush();
        const ItemId id = gallery.items().front().id;
        gallery.setStars(id, 3);
        gallery.flush();
        const ResultFiles files(folder);
        const fs::path file = gallery.items().front().file;
        QCOMPARE(files.ratingOf(file).stars, 3);
        gallery.remove({id});
        gallery.flush();
        QCOMPARE(files.ratingOf(file).stars, 0);
        QVERIFY(gallery.undoRemove());
        gallery.flush();
        QCOMPARE(files.ratingOf(gallery.items().front().file).stars, 3);
    }

    void damagedRatingsCountAsNone() {
        const fs::path folder = freshFolder();
        const ResultFiles files(folder);
        fs::create_directories(folder / "results/x");
        const fs::path file = folder / "results/x/a.png";
        for (const char* text : {"", "{", "[]", "{\"stars\": \"many\"}"}) {
            overwrite(folder / "results/x/.a.png.rating", text);
            QCOMPARE(files.ratingOf(file).stars, 0);
        }
        overwrite(folder / "results/x/.a.png.rating", "{\"stars\": 99}");
        QCOMPARE(files.ratingOf(file).stars, 5);
        files.noteRating("/elsewhere/a.png", {3, false});  // not ours: nothing is written
        QVERIFY(!fs::exists("/elsewhere/.a.png.rating"));
    }

    void claimsAreSwept() {
        const fs::path folder = freshFolder();
        fs::path made, waiting, old;
        {
            Gallery gallery(folder);
            made = gallery.clipTarget(QStringLiteral("mp4"), kKey);
            waiting = gallery.clipTarget(QStringLiteral("mp4"), kKey);
            old = gallery.clipTarget(QStringLiteral("mp4"), kKey);
        }
        overwrite(made, "a clip");
        const auto mark = [&](const fs::path& clip) {
            return folder / ".claimed" / (clip.parent_path().filename().native() + "_" + clip.filename().native());
        };
        QVERIFY(fs::exists(mark(old)));
        fs::last_write_time(mark(old), fs::file_time_type::clock::now() - std::chrono::hours(24 * 8));
        Gallery gallery(folder);
        gallery.flush();
        QVERIFY(!fs::exists(mark(made)));
        QVERIFY(!fs::exists(mark(old)));
        QVERIFY(fs::exists(mark(waiting)));
    }
};

int main(int argc, char** argv) {
    QGuiApplication app(argc, argv);
    TestRebuild test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_rebuild.moc"
