#include <QClipboard>
#include <QGuiApplication>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "app/session.h"
#include "core/edits/face_search.h"
#include "core/edits/recipe.h"
#include "core/edits/run.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "ui/intents.h"
#include "ui/qt_text.h"

using namespace tintype;
using namespace tintype::app;

namespace {

image::Image coloured(Size size, int seed) {
    image::Image picture(size, 3);
    std::uint8_t* data = picture.mutableData();
    for (std::size_t i = 0; i < picture.byteSize(); ++i) data[i] = static_cast<std::uint8_t>(i * 7 + seed * 31 + i / 97);
    return picture;
}

// A session in folders of its own, with a runner that answers at once with `outputs` pictures.
struct Bench {
    explicit Bench(engine::Runner runner = {})
        : settings(root() / "config"), session({root() / "config", root() / "data", root() / "state"}, settings, std::move(runner)) {
        session.connectTo(intents);
        QObject::connect(&session, &Session::noticed, [this](const ui::Notice& notice) { notices << notice.text; });
    }
    std::filesystem::path root() const { return folder.path().toStdString(); }
    std::filesystem::path photo(const char* name, Size size = {40, 30}, int seed = 1) {
        const std::filesystem::path file = root() / name;
        image::write(file, coloured(size, seed));
        return file;
    }
    bool open(const std::filesystem::path& file) {
        QSignalSpy opened(&session.document(), &document::Document::opened);
        Q_EMIT intents.open(file);
        return opened.wait(5000) && QTest::qWaitFor([&] { return !session.photoKey().isEmpty(); });
    }
    QTemporaryDir folder;
    Settings settings;
    ui::Intents intents;
    Session session;
    QStringList notices;
};

engine::Runner answering(int count, Size size = {40, 30}) {
    return [count, size](const edits::Request&, Progress& progress, const edits::Listener& listener) {
        progress.begin({"Working", {}}, count);
        edits::Result result{edits::Tool::Edit, "Fake", true, {}, 0.1, 0};
        for (int i = 0; i < count; ++i) {
            edits::Output output;
            output.picture = coloured(size, 100 + i);
            output.seed = 7 + i;
            output.engine = i % 2 ? "Some model" : "Fake";
            output.builtIn = i % 2 == 0;
            output.recipe = edits::recipeOf({edits::Instruct{coloured(size, 1), {}, "warmer"}, {}}, "Fake", output.seed);
            if (listener.output) listener.output(output);
            result.outputs.push_back(output);
            progress.step();
        }
        return result;
    };
}

}  // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPhotoOpensOffTheUiThread() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("a.png")));
        QVERIFY(bench.session.document().isOpen());
        QCOMPARE(bench.session.document().picture().size(), (Size{40, 30}));
        QCOMPARE(bench.settings.recent().size(), std::size_t(1));
    }

    void badFilesAreNamedAndTheOpenPhotoStays() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("good.png")));
        const std::filesystem::path text = bench.root() / "fake.png";
        QFile file(ui::toQString(text));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a picture");
        file.close();
        for (const std::filesystem::path& bad : {text, bench.root() / "missing.jpg", bench.root()}) {
            const auto before = bench.notices.size();
            Q_EMIT bench.intents.open(bad);
            QTRY_VERIFY(bench.notices.size() > before);
            QVERIFY2(bench.notices.last().contains(ui::toQString(bad.filename())), qPrintable(bench.notices.last()));
        }
        QVERIFY(bench.session.document().isOpen());
        QCOMPARE(bench.settings.recent().size(), std::size_t(1));
    }

    void onlyTheNewestOfManyOpensCounts() {
        Bench bench;
        const auto slow = bench.photo("slow.png", {3000, 2000});
        const auto quick = bench.photo("quick.png", {10, 10});
        Q_EMIT bench.intents.open(slow);
        Q_EMIT bench.intents.open(quick);
        QTRY_VERIFY(bench.session.document().isOpen());
        QTest::qWait(600);
        QCOMPARE(bench.session.document().picture().size(), (Size{10, 10}));
    }

    void variationsGoToTheGalleryAndTheFirstIsShown() {
        Bench bench(answering(3));
        QVERIFY(bench.open(bench.photo("a.png")));
        Q_EMIT bench.intents.run({edits::Instruct{bench.session.document().picture(), {}, "warmer"}, {}});
        QTRY_COMPARE(bench.session.gallery().count(), 3);
        QVERIFY(bench.session.document().picture().samePixels(coloured({40, 30}, 100)));
        QVERIFY(bench.session.document().undoStack().undoText().contains(QStringLiteral("warmer")));
        bench.session.document().undoStack().undo();
        QVERIFY(bench.session.document().picture().samePixels(coloured({40, 30}, 1)));
        for (const auto& item : bench.session.gallery().items()) QCOMPARE(item.photoKey, bench.session.photoKey());
        // Each names who made it, whichever models are installed now.
        for (const auto& item : bench.session.gallery().items()) {
            QCOMPARE(item.engine, item.seed % 2 ? QStringLiteral("Fake") : QStringLiteral("Some model"));
            QCOMPARE(item.builtIn, item.seed % 2 == 1);
        }
    }

    void aResultOfAnotherSizeChangesTheGeometry() {
        Bench bench(answering(1, {80, 60}));
        QVERIFY(bench.open(bench.photo("a.png")));
        Q_EMIT bench.intents.run({edits::Cartoon{bench.session.document().picture(), 0.8, 0}, {}});
        QTRY_COMPARE(bench.session.document().picture().size(), (Size{80, 60}));
        QCOMPARE(bench.session.document().original().size(), (Size{80, 60}));
        QCOMPARE(bench.session.document().mask().size(), (Size{80, 60}));
    }

    void aLateResultLeavesAChangedPhotoAlone() {
        QSemaphore go;
        Bench bench([&go](const edits::Request& request, Progress& progress, const edits::Listener& listener) {
            go.acquire();
            return answering(1)(request, progress, listener);
        });
        QVERIFY(bench.open(bench.photo("a.png")));
        Q_EMIT bench.intents.run({edits::Instruct{bench.session.document().picture(), {}, "warmer"}, {}});
        bench.session.document().replacePicture(coloured({40, 30}, 5), QStringLiteral("Other"));
        go.release();
        QTRY_COMPARE(bench.session.gallery().count(), 1);
        QVERIFY(bench.session.document().picture().samePixels(coloured({40, 30}, 5)));
    }

    void aResultOfAClosedPhotoGoesUnderThatPhoto() {
        QSemaphore go;
        Bench bench([&go](const edits::Request& request, Progress& progress, const edits::Listener& listener) {
            go.acquire();
            return answering(1)(request, progress, listener);
        });
        QVERIFY(bench.open(bench.photo("a.png")));
        const QString first = bench.session.photoKey();
        Q_EMIT bench.intents.run({edits::Instruct{bench.session.document().picture(), {}, "warmer"}, {}});
        QVERIFY(bench.open(bench.photo("b.png", {20, 20}, 9)));
        QVERIFY(bench.session.photoKey() != first);
        go.release();
        QTRY_COMPARE(bench.session.gallery().count(), 1);
        QCOMPARE(bench.session.gallery().items().front().photoKey, first);
        QCOMPARE(bench.session.document().picture().size(), (Size{20, 20}));
    }

    void failuresAreSentencesAndNothingChanges() {
        Bench bench([](const edits::Request&, Progress&, const edits::Listener&) -> edits::Result {
            throw Error(ErrorKind::Unsupported, "The built-in engine does not know %1.", {"<b>sunglasses</b>"});
        });
        QVERIFY(bench.open(bench.photo("a.png")));
        QSignalSpy failed(&bench.session, &Session::jobFailed);
        Q_EMIT bench.intents.run({edits::Instruct{bench.session.document().picture(), {}, "add sunglasses"}, {}});
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().at(2).value<Message>().english(), std::string("The built-in engine does not know <b>sunglasses</b>."));
        QVERIFY(!bench.session.document().modified());
        QVERIFY(!bench.session.engine().busy());
    }

    void theOriginalIsNeverWritten() {
        Bench bench;
        const auto file = bench.photo("a.png");
        QVERIFY(bench.open(file));
        bench.session.document().replacePicture(coloured({40, 30}, 3), QStringLiteral("Edit"));
        Q_EMIT bench.intents.saveTo({file, {}, 0});
        QVERIFY(bench.notices.last().contains(QStringLiteral("original")));
        QVERIFY(image::read(file).samePixels(coloured({40, 30}, 1)));
        QVERIFY(bench.session.document().modified());
    }

    void saveAsThenSave() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("a.png")));
        QSignalSpy target(&bench.session, &Session::saveTargetChanged);
        bench.session.document().replacePicture(coloured({40, 30}, 3), QStringLiteral("Edit"));
        const auto out = bench.root() / "out.png";
        Q_EMIT bench.intents.saveTo({out, {}, 0});
        QTRY_VERIFY(!bench.session.document().modified());
        QVERIFY(image::read(out).samePixels(coloured({40, 30}, 3)));
        bench.session.document().replacePicture(coloured({40, 30}, 4), QStringLiteral("Edit"));
        Q_EMIT bench.intents.save();
        QTRY_VERIFY(image::read(out).samePixels(coloured({40, 30}, 4)));
    }

    void whatWasNotSavedIsOfferedAgain() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("p.png")));
        const image::Image changed = coloured({40, 30}, 9);
        bench.session.document().replacePicture(changed, QStringLiteral("Edit"));
        auto dying = std::make_unique<Session>(Places{bench.root() / "config", bench.root() / "data", bench.root() / "other"},
                                               bench.settings);
        dying->document().open(bench.session.document().original());
        dying->document().replacePicture(changed, QStringLiteral("Edit"));
        dying->leaveBehind();
        dying.reset();
        // As if the process were gone.
        const auto state = bench.root() / "other" / "recovery";
        for (const auto& folder : std::filesystem::directory_iterator(state))
            std::filesystem::rename(folder.path(), state / "session-1-1-00000000.1");

        Session next(Places{bench.root() / "config", bench.root() / "data", bench.root() / "other"}, bench.settings);
        std::optional<ui::Notice> offer;
        connect(&next, &Session::noticed, this, [&](const ui::Notice& notice) { offer = notice; });
        next.lookForCrash();
        QTRY_VERIFY(offer.has_value());
        QVERIFY2(offer->text.contains(QStringLiteral("before the changes to p.png were saved")), qPrintable(offer->text));
        offer->help.front().act();
        QTRY_VERIFY(next.document().isOpen());
        QVERIFY(next.document().picture().samePixels(changed));
        QVERIFY(next.document().modified());  // closing must ask
        QVERIFY(next.document().original().samePixels(bench.session.document().original()));
    }

    void anOrderlyEndLeavesNothingBehind() {
        Bench bench;
        const Places places{bench.root() / "config", bench.root() / "data", bench.root() / "other"};
        {
            Session session(places, bench.settings);
            session.document().open(coloured({40, 30}, 1));
            session.document().replacePicture(coloured({40, 30}, 2), QStringLiteral("Edit"));
        }
        QVERIFY(std::filesystem::is_empty(places.state / "recovery"));
    }

    void aTargetThatIsAFolderIsRefused() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("a.png")));
        std::filesystem::create_directory(bench.root() / "taken.png");
        Q_EMIT bench.intents.exportTo({bench.root() / "taken.png", {}, 0});
        QTRY_VERIFY(!bench.notices.isEmpty());
        QVERIFY2(bench.notices.last().contains(QStringLiteral("taken.png")), qPrintable(bench.notices.last()));
    }

    void exportCanBeSmaller() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("a.png")));
        const auto out = bench.root() / "small.jpg";
        Q_EMIT bench.intents.exportTo({out, {.quality = 50}, 20});
        QTRY_VERIFY(std::filesystem::exists(out));
        QCOMPARE(image::read(out).size(), (Size{20, 15}));
    }

    void editsByHandAreQueuedInOrder() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("a.png")));
        Q_EMIT bench.intents.turn(image::Turn::Left);
        Q_EMIT bench.intents.crop({0, 0, 30, 20});
        Q_EMIT bench.intents.resize({15, 10});
        QTRY_COMPARE(bench.session.document().picture().size(), (Size{15, 10}));
        QCOMPARE(bench.session.document().undoStack().count(), 3);
        QCOMPARE(bench.session.document().mask().size(), (Size{15, 10}));
        for (int i = 0; i < 3; ++i) bench.session.document().undoStack().undo();
        QVERIFY(bench.session.document().picture().samePixels(coloured({40, 30}, 1)));
    }

    void adjustStaysInsideTheMask() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("a.png")));
        image::Mask mask({40, 30});
        for (int x = 10; x < 20; ++x) mask.mutableRow(5)[x] = 255;
        bench.session.document().replaceMask(mask, QStringLiteral("Mask"));
        Q_EMIT bench.intents.adjust({.exposure = 0.6});
        QTRY_VERIFY(bench.session.document().modified() && bench.session.document().undoStack().count() == 2);
        const image::Image before = coloured({40, 30}, 1), after = bench.session.document().picture();
        for (int y = 0; y < 30; ++y)
            for (int x = 0; x < 40; ++x) {
                const bool inside = y == 5 && x >= 10 && x < 20;
                if (!inside) QVERIFY(std::equal(before.row(y) + 3 * x, before.row(y) + 3 * x + 3, after.row(y) + 3 * x));
            }
        QVERIFY(!after.samePixels(before));
    }

    void pasteAndCopy() {
        Bench bench;
        QGuiApplication::clipboard()->setImage(ui::toQImage(coloured({12, 9}, 2)));
        Q_EMIT bench.intents.paste();
        QTRY_VERIFY(bench.session.document().isOpen());
        QCOMPARE(bench.session.document().picture().size(), (Size{12, 9}));
        QGuiApplication::clipboard()->clear();
        Q_EMIT bench.intents.copyPicture();
        QTRY_COMPARE(QGuiApplication::clipboard()->image().size(), QSize(12, 9));
        QGuiApplication::clipboard()->setText(QStringLiteral("words"));
        Q_EMIT bench.intents.paste();
        QTRY_VERIFY(!bench.notices.isEmpty());
    }

    void aMaskOfAnotherSizeIsRefused() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("a.png")));
        const auto wrong = bench.photo("mask.png", {7, 7});
        Q_EMIT bench.intents.importMask(wrong);
        QTRY_VERIFY(!bench.notices.isEmpty());
        QVERIFY(bench.notices.last().contains(QStringLiteral("7")));
    }

    void destroyedWhileBusy() {
        QSemaphore entered;
        auto bench = std::make_unique<Bench>([&entered](const edits::Request&, Progress& progress, const edits::Listener&) -> edits::Result {
            entered.release();
            progress.begin({"Working", {}}, 1000000);
            for (;;) {
                progress.step();
                QThread::msleep(2);
            }
        });
        QVERIFY(bench->open(bench->photo("a.png")));
        Q_EMIT bench->intents.run({edits::Instruct{bench->session.document().picture(), {}, "warmer"}, {}});
        QTRY_VERIFY(entered.available() > 0);
        QElapsedTimer timer;
        timer.start();
        bench.reset();
        QVERIFY(timer.elapsed() < 2000);
    }

    void aCartoonsStrengthIsMixedExactly() {
        Bench bench;
        QVERIFY(bench.open(bench.photo("a.png", {64, 48})));
        const image::Image photo = bench.session.document().picture();
        QSignalSpy live(&bench.session, &Session::cartoonLive);
        Q_EMIT bench.intents.run({edits::Cartoon{photo, 0.8}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(!live.isEmpty() && live.last().first().toBool(), 20000);
        Q_EMIT bench.intents.cartoonStrength(0.3);
        Q_EMIT bench.intents.cartoonStrengthSettled();
        QTRY_COMPARE(bench.session.document().undoStack().count(), 2);
        edits::Runtime runtime;
        Progress progress;
        const auto expected = edits::run(runtime, {edits::Cartoon{photo, 0.3}, {}}, progress);
        QVERIFY(bench.session.document().picture().samePixels(expected.outputs.front().picture));
        QTRY_COMPARE(bench.session.gallery().count(), 2);
    }

    // After one run by the network the strengths and ticks are mixed without another.
    void facesAreMixedAsARunWould() {
        const std::filesystem::path golden = std::filesystem::path(TINTYPE_SOURCE_DIR) / "tests/golden/gpen_small";
        Bench bench;
        QVERIFY(bench.open(golden / "photo_1.png"));
        const image::Image photo = bench.session.document().picture();
        edits::Request request{edits::Restore{photo}, {}};
        request.options.model = golden / "generator.pth";
        request.options.device = "cpu";
        request.options.precision = edits::Precision::Float32;
        auto& work = std::get<edits::Restore>(request.work);
        work.faces.emplace();
        for (const edits::FoundFace& face : edits::searchFaces(request).faces)
            if (face.flaw == pipelines::FaceFlaw::None) work.faces->push_back(face.box);
        QVERIFY(work.faces->size() > 1);
        work.faceStrengths.assign(work.faces->size(), 1.0);
        work.likeness = 0.0;
        work.layerBytes = 64 << 20;
        QSignalSpy live(&bench.session, &Session::facesLive);
        QSignalSpy restored(&bench.session, &Session::facesRestored);
        QSignalSpy previewed(&bench.session, &Session::previewed);
        Q_EMIT bench.intents.run(request);
        QTRY_VERIFY_WITH_TIMEOUT(!live.isEmpty() && live.last().first().toBool(), 60000);
        QCOMPARE(restored.count(), 1);
        work.faceStrengths.assign(work.faces->size(), 0.0);
        work.faceStrengths[0] = 0.4;
        Q_EMIT bench.intents.faceMix(work);
        QTRY_COMPARE_WITH_TIMEOUT(previewed.count(), 1, 20000);
        Q_EMIT bench.intents.faceMixSettled();
        QTRY_COMPARE_WITH_TIMEOUT(bench.session.document().undoStack().count(), 2, 20000);
        QCOMPARE(restored.count(), 2);
        edits::Runtime runtime;
        Progress progress;
        const auto expected = edits::run(runtime, request, progress);
        QVERIFY(bench.session.document().picture().samePixels(expected.outputs.front().picture));
        QTRY_COMPARE(bench.session.gallery().count(), 2);
        // Another change of the picture ends it.
        Q_EMIT bench.intents.turn(image::Turn::Left);
        QTRY_VERIFY(!live.last().first().toBool());
    }
};

QTEST_MAIN(TestSession)
#include "tst_session.moc"
