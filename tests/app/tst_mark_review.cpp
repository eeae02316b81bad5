// The review of a mark in many photos: found places are shown and ticked, others are not; what is ticked is cleaned into a
// folder, the rest is left. And Erase names the network it would use.
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>

#include "app/mark_review.h"
#include "tests/app/window_fixture.h"
#include "tests/support/marked_photos.h"
#include "ui/dialogs/mark_review_dialog.h"
#include "ui/panels/side_panel.h"

using namespace tintype;

class TestMarkReview : public QObject {
    Q_OBJECT

private:
    static edits::Request requestFor(const tests::Stamped& photo) {
        edits::Erase work;
        work.photo = photo.photo;
        work.mask = image::grown(photo.mask, 2);
        edits::Request request{work, {}};
        request.options.engine = edits::Engine::BuiltIn;
        return request;
    }

private Q_SLOTS:
    void foundIsTickedAndCleaned() {
        app::Bench bench;
        app::MarkReview review(bench.session.engine(), bench.session.background(), bench.window);
        const image::Image source = image::read(TINTYPE_BINARY_DIR "/sample/landscape.jpg");
        tests::Stamp stamp;
        stamp.opacity = 0.5;
        const auto learned = tests::stamped(tests::background(source, {600, 400}, 60), stamp);
        const auto other = tests::stamped(tests::background(source, {500, 640}, 61), stamp);
        stamp.opacity = 0.0;
        const auto plain = tests::stamped(tests::background(source, {600, 400}, 62), stamp);
        image::write(bench.root() / "other.png", other.photo);
        image::write(bench.root() / "plain.png", plain.photo);
        std::filesystem::create_directories(bench.root() / "out");
        review.review(requestFor(learned), {bench.root() / "other.png", bench.root() / "plain.png", bench.root() / "missing.png"});
        QPointer<ui::MarkReviewDialog> dialog = review.dialog();
        QVERIFY(dialog);
        auto* list = dialog->findChild<QListWidget*>();
        QTRY_VERIFY_WITH_TIMEOUT(list->item(2)->text().contains('\n') && list->item(1)->text().contains('\n'), 60000);
        QVERIFY(dialog->chosen(0));
        QVERIFY(!dialog->chosen(1));
        QVERIFY(!dialog->chosen(2));
        QVERIFY2(list->item(2)->toolTip().contains("missing.png"), qPrintable(list->item(2)->toolTip()));
        list->setCurrentRow(0);
        QSignalSpy nudged(dialog, &ui::MarkReviewDialog::nudged);
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->accessibleName() == "Left" || button->accessibleName() == "Right") button->click();
        QCOMPARE(nudged.count(), 2);
        review.run(bench.root() / "out");
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(bench.root() / "out/other.png"), 60000);
        const image::Image clean = image::read(bench.root() / "out/other.png");
        QVERIFY(!clean.samePixels(other.photo));
        QVERIFY(!std::filesystem::exists(bench.root() / "out/plain.png"));
        // Once more: the first result is not written over.
        QTRY_VERIFY_WITH_TIMEOUT(!bench.session.engine().busy(), 10000);
        QTest::qWait(200);
        review.run(bench.root() / "out");
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(bench.root() / "out/other_erase.png"), 60000);
        dialog->close();
    }

    void aMaskTooSmallIsSaid() {
        app::Bench bench;
        app::MarkReview review(bench.session.engine(), bench.session.background(), bench.window);
        edits::Erase work;
        work.photo = image::Image({100, 100}, 3);
        work.mask = image::Mask({100, 100});
        work.mask.mutableRow(50)[50] = 255;
        review.review({work, {}}, {bench.root() / "none.png"});
        QVERIFY(!review.dialog());
    }

    void eraseNamesTheInstalledNetwork() {
        QTemporaryDir models;
        QVERIFY(QFile::copy(TINTYPE_SOURCE_DIR "/tests/golden/lama_like_big/model.safetensors", models.filePath("big-lama.safetensors")));
        qputenv("TINTYPE_MODEL_PATH", models.path().toUtf8());
        app::Bench bench;
        bench.openPhoto();
        bench.window.setTool(ui::ToolId::Erase);
        const auto named = [&] {
            for (auto* label : bench.window.sidePanel()->findChildren<QLabel*>())
                if (label->isVisible() && label->text() == "Engine: LaMa") return true;
            return false;
        };
        QTRY_VERIFY(named());
        qunsetenv("TINTYPE_MODEL_PATH");
    }

    void closingStopsTheSearch() {
        app::Bench bench;
        app::MarkReview review(bench.session.engine(), bench.session.background(), bench.window);
        const image::Image source = image::read(TINTYPE_BINARY_DIR "/sample/landscape.jpg");
        const auto learned = tests::stamped(tests::background(source, {600, 400}, 60), {});
        image::write(bench.root() / "a.png", learned.photo);
        review.review(requestFor(learned), std::vector<std::filesystem::path>(5, bench.root() / "a.png"));
        review.dialog()->close();
        QTRY_VERIFY(!review.dialog());
        bench.session.background().waitForDone();
    }
};

QTEST_MAIN(TestMarkReview)
#include "tst_mark_review.moc"
