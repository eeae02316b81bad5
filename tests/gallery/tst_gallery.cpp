#include <QGuiApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <fstream>
#include <set>

#include "core/base/error.h"
#include "core/edits/recipe.h"
#include "core/gallery/gallery.h"
#include "core/image/read.h"
#include "tests/gallery/gallery_fixture.h"

using namespace tintype;
using namespace tintype::gallery;
namespace fs = std::filesystem;

class TestGallery : public QObject, GalleryFolders {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(prepare()); }

    void addsAndListsNewestFirst() {
        Gallery gallery(freshFolder());
        QSignalSpy added(&gallery, &Gallery::added);
        QSignalSpy failed(&gallery, &Gallery::failed);
        addOne(gallery, kKey, "make the sky stormy", 7);
        QTest::qWait(5);
        addOne(gallery, kKey, "add snow", 0xfedcba9876543210ull);
        QTest::qWait(5);
        addOne(gallery, kOtherKey, "100% black_and white", 9);
        QTRY_COMPARE(added.count() + failed.count(), 3);
        QCOMPARE(failed.count(), 0);
        const auto items = gallery.items();
        QCOMPARE(items.size(), std::size_t(3));
        QCOMPARE(items[0].seed, quint64(9));
        QCOMPARE(items[1].seed, quint64(0xfedcba9876543210ull));
        QCOMPARE(items[1].instruction, QStringLiteral("add snow"));
        QCOMPARE(items[1].tool, QStringLiteral("edit"));
        QCOMPARE(items[1].engine, QStringLiteral("Built-in look"));
        QCOMPARE(items[1].size, (Size{40, 30}));
        QCOMPARE(items[1].changed, 0.25);
        const image::Image saved = image::read(items[2].file);
        QVERIFY(saved.samePixels(picture({40, 30}, 7)));
        QCOMPARE(items[2].file.parent_path(), gallery.folder() / "results" / std::string(12, 'a'));
    }

    void filters() {
        Gallery gallery(freshFolder());
        addOne(gallery, kKey, "make the sky stormy", 1);
        addOne(gallery, kKey, "add snow", 2);
        addOne(gallery, kOtherKey, "100% black_and white", 3);
        gallery.flush();
        const auto count = [&](const Filter& filter) {
            const int rows = static_cast<int>(gallery.items(filter).size());
            return rows == gallery.count(filter) ? rows : -1;
        };
        QCOMPARE(count({}), 3);
        QCOMPARE(count({kKey, {}, {}, 0, false}), 2);
        QCOMPARE(count({{}, QStringLiteral("edit"), {}, 0, false}), 3);
        QCOMPARE(count({{}, QStringLiteral("erase"), {}, 0, false}), 0);
        QCOMPARE(count({{}, {}, QStringLiteral("SNOW"), 0, false}), 1);
        QCOMPARE(count({{}, {}, QStringLiteral("%"), 0, false}), 1);
        QCOMPARE(count({{}, {}, QStringLiteral("k_a"), 0, false}), 1);
        QCOMPARE(count({{}, {}, QStringLiteral("k_z"), 0, false}), 0);
        QCOMPARE(count({{}, {}, QStringLiteral("'; DROP TABLE items; --"), 0, false}), 0);
        const ItemId id = gallery.items({{}, {}, QStringLiteral("snow"), 0, false})[0].id;
        QSignalSpy changed(&gallery, &Gallery::changed);
        gallery.setStars(id, 9);
        QCOMPARE(gallery.item(id)->stars, 5);
        QCOMPARE(count({{}, {}, {}, 4, false}), 1);
        gallery.setRejected(id, true);
        QCOMPARE(count({}), 2);
        QCOMPARE(count({{}, {}, {}, 0, true}), 3);
        QCOMPARE(changed.count(), 2);
        gallery.setStars(12345, 2);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(gallery.items({}, 1).size(), std::size_t(1));
        QCOMPARE(gallery.items({}, 5, 1).size(), std::size_t(1));
    }

    void ratingsPersist() {
        const fs::path folder = freshFolder();
        ItemId id = 0;
        {
            Gallery gallery(folder);
            addOne(gallery, kKey, "a", 1);
            gallery.flush();
            id = gallery.items()[0].id;
            gallery.setStars(id, 4);
        }
        Gallery again(folder);
        QCOMPARE(again.items().size(), std::size_t(1));
        QCOMPARE(again.item(id)->stars, 4);
    }

    void closingSavesWhatWasAdded() {
        const fs::path folder = freshFolder();
        {
            Gallery gallery(folder);
            for (std::uint64_t i = 0; i < 10; ++i) addOne(gallery, kKey, "a", i);
        }
        Gallery again(folder);
        QCOMPARE(again.count(), 10);
    }

    void trashAndBack() {
        const fs::path folder = freshFolder();
        Gallery gallery(folder);
        for (std::uint64_t i = 0; i < 4; ++i) addOne(gallery, kKey, "a", i);
        gallery.flush();
        const auto items = gallery.items();
        QSignalSpy removed(&gallery, &Gallery::removed);
        gallery.remove({items[0].id, items[1].id, 999});
        QCOMPARE(removed.count(), 1);
        QCOMPARE(gallery.count(), 2);
        QVERIFY(!fs::exists(items[0].file));
        QCOMPARE(filesBelow(folder / ".trash").size(), std::size_t(2));
        gallery.remove({items[2].id});
        QVERIFY(gallery.undoRemove());
        QCOMPARE(gallery.count(), 2);
        addOne(gallery, kKey, "new one takes the free name", 77);
        gallery.flush();
        QVERIFY(gallery.undoRemove());
        QVERIFY(!gallery.undoRemove());
        QCOMPARE(gallery.count(), 5);
        for (const Item& item : gallery.items())
            QVERIFY(image::read(item.file).samePixels(picture({40, 30}, static_cast<std::uint32_t>(item.seed))));
        gallery.remove({items[0].id});
        gallery.emptyTrash();
        QVERIFY(!gallery.undoRemove());
        QVERIFY(filesBelow(folder / ".trash").empty());
        QCOMPARE(gallery.count(), 4);
    }

    void clipsLieBesideThePictures() {
        const fs::path folder = freshFolder();
        Gallery gallery(folder);
        const fs::path first = gallery.clipTarget(QStringLiteral("mp4"), kKey);
        const fs::path second = gallery.clipTarget(QStringLiteral("mp4"), kKey);
        QVERIFY(first != second);
        QVERIFY(!fs::exists(first));
        QCOMPARE(first.parent_path(), gallery.folder() / "results" / std::string(12, 'a'));
        QCOMPARE(gallery.clipTarget(QStringLiteral("../gif")).extension(), fs::path(".gif"));
        overwrite(first, "a clip");
        edits::Result result = resultOf("zoom in", 3);
        result.tool = edits::Tool::Animate;
        result.outputs[0].clip = first;
        gallery.add(kKey, result, result.outputs[0]);
        gallery.flush();
        const Item item = gallery.items()[0];
        QVERIFY(item.clip);
        QCOMPARE(item.file, first);
        QSignalSpy ready(&gallery, &Gallery::thumbnailReady);
        if (gallery.thumbnail(item.id).isNull()) QVERIFY(ready.wait());
        QCOMPARE(gallery.thumbnail(item.id).size(), QSize(40, 30));
        gallery.remove({item.id});
        QVERIFY(!fs::exists(first));
        gallery.undoRemove();
        QVERIFY(fs::exists(first));
    }

    void clipsElsewhereAreNeverTouched() {
        const fs::path outside = fs::path(m_dir.path().toStdString()) / "mine.mp4";
        overwrite(outside, "mine");
        Gallery gallery(freshFolder());
        edits::Result result = resultOf("zoom", 3);
        result.outputs[0].clip = outside;
        gallery.add(kKey, result, result.outputs[0]);
        gallery.flush();
        const Item item = gallery.items()[0];
        QCOMPARE(item.file, outside);
        gallery.remove({item.id});
        gallery.emptyTrash();
        QVERIFY(fs::exists(outside));
        QCOMPARE(gallery.count(), 0);
    }

    void thumbnailsComeFromTheBackground() {
        const fs::path folder = freshFolder();
        ItemId id = 0;
        {
            Gallery gallery(folder);
            edits::Result result = resultOf("big", 3);
            result.outputs[0].picture = picture({1000, 500}, 3);
            gallery.add(kKey, result, result.outputs[0]);
            gallery.flush();
            id = gallery.items()[0].id;
        }
        fs::remove_all(fs::path(m_dir.path().toStdString()) / "cache");
        Gallery gallery(folder);
        QSignalSpy ready(&gallery, &Gallery::thumbnailReady);
        QVERIFY(gallery.thumbnail(id).isNull());
        QVERIFY(ready.wait());
        QCOMPARE(gallery.thumbnail(id).size(), QSize(256, 128));
        QVERIFY(gallery.thumbnail(4711).isNull());
        QVERIFY(!filesBelow(fs::path(m_dir.path().toStdString()) / "cache").empty());
    }

    void aPictureThatCannotBeReadHasNoThumbnailAndDoesNotLoop() {
        Gallery gallery(freshFolder());
        addOne(gallery, kKey, "a", 1);
        gallery.flush();
        const Item item = gallery.items()[0];
        overwrite(item.file, "not a picture");
        fs::remove_all(fs::path(m_dir.path().toStdString()) / "cache");
        QSignalSpy ready(&gallery, &Gallery::thumbnailReady);
        QVERIFY(gallery.thumbnail(item.id).isNull());
        QTest::qWait(200);
        QVERIFY(gallery.thumbnail(item.id).isNull());
        QCOMPARE(ready.count(), 0);
    }

    void oddPathsAreKeptAsBytes() {
        const fs::path root = fs::path(m_dir.path().toStdString());
        for (const char* name : {"\xff\xfe latin", "\xe5\x9b\xbe \xf0\x9f\x93\xb7", "a%20b?c#d", "new\nline"}) {
            const fs::path folder = root / "odd" / name;
            {
                Gallery gallery(folder);
                addOne(gallery, kKey, "a", 5);
                gallery.flush();
                QCOMPARE(gallery.count(), 1);
            }
            QVERIFY(fs::exists(folder / "index.sqlite"));
            Gallery again(folder);
            QCOMPARE(again.count(), 1);
            QCOMPARE(again.items()[0].file.parent_path().parent_path().parent_path(), folder);
            QVERIFY(image::read(again.items()[0].file).samePixels(picture({40, 30}, 5)));
        }
    }

    void aMovedGalleryStillFindsItsFiles() {
        const fs::path folder = freshFolder();
        {
            Gallery gallery(folder);
            addOne(gallery, kKey, "a", 5);
        }
        const fs::path moved = freshFolder();
        fs::rename(folder, moved);
        Gallery gallery(moved);
        QVERIFY(fs::exists(gallery.items().at(0).file));
    }

    void aFolderThatCannotBeMadeIsReported() {
        const fs::path blocked = fs::path(m_dir.path().toStdString()) / "blocked";
        overwrite(blocked, "a file");
        Gallery gallery(blocked / "gallery");
        QSignalSpy failed(&gallery, &Gallery::failed);
        addOne(gallery, kKey, "a", 1);
        gallery.flush();
        QCOMPARE(failed.count(), 1);
        QCOMPARE(gallery.count(), 0);
    }

    void twoProgramsShareOneGallery() {
        const fs::path folder = freshFolder();
        Gallery mine(folder);
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--add"), QString::fromStdString(folder.native())});
        for (std::uint64_t i = 0; i < 60; ++i) addOne(mine, kKey, "mine", i);
        QSignalSpy failed(&mine, &Gallery::failed);
        mine.flush();
        QVERIFY(other.waitForFinished(60000));
        QCOMPARE(other.exitCode(), 0);
        QCOMPARE(failed.count(), 0);
        QCOMPARE(mine.count(), 120);
        std::set<fs::path> files;
        for (const Item& item : mine.items()) files.insert(item.file);
        QCOMPARE(files.size(), std::size_t(120));
    }

    void photoKeysNameThePixels() {
        const image::Image photo = picture({40, 30}, 1);
        const QString key = Gallery::photoKeyOf(photo);
        QCOMPARE(key.size(), 64);
        edits::Instruct work;
        work.photo = photo;
        QVERIFY(edits::recipeOf({work, {}}, "", 1).find(key.toStdString()) != std::string::npos);
        image::Image same = photo;
        same.attachments.xmp = {1};
        QCOMPARE(Gallery::photoKeyOf(same), key);
        same.mutableData()[5] ^= 1;
        QVERIFY(Gallery::photoKeyOf(same) != key);
        QVERIFY(Gallery::photoKeyOf(image::Image({2, 1}, 3)) != Gallery::photoKeyOf(image::Image({1, 2}, 3)));
    }
};

int main(int argc, char** argv) {
    QGuiApplication app(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--add") {
        Gallery gallery(argv[2]);
        bool failed = false;
        QObject::connect(&gallery, &Gallery::failed, [&] { failed = true; });
        for (std::uint64_t i = 0; i < 60; ++i) addOne(gallery, kOtherKey, "other", i);
        gallery.flush();
        return failed ? 1 : 0;
    }
    TestGallery test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_gallery.moc"
