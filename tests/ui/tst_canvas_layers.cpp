// What lies over and beside the picture: before and after, the coming result, the mask's overlay, the screen's
// colours.
#include <QTest>
#include <QUndoStack>

#include "core/image/colour.h"
#include "tests/support/swapped_profile.h"
#include "tests/ui/canvas_fixture.h"

using namespace tintype;
using namespace tintype::ui;

class TestCanvasLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splitShowsBothAndFollowsItsDivider() {
        Fixture fixture(filled({800, 600}, 200, 0, 0));
        fixture.document.replacePicture(filled({800, 600}, 0, 0, 200), "Edit");
        fixture.canvas.setSplitView(true);
        QImage shown = fixture.shown();
        const double ratio = fixture.canvas.devicePixelRatioF();
        const auto at = [&](int x, int y) { return shown.pixel(int(x * ratio), int(y * ratio)); };
        QCOMPARE(at(300, 300), qRgb(200, 0, 0));
        QCOMPARE(at(500, 300), qRgb(0, 0, 200));
        auto* divider = fixture.canvas.findChild<QWidget*>("splitDivider");
        QVERIFY(divider && divider->isVisible());
        const QPoint grip = divider->rect().center();
        QTest::mousePress(divider, Qt::LeftButton, {}, grip);
        QMouseEvent move(QEvent::MouseMove, grip + QPoint(200, 0),
                         divider->mapToGlobal(grip + QPoint(200, 0)), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(divider, &move);
        QTest::mouseRelease(divider, Qt::LeftButton, {}, divider->rect().center());
        QVERIFY(std::abs(fixture.canvas.splitPosition() - 0.75) < 0.01);
        shown = fixture.shown();
        QCOMPARE(at(500, 300), qRgb(200, 0, 0));
        QTest::keyClick(divider, Qt::Key_Home);
        QCOMPARE(fixture.canvas.splitPosition(), 0.0);
        QTest::keyClick(divider, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(std::abs(fixture.canvas.splitPosition() - 0.1) < 1e-9);
        fixture.document.replacePicture(filled({800, 600}, 0, 200, 0), "Edit again");
        shown = fixture.shown();
        QCOMPARE(at(500, 300), qRgb(0, 200, 0));
        QCOMPARE(at(20, 300), qRgb(200, 0, 0));
    }

    void holdingShowsTheOriginal() {
        Fixture fixture(filled({800, 600}, 200, 0, 0));
        fixture.document.replacePicture(filled({800, 600}, 0, 0, 200), "Edit");
        fixture.canvas.setShowOriginal(true);
        QCOMPARE(fixture.shown().pixel(300, 300), qRgb(200, 0, 0));
        fixture.canvas.setShowOriginal(false);
        QCOMPARE(fixture.shown().pixel(300, 300), qRgb(0, 0, 200));
        fixture.document.undoStack().undo();
        QCOMPARE(fixture.shown().pixel(300, 300), qRgb(200, 0, 0));
    }

    void anOriginalOfAnotherSizeLiesInPlace() {
        Fixture fixture(filled({400, 300}, 200, 0, 0));
        fixture.document.replacePicture(filled({800, 600}, 0, 0, 200), "Enlarge");
        fixture.canvas.setZoom(1.0, {0, 0});
        fixture.canvas.setShowOriginal(true);
        const QImage shown = fixture.shown();
        QCOMPARE(shown.pixel(fixture.widget(780, 580) * fixture.canvas.devicePixelRatioF()), qRgb(200, 0, 0));
    }

    void previewStaysInsideTheMask() {
        Fixture fixture(filled({800, 600}, 10, 20, 30));
        fixture.canvas.setOverlayVisible(false);
        image::Mask mask({800, 600});
        for (int y = 200; y < 400; ++y) std::fill_n(mask.mutableRow(y) + 200, 200, 255);
        fixture.document.replaceMask(mask, "Mask");
        fixture.canvas.setPreview(filled({400, 300}, 250, 240, 0));
        const QImage shown = fixture.shown();
        const double ratio = fixture.canvas.devicePixelRatioF();
        const auto at = [&](int x, int y) {
            return shown.pixel((fixture.canvas.toWidget(QPointF(x, y)) * ratio).toPoint());
        };
        QCOMPARE(at(300, 300), qRgb(250, 240, 0));
        QCOMPARE(at(195, 300), qRgb(10, 20, 30));
        QCOMPARE(at(405, 300), qRgb(10, 20, 30));
        QCOMPARE(at(700, 500), qRgb(10, 20, 30));
        fixture.canvas.clearPreview();
        QCOMPARE(fixture.shown().pixel(int(300 * ratio), int(300 * ratio)), qRgb(10, 20, 30));
        fixture.document.replaceMask(image::Mask({800, 600}), "Clear");
        fixture.canvas.setPreview(filled({400, 300}, 250, 240, 0));
        QCOMPARE(fixture.shown().pixel((fixture.canvas.toWidget({30, 30}) * ratio).toPoint()),
                 qRgb(250, 240, 0));
    }

    void aChangedPictureIsShown() {
        Fixture fixture(gradient({3000, 2000}), {1200, 900});
        fixture.canvas.setZoom(1.0, {600, 450});
        fixture.shown();
        image::Image changed = fixture.document.picture();
        std::fill_n(changed.mutableRow(1000) + 1500 * 3, 30, 255);
        fixture.document.replacePicture(changed, "Dot");
        fixture.canvas.fit();
        fixture.canvas.setZoom(1.0, fixture.widget(1500, 1000));
        const QImage shown = fixture.shown();
        const QPointF place = fixture.canvas.toWidget({1505.5, 1000.5}) * fixture.canvas.devicePixelRatioF();
        QCOMPARE(shown.pixel(int(place.x()), int(place.y())), qRgb(255, 255, 255));
    }

    void overlayTintsTheMask() {
        Fixture fixture(filled({800, 600}, 100, 100, 100));
        image::Mask mask({800, 600});
        for (int y = 0; y < 600; ++y) std::fill_n(mask.mutableRow(y), 300, 255);
        fixture.document.replaceMask(mask, "Mask");
        QImage shown = fixture.shown();
        QVERIFY(distance(shown.pixel(50, 50), qRgb(178, 50, 50)) <= 2);
        QCOMPARE(shown.pixel(shown.width() * 3 / 4, 50), qRgb(100, 100, 100));
        fixture.canvas.setOverlayColour(QColor(0, 0, 255, 255));
        QVERIFY(distance(fixture.shown().pixel(50, 50), qRgb(0, 0, 255)) <= 2);
        fixture.canvas.setOverlayVisible(false);
        QCOMPARE(fixture.shown().pixel(50, 50), qRgb(100, 100, 100));
    }

    void overlayFollowsStrokesAtEveryZoom() {
        Fixture fixture(filled({2400, 1800}, 100, 100, 100));
        for (double zoom : {0.25, 1.0, 3.0}) {
            fixture.canvas.setZoom(zoom, {400, 300});
            fixture.canvas.setTool(CanvasTool::Brush);
            fixture.canvas.setBrushSize(int(60 / zoom));
            fixture.canvas.setBrushHardness(100);
            fixture.shown();
            fixture.drag({350, 300}, {450, 300});
            fixture.canvas.setTool(CanvasTool::Pan);
            const QImage shown = fixture.shown();
            const double ratio = fixture.canvas.devicePixelRatioF();
            QVERIFY(qRed(shown.pixel(int(400 * ratio), int(300 * ratio))) > 160);
            QCOMPARE(shown.pixel(int(400 * ratio), int(400 * ratio)), qRgb(100, 100, 100));
            fixture.document.undoStack().undo();
            QCOMPARE(fixture.shown().pixel(int(400 * ratio), int(300 * ratio)), qRgb(100, 100, 100));
        }
    }

    void coloursAreTheScreens() {
        const image::Image flat = filled({300, 200}, 200, 60, 40);
        Fixture fixture(flat, {300, 200});
        QCOMPARE(fixture.shown().pixel(150, 100), qRgb(200, 60, 40));
        fixture.canvas.setScreenProfile(swappedProfile());
        const image::Image expected = image::toDisplay(flat, swappedProfile());
        QVERIFY(distance(fixture.shown().pixel(150, 100), pixelOf(expected, 150, 100)) <= 1);
        QVERIFY(distance(pixelOf(expected, 150, 100), qRgb(200, 60, 40)) > 40);
        // The coming result stands in the same colours as the picture.
        fixture.canvas.setPreview(flat);
        QVERIFY(distance(fixture.shown().pixel(150, 100), pixelOf(expected, 150, 100)) <= 1);
        fixture.canvas.clearPreview();
        // A picture that is opened later, too, and a profile that says nothing is sRGB.
        fixture.document.open(filled({300, 200}, 200, 60, 40));
        QVERIFY(distance(fixture.shown().pixel(150, 100), pixelOf(expected, 150, 100)) <= 1);
        fixture.canvas.setScreenProfile({1, 2, 3});
        QCOMPARE(fixture.shown().pixel(150, 100), qRgb(200, 60, 40));
    }
};

QTEST_MAIN(TestCanvasLayers)
#include "tst_canvas_layers.moc"
