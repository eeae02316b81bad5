// The strip, the gallery page, the compare view and the clip player, with a real gallery and real events.
#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "core/gallery/gallery.h"
#include "core/video/writer.h"
#include "ui/actions.h"
#include "ui/gallery/clip_player.h"
#include "ui/gallery/compare_view.h"
#include "ui/gallery/gallery_page.h"
#include "ui/gallery/item_model.h"
#include "ui/gallery/results_strip.h"

using namespace tintype;

namespace {

image::Image plain(Size size, std::uint8_t value) {
    image::Image picture(size, 3);
    std::fill_n(picture.mutableData(), picture.byteSize(), value);
    return picture;
}

edits::Output outputOf(std::uint8_t value, std::uint64_t seed) {
    edits::Output output;
    output.picture = plain({40, 30}, value);
    output.seed = seed;
    return output;
}

}  // namespace

class TestGalleryViews : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<gallery::Gallery> m_gallery;
    QString m_key;

    void addResults(edits::Tool tool, int count) {
        edits::Result result;
        result.tool = tool;
        result.engine = "Built-in test";
        for (int i = 0; i < count; ++i) m_gallery->add(m_key, result, outputOf(static_cast<std::uint8_t>(40 * i), static_cast<std::uint64_t>(i)));
        m_gallery->flush();
        QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void init() {
        static int run = 0;
        const QString folder = m_folder.filePath(QString::number(run++));
        qputenv("XDG_CACHE_HOME", (folder + "/cache").toUtf8());
        m_gallery = std::make_unique<gallery::Gallery>(folder.toStdString() + "/results");
        m_key = gallery::Gallery::photoKeyOf(plain({8, 8}, 1));
        addResults(edits::Tool::Erase, 3);
        addResults(edits::Tool::Cartoon, 2);
    }

    void modelFollowsTheGallery() {
        ui::ItemModel model;
        model.setGallery(m_gallery.get());
        QCOMPARE(model.rowCount(), 5);
        const gallery::ItemId first = model.at(0).id;
        m_gallery->setStars(first, 3);
        QTRY_COMPARE(model.data(model.index(model.rowOf(first)), ui::ItemModel::StarsRole).toInt(), 3);
        gallery::Filter filter;
        filter.minStars = 2;
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 1);
        m_gallery->setStars(first, 0);
        QTRY_COMPARE(model.rowCount(), 0);
        model.setFilter({});
        m_gallery->remove({first});
        QTRY_COMPARE(model.rowCount(), 4);
        QVERIFY(m_gallery->undoRemove());
        QTRY_COMPARE(model.rowCount(), 5);
        m_gallery->setRejected(first, true);
        QTRY_COMPARE(model.rowCount(), 4);
    }

    void stripShowsOnePhotosResults() {
        ui::ResultsStrip strip;
        strip.setGallery(m_gallery.get());
        strip.resize(900, 120);
        strip.setPhoto(m_key, QImage(16, 16, QImage::Format_RGB32));
        strip.show();
        auto* list = strip.findChild<QListView*>();
        QCOMPARE(list->model()->rowCount(), 5);
        strip.setPhoto(QStringLiteral("another"), {});
        QCOMPARE(list->model()->rowCount(), 0);
        strip.setPhoto(m_key, {});

        QSignalSpy chosen(&strip, &ui::ResultsStrip::chosen);
        list->setCurrentIndex(list->model()->index(1, 0));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        const auto id = strip.selected().at(0);
        QTest::keyClick(list, Qt::Key_4);
        QTRY_COMPARE(m_gallery->item(id)->stars, 4);
        QTest::keyClick(list, Qt::Key_X);
        QTRY_VERIFY(m_gallery->item(id)->rejected);
        QSignalSpy compare(&strip, &ui::ResultsStrip::compareRequested);
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(compare.size(), 1);
        // With nothing selected it is the newest.
        list->clearSelection();
        QTest::mouseClick(strip.findChild<QToolButton*>(QStringLiteral("strip_compare")), Qt::LeftButton);
        QCOMPARE(compare.size(), 2);
        QCOMPARE(compare.at(1).at(0).value<std::vector<gallery::ItemId>>(), std::vector<gallery::ItemId>{list->model()->index(0, 0).data(ui::ItemModel::IdRole).toLongLong()});
    }

    void keysOfResultsCanBeChanged() {
        QWidget window;
        ui::Actions actions(&window);
        actions.setShortcuts({{QStringLiteral("results.reject"), QKeySequence(Qt::Key_R)},
                              {QStringLiteral("results.star3"), QKeySequence(Qt::SHIFT | Qt::Key_S)}});
        ui::GalleryPage page;
        page.setGallery(m_gallery.get());
        page.setActions(&actions);
        ui::ResultsStrip strip;
        strip.setGallery(m_gallery.get());
        strip.setActions(&actions);
        strip.setPhoto(m_key, {});
        for (QWidget* place : {static_cast<QWidget*>(&page), static_cast<QWidget*>(&strip)}) {
            place->resize(900, 500);
            place->show();
            auto* list = place->findChild<QListView*>();
            list->setCurrentIndex(list->model()->index(0, 0));
            const auto id = place == &page ? page.selected().at(0) : strip.selected().at(0);
            m_gallery->setStars(id, 1);
            m_gallery->setRejected(id, false);
            QTest::keyClick(list, Qt::Key_X);
            QTest::keyClick(list, Qt::Key_3);
            QCOMPARE(m_gallery->item(id)->stars, 1);
            QVERIFY(!m_gallery->item(id)->rejected);
            QTest::keyClick(list, Qt::Key_S, Qt::ShiftModifier);
            QCOMPARE(m_gallery->item(id)->stars, 3);
            QTest::keyClick(list, Qt::Key_R);
            QVERIFY(m_gallery->item(id)->rejected);
            m_gallery->setRejected(id, false);
            m_gallery->setStars(id, 0);
            // The window must not take such a key for itself.
            QKeyEvent override(QEvent::ShortcutOverride, Qt::Key_R, Qt::NoModifier);
            override.ignore();
            QCoreApplication::sendEvent(list, &override);
            QVERIFY(override.isAccepted());
        }
    }

    void pageFiltersRatesAndDeletes() {
        ui::GalleryPage page;
        page.setGallery(m_gallery.get());
        page.resize(1000, 700);
        page.show();
        auto* grid = page.findChild<QListView*>();
        QCOMPARE(grid->model()->rowCount(), 5);
        auto* tool = page.findChild<QComboBox*>();
        tool->setCurrentIndex(tool->findData(QStringLiteral("cartoon")));
        Q_EMIT tool->activated(tool->currentIndex());
        QCOMPARE(grid->model()->rowCount(), 2);
        page.findChild<QLineEdit*>()->setText(QStringLiteral("no such words"));
        QCOMPARE(grid->model()->rowCount(), 0);
        page.findChild<QLineEdit*>()->clear();
        grid->setCurrentIndex(grid->model()->index(0, 0));
        QTest::keyClick(grid, Qt::Key_Delete);
        QTRY_COMPARE(grid->model()->rowCount(), 1);
        QTest::keyClick(&page, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(grid->model()->rowCount(), 2);
    }

    void resultsAreStackedUnderTheirPhoto() {
        addResults(edits::Tool::Edit, 3);
        const QString first = std::exchange(m_key, QStringLiteral("another photo"));
        addResults(edits::Tool::Erase, 2);
        m_key = first;
        ui::GalleryPage page;
        page.setGallery(m_gallery.get());
        page.resize(1000, 700);
        page.show();
        auto* grid = page.findChild<QListView*>();
        auto* model = grid->model();
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(model->index(0, 0).data(ui::ItemModel::AlikeRole).toInt(), 2);
        QCOMPARE(model->index(1, 0).data(ui::ItemModel::AlikeRole).toInt(), 8);
        grid->setCurrentIndex(model->index(1, 0));
        QTest::keyClick(grid, Qt::Key_Return);
        QCOMPARE(model->rowCount(), 8);
        QCOMPARE(page.selected().size(), std::size_t(1));
        QSignalSpy closed(&page, &ui::GalleryPage::closed), chosen(&page, &ui::GalleryPage::chosen);
        QTest::keyClick(grid, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QTest::keyClick(&page, Qt::Key_Escape);
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(closed.size(), 0);
        QTest::keyClick(&page, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        for (auto* box : page.findChildren<QCheckBox*>())
            if (box->text() == QStringLiteral("Stacks")) box->setChecked(false);
        QCOMPARE(model->rowCount(), 10);
    }

    void aStackIsRatedAndRemovedByItsNewest() {
        const QString first = std::exchange(m_key, QStringLiteral("another photo"));
        addResults(edits::Tool::Erase, 2);
        m_key = first;
        ui::GalleryPage page;
        page.setGallery(m_gallery.get());
        page.resize(1000, 700);
        page.show();
        auto* grid = page.findChild<QListView*>();
        auto* model = grid->model();
        const auto says = [&page](const QString& words) {
            for (QLabel* label : page.findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(words)) return true;
            return false;
        };
        QPushButton* open = nullptr;
        for (QPushButton* button : page.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Show all 5 results")) open = button;
        QVERIFY(!open);
        grid->setCurrentIndex(model->index(1, 0));
        QVERIFY(says(QStringLiteral("The newest of 5 results of this photo")));
        const auto newest = page.selected().at(0);
        QTest::keyClick(grid, Qt::Key_4);
        QTRY_COMPARE(m_gallery->item(newest)->stars, 4);
        gallery::Filter rated;
        rated.minStars = 1;
        QCOMPARE(m_gallery->items(rated).size(), std::size_t(1));
        QCOMPARE(page.selected(), std::vector<gallery::ItemId>{newest});
        QTest::keyClick(grid, Qt::Key_Delete);
        QTRY_VERIFY(!m_gallery->item(newest));
        QVERIFY(says(QStringLiteral("The others of this photo stay")));
        // The same photo stays chosen, shown by its next result.
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(grid->currentIndex().row(), 1);
        QVERIFY(says(QStringLiteral("The newest of 4 results of this photo")));
        for (QPushButton* button : page.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Show all 4 results")) open = button;
        QVERIFY(open && open->isVisible());
        open->click();
        QCOMPARE(model->rowCount(), 4);
        QVERIFY(!open->isVisible());
        QVERIFY(!says(QStringLiteral("The newest of")));
        // Back among the stacks, the one that was open is chosen.
        QTest::keyClick(&page, Qt::Key_Escape);
        QCOMPARE(grid->currentIndex().row(), 1);
    }

    void theBarFitsANarrowPage() {
        ui::GalleryPage page;
        page.setGallery(m_gallery.get());
        page.resize(720, 400);
        page.show();
        QCoreApplication::processEvents();
        QCOMPARE(page.width(), 720);
        for (QWidget* part : page.findChildren<QWidget*>())
            if (part->isVisible() && (qobject_cast<QPushButton*>(part) || qobject_cast<QCheckBox*>(part) || qobject_cast<QComboBox*>(part)))
                QVERIFY2(part->width() >= part->minimumSizeHint().width(), part->metaObject()->className());
    }

    void compareZoomsAllPanesTogetherAndShowsTheDifference() {
        ui::CompareView view;
        view.resize(800, 400);
        const auto solid = [](QColor colour) {
            return [colour] {
                QImage picture(200, 100, QImage::Format_RGB32);
                picture.fill(colour);
                return picture;
            };
        };
        static_cast<QWidget&>(view).show();
        view.show({{QStringLiteral("a"), solid(QColor(100, 100, 100))}, {QStringLiteral("b"), solid(QColor(110, 100, 100))}});
        QTRY_COMPARE(view.grab().toImage().pixelColor(200, 180), QColor(100, 100, 100));
        QTRY_COMPARE(view.grab().toImage().pixelColor(600, 180), QColor(110, 100, 100));
        const double before = view.zoom();
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.zoom() > before);
        QTest::keyClick(&view, Qt::Key_D);
        QCOMPARE(view.view(), ui::CompareView::View::Difference);
        QTRY_COMPARE(view.grab().toImage().pixelColor(400, 180), QColor(40, 0, 0));
        QTest::keyClick(&view, Qt::Key_D);
        QCOMPARE(view.view(), ui::CompareView::View::SideBySide);
        QSignalSpy closed(&view, &ui::CompareView::closed);
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
    }

    void compareMapsTheChangesWithTheirFigures() {
        ui::CompareView view;
        view.resize(800, 400);
        QImage before(200, 100, QImage::Format_RGB32), after;
        before.fill(QColor(100, 100, 100));
        after = before;
        QPainter(&after).fillRect(0, 0, 100, 100, QColor(200, 100, 100));
        static_cast<QWidget&>(view).show();
        view.show({{QStringLiteral("a"), [before] { return before; }}, {QStringLiteral("b"), [after] { return after; }}});
        QToolButton* map = nullptr;
        for (QToolButton* button : view.findChildren<QToolButton*>())
            if (button->text() == QStringLiteral("Change map")) map = button;
        QVERIFY(map);
        QTest::mouseClick(map, Qt::LeftButton);
        QCOMPARE(view.view(), ui::CompareView::View::Changes);
        QTRY_VERIFY2(view.caption().startsWith(QStringLiteral("50.0% of the pixels changed")), qPrintable(view.caption()));
        const QImage shot = view.grab().toImage();
        QVERIFY(shot.pixelColor(300, 250).saturation() > 80);
        QCOMPARE(shot.pixelColor(500, 250).saturation(), 0);
        QTest::keyClick(&view, Qt::Key_C);
        QCOMPARE(view.view(), ui::CompareView::View::SideBySide);
        QCOMPARE(view.caption(), QStringLiteral("a"));
        // One picture alone has nothing to be compared with.
        view.show({{QStringLiteral("a"), [before] { return before; }}});
        QTest::keyClick(&view, Qt::Key_C);
        QCOMPARE(view.view(), ui::CompareView::View::SideBySide);
        QVERIFY(!map->isEnabled());
    }

    void aPictureThatCannotBeReadIsSaid() {
        ui::CompareView view;
        view.resize(400, 300);
        view.show({{QStringLiteral("a"), []() -> QImage { throw Error(ErrorKind::BadInput, "no", {}); }}});
        // The sentence stands in the middle of the pane: something brighter than the surround is there.
        QTRY_VERIFY([&view] {
            const QImage shot = view.grab().toImage();
            for (int x = 40; x < 360; ++x)
                for (int y = 110; y < 170; ++y)
                    if (qGray(shot.pixel(x, y)) > 200) return true;
            return false;
        }());
    }

    void playerPlaysSeeksAndGivesItsFrame() {
        const std::filesystem::path file = m_folder.filePath(QStringLiteral("clip.mp4")).toStdString();
        video::WriterOptions options;
        options.rate = {10, 1};
        video::Writer writer(file, options);
        for (int i = 0; i < 10; ++i) writer.add(plain({64, 48}, static_cast<std::uint8_t>(20 * i)));
        writer.finish();

        ui::ClipPlayer player;
        player.resize(320, 300);
        player.show();
        player.play(file);
        QTRY_VERIFY(!player.frame().isNull());
        QVERIFY(player.isPlaying());
        const int firstGrey = qGray(player.frame().pixel(10, 10));
        QTRY_VERIFY(qGray(player.frame().pixel(10, 10)) > firstGrey + 60);
        QTest::keyClick(&player, Qt::Key_Space);
        QVERIFY(!player.isPlaying());
        QSignalSpy taken(&player, &ui::ClipPlayer::frameTaken);
        for (auto* button : player.findChildren<QToolButton*>())
            if (button->accessibleName().contains(QLatin1String("frame"))) button->click();
        QCOMPARE(taken.size(), 1);
        QCOMPARE(taken.at(0).at(0).value<QImage>().size(), QSize(64, 48));
        player.stop();
    }

    void playerSaysWhatIsWrong() {
        ui::ClipPlayer player;
        player.play("/nonexistent/clip.mp4");
        QTRY_VERIFY(!player.isPlaying());
    }
};

QTEST_MAIN(TestGalleryViews)
#include "tst_gallery_views.moc"
