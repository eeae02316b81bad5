#include <QGuiApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <random>
#include <set>

#include "core/base/error.h"
#include "core/edits/recipe.h"
#include "core/gallery/gallery.h"
#include "core/image/read.h"
#include "core/image/write.h"

using namespace tintype;
using namespace tintype::gallery;
namespace fs = std::filesystem;

namespace {

const QString kKey(64, QLatin1Char('a'));
const QString kOtherKey(64, QLatin1Char('b'));

image::Image picture(Size size, std::uint32_t seed) {
    image::Image out(size, 3);
    std::mt19937 random(seed);
    std::uint8_t* bytes = out.mutableData();
    for (std::size_t i = 0; i < out.byteSize(); ++i) bytes[i] = static_cast<std::uint8_t>(random());
    return out;
}

edits::Result resultOf(const std::string& instruction, std::uint64_t seed) {
    edits::Instruct work;
    work.photo = picture({40, 30}, 1);
    work.instruction = instruction;
    work.seed = seed;
    edits::Result result;
    result.tool = edits::Tool::Edit;
    result.engine = "Built-in look";
    edits::Output output;
    output.picture = picture({40, 30}, static_cast<std::uint32_t>(seed));
    output.seed = seed;
    output.changed = 0.25;
    output.recipe = edits::recipeOf({work, {}}, result.engine, seed);
    result.outputs.push_back(output);
    return result;
}

void addOne(Gallery& gallery, const QString& key, const std::string& instruction, std::uint64_t seed) {
    const edits::Result result = resultOf(instruction, seed);
    gallery.add(key, result, result.outputs[0]);
}

std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error))
        if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
}

void overwrite(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

}  // namespace

class TestGallery : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_next = 0;

    fs::path freshFolder() {
        return fs::path(m_dir.path().toStdString()) / ("gallery-" + std::to_string(++m_next));
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        qputenv("XDG_CACHE_HOME", (m_dir.path() + QStringLiteral("/cache")).toUtf8());
    }

    // QTemporaryDir cannot remove names that are not UTF-8.
    void cleanupTestCase() {
        std::error_code ignored;
        fs::remove_all(m_dir.path().toStdString(), ignored);
    }

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

    void contactSheets() {
        std::vector<image::Image> pictures;
        std::vector<std::string> captions;
        for (std::uint32_t i = 0; i < 5; ++i) {
            pictures.push_back(picture({60 + static_cast<int>(i) * 300, 50}, i));
            captions.push_back("Result " + std::to_string(i) + " \xe5\x9b\xbe with a caption that is far too long for one "
                               "line and goes on and on and on without an end in sight, really");
        }
        const image::Image square = contactSheet(pictures, captions);
        const image::Image wide = contactSheet(pictures, captions, 5);
        QCOMPARE(wide.width(), 24 + 5 * (480 + 24));
        QCOMPARE(square.width(), 24 + 3 * (480 + 24));
        QVERIFY(square.height() > wide.height());
        QVERIFY(!contactSheet(pictures, {}, 2).empty());
        const image::Image bare = contactSheet(pictures, std::vector<std::string>(5, ""), 5);
        QCOMPARE(bare.size(), wide.size());
        QVERIFY(!bare.samePixels(wide));
        QVERIFY(!contactSheet({picture({1, 1}, 1)}, {"<b>not markup</b>"}, 99).empty());
        QVERIFY_EXCEPTION_THROWN(contactSheet({}, {}), Error);
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
