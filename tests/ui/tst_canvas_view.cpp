#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>
#include <cmath>

#include "tests/ui/canvas_fixture.h"

using namespace tintype;
using namespace tintype::ui;

class TestCanvasView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void actualSizeShowsTheVeryPixels() {
        Fixture fixture(gradient({1700, 1300}));
        fixture.canvas.setZoom(1.0, {400, 300});
        const QImage shown = fixture.shown();
        const double ratio = fixture.canvas.devicePixelRatioF();
        for (int y = 0; y < shown.height(); y += 7) {
            for (int x = 0; x < shown.width(); x += 5) {
                const QPointF image = fixture.canvas.toImage(QPointF(x + 0.5, y + 0.5) / ratio);
                const int px = int(std::floor(image.x())), py = int(std::floor(image.y()));
                if (px < 0 || py < 0 || px >= 1700 || py >= 1300) continue;
                QVERIFY2(shown.pixel(x, y) == (pixelOf(fixture.document.picture(), px, py) | 0xff000000),
                         qPrintable(QString("%1 %2").arg(x).arg(y)));
            }
        }
    }

    void nothingIsBlankAtFirst() {
        Fixture fixture(filled({5000, 3000}, 200, 40, 40));
        fixture.canvas.fit();
        const QImage first = fixture.canvas.grab().toImage();
        QVERIFY(distance(first.pixel(first.width() / 2, first.height() / 2), qRgb(200, 40, 40)) <= 2);
    }

    void everyZoomShowsThePictureInPlace() {
        Fixture fixture(gradient({3000, 2000}));
        for (double zoom : {0.03, 0.11, 0.26, 0.5, 0.8, 1.3, 2.0, 5.0, 32.0}) {
            fixture.canvas.setZoom(zoom, {400, 300});
            const QImage shown = fixture.shown();
            const double ratio = fixture.canvas.devicePixelRatioF();
            int checked = 0;
            for (int y = 5; y < 600; y += 37) {
                for (int x = 5; x < 800; x += 41) {
                    const QPointF image = fixture.canvas.toImage({x + 0.5, y + 0.5});
                    if (image.x() < 40 || image.y() < 40 || image.x() > 2960 || image.y() > 1960) continue;
                    const QRgb at = shown.pixel(int((x + 0.5) * ratio), int((y + 0.5) * ratio));
                    QVERIFY(std::abs(qRed(at) - image.x() * 255 / 3000) < 4 + 2 / zoom * 0.1);
                    QVERIFY(std::abs(qGreen(at) - image.y() * 255 / 2000) < 4 + 2 / zoom * 0.1);
                    ++checked;
                }
            }
            QVERIFY(checked > 0 || zoom < 0.05);
        }
    }

    void largePixelsHaveSharpEdges() {
        image::Image picture = filled({40, 40}, 0, 0, 0);
        std::uint8_t* pixel = picture.mutableRow(20) + 20 * 3;
        pixel[0] = pixel[1] = pixel[2] = 255;
        Fixture fixture(std::move(picture));
        fixture.canvas.setZoom(8.0, fixture.widget(20, 20));
        const QImage shown = fixture.shown();
        int white = 0, between = 0;
        for (int y = 0; y < shown.height(); ++y)
            for (int x = 0; x < shown.width(); ++x) {
                const int value = qRed(shown.pixel(x, y));
                white += value == 255;
                between += value != 255 && value != 0 && value != 128;
            }
        QCOMPARE(white, 64);
        QCOMPARE(between, 0);
    }

    void alphaShowsACheckerboard() {
        Fixture fixture(gradient({400, 400}, 4));
        const QImage shown = fixture.shown();
        const QPoint clear = fixture.widget(300, 200) * fixture.canvas.devicePixelRatioF();
        const QRgb at = shown.pixel(clear);
        QVERIFY(at == qRgb(255, 255, 255) || at == qRgb(204, 204, 204));
    }

    void surroundIsHalfGrey() {
        Fixture fixture(filled({50, 50}, 9, 9, 9));
        const QImage shown = fixture.shown();
        QCOMPARE(shown.pixel(shown.width() - 3, shown.height() - 3), qRgb(128, 128, 128));
    }

    void fitFollowsTheWindow() {
        Fixture fixture(gradient({800, 600}));
        fixture.canvas.fit();
        const double before = fixture.canvas.zoom();
        fixture.canvas.resize(400, 300);
        QVERIFY(fixture.canvas.fitted());
        QVERIFY(fixture.canvas.zoom() < before * 0.6);
        fixture.canvas.actualSize();
        QCOMPARE(fixture.canvas.zoom(), 1.0);
        fixture.canvas.resize(500, 300);
        QCOMPARE(fixture.canvas.zoom(), 1.0);
    }

    void ctrlWheelZoomsAtTheCursor() {
        Fixture fixture(gradient({3000, 2000}));
        const QPointF cursor(610, 133);
        const QPointF before = fixture.canvas.toImage(cursor);
        const double zoom = fixture.canvas.zoom();
        QSignalSpy zoomed(&fixture.canvas, &CanvasView::zoomChanged);
        fixture.wheel(cursor, {0, 360}, Qt::ControlModifier);
        QVERIFY(fixture.canvas.zoom() > 1.9 * zoom);
        QCOMPARE(zoomed.count(), 1);
        const QPointF off = fixture.canvas.toImage(cursor) - before;
        QVERIFY(off.manhattanLength() < 1.1);
        fixture.wheel(cursor, {0, -360}, Qt::ControlModifier);
        QVERIFY(std::abs(fixture.canvas.zoom() - zoom) < 1e-9);
    }

    void plainWheelScrolls() {
        Fixture fixture(gradient({3000, 2000}));
        fixture.canvas.setZoom(1.0, {400, 300});
        const QPointF before = fixture.canvas.toImage({0, 0});
        fixture.wheel({300, 300}, {0, -120});
        const QPointF after = fixture.canvas.toImage({0, 0});
        QVERIFY(after.y() > before.y() + 20);
        QCOMPARE(after.x(), before.x());
        fixture.wheel({300, 300}, {0, -120}, Qt::ShiftModifier);
        QVERIFY(fixture.canvas.toImage({0, 0}).x() > after.x() + 20);
        const QPointF still = fixture.canvas.toImage({0, 0});
        fixture.wheel({300, 300}, {0, -120}, {}, {0, -7});
        const double ratio = fixture.canvas.devicePixelRatioF();
        QVERIFY(std::abs(fixture.canvas.toImage({0, 0}).y() - still.y() - 7 * ratio) <= 1);
        fixture.wheel({300, 300}, {-120, 0});
        QVERIFY(fixture.canvas.toImage({0, 0}).x() > still.x() + 20);
    }

    void altWheelResizesTheBrush() {
        Fixture fixture;
        fixture.canvas.setBrushSize(40);
        fixture.wheel({300, 300}, {120, 0}, Qt::AltModifier);
        QVERIFY(fixture.canvas.brushSize() > 40);
        fixture.canvas.setBrushSize(1);
        fixture.wheel({300, 300}, {0, -1200}, Qt::AltModifier);
        QCOMPARE(fixture.canvas.brushSize(), 1);
        fixture.wheel({300, 300}, {0, 120}, Qt::AltModifier);
        QCOMPARE(fixture.canvas.brushSize(), 2);
    }

    void spaceAndMiddleButtonPan() {
        Fixture fixture(gradient({3000, 2000}));
        fixture.canvas.setTool(CanvasTool::Brush);
        const QPointF before = fixture.canvas.toImage({100, 100});
        fixture.drag({400, 300}, {360, 280}, Qt::MiddleButton);
        QVERIFY((fixture.canvas.toImage({100, 100}) - before - QPointF(40, 20)).manhattanLength() < 1.5);
        QTest::keyPress(&fixture.canvas, Qt::Key_Space);
        fixture.drag({400, 300}, {440, 320});
        QTest::keyRelease(&fixture.canvas, Qt::Key_Space);
        QVERIFY((fixture.canvas.toImage({100, 100}) - before).manhattanLength() < 1.5);
        QVERIFY(fixture.document.mask().bounds().empty());
        fixture.drag({400, 300}, {440, 320});
        QVERIFY(!fixture.document.mask().bounds().empty());
    }

    void keysPanAndZoom() {
        Fixture fixture(gradient({3000, 2000}));
        fixture.canvas.actualSize();
        const QPointF before = fixture.canvas.toImage({0, 0});
        QTest::keyClick(&fixture.canvas, Qt::Key_Right);
        QTest::keyClick(&fixture.canvas, Qt::Key_Down);
        QVERIFY(fixture.canvas.toImage({0, 0}).x() > before.x());
        QVERIFY(fixture.canvas.toImage({0, 0}).y() > before.y());
        QTest::keyClick(&fixture.canvas, Qt::Key_Plus);
        QCOMPARE(fixture.canvas.zoom(), 1.5);
        QTest::keyClick(&fixture.canvas, Qt::Key_Minus);
        QTest::keyClick(&fixture.canvas, Qt::Key_Minus);
        QVERIFY(fixture.canvas.zoom() < 1);
    }

    void clickingABoxNamesTheSmallest() {
        Fixture fixture;
        fixture.canvas.setBoxes({{100, 100, 300, 300}, {150, 150, 60, 60}}, {true, false});
        QSignalSpy clicked(&fixture.canvas, &CanvasView::boxClicked);
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(170, 170));
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(300, 300));
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(700, 500));
        QCOMPARE(clicked.count(), 2);
        QCOMPARE(clicked[0][0].toInt(), 1);
        QCOMPARE(clicked[1][0].toInt(), 0);
    }

    void cropHandlesAndKeysChangeTheFrame() {
        Fixture fixture(gradient({400, 300}));
        fixture.canvas.setTool(CanvasTool::Crop);
        QCOMPARE(fixture.canvas.cropFrame(), (Rect{0, 0, 400, 300}));
        QSignalSpy changed(&fixture.canvas, &CanvasView::cropFrameChanged);
        fixture.drag(fixture.widget(400, 300), fixture.widget(300, 200));
        QCOMPARE(fixture.canvas.cropFrame(), (Rect{0, 0, 300, 200}));
        QVERIFY(changed.count() >= 1);
        QTest::keyClick(&fixture.canvas, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&fixture.canvas, Qt::Key_Down);
        QCOMPARE(fixture.canvas.cropFrame(), (Rect{10, 1, 300, 200}));
        fixture.canvas.setCropRatio(1.0);
        QCOMPARE(fixture.canvas.cropFrame().width, fixture.canvas.cropFrame().height);
        fixture.canvas.setCropFrame({-50, -50, 9999, 10});
        QCOMPARE(fixture.canvas.cropFrame(), (Rect{0, 0, 400, 300}));
    }

    void closingAndReopeningIsSafe() {
        Fixture fixture;
        fixture.canvas.setTool(CanvasTool::Brush);
        QTest::mousePress(&fixture.canvas, Qt::LeftButton, {}, {100, 100});
        fixture.moveMouse({200, 200}, Qt::LeftButton);
        fixture.document.close();
        fixture.moveMouse({300, 300}, Qt::LeftButton);
        QTest::mouseRelease(&fixture.canvas, Qt::LeftButton, {}, {300, 300});
        QSignalSpy asked(&fixture.canvas, &CanvasView::openRequested);
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, {100, 100});
        QCOMPARE(asked.count(), 1);
        fixture.shown();
        fixture.document.open(filled({1, 1}, 250, 0, 0));
        fixture.canvas.fit();
        fixture.shown();
        QVERIFY(fixture.document.mask().bounds().empty());
        fixture.document.open(filled({65535, 1}, 250, 0, 0));
        fixture.canvas.fit();
        fixture.shown();
    }

    void aDocumentMayGoFirst() {
        CanvasView canvas;
        canvas.resize(300, 200);
        canvas.show();
        {
            document::Document document;
            canvas.setDocument(&document);
            document.open(gradient({300, 200}));
            canvas.setTool(CanvasTool::Brush);
            QTest::mousePress(&canvas, Qt::LeftButton, {}, {100, 100});
        }
        canvas.grab();
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, {100, 100});
    }

    void dropsAreHandedOn() {
        Fixture fixture;
        QSignalSpy paths(&fixture.canvas, &CanvasView::pathsDropped),
            pictures(&fixture.canvas, &CanvasView::imageDropped);
        QMimeData files;
        files.setUrls({QUrl("file:///tmp/a.png"), QUrl("file:///tmp/b.jpg")});
        const auto enter = [&](const QMimeData& data) {
            QDragEnterEvent event({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(&fixture.canvas, &event);
            return event.isAccepted();
        };
        QVERIFY(enter(files));
        QDropEvent drop({10, 10}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(&fixture.canvas, &drop);
        QCOMPARE(paths.count(), 1);
        QCOMPARE(paths[0][0].value<QList<QUrl>>().size(), 2);
        QMimeData picture;
        picture.setImageData(QImage(3, 4, QImage::Format_RGB32));
        QVERIFY(enter(picture));
        QDropEvent second({10, 10}, Qt::CopyAction, &picture, Qt::LeftButton, {});
        QApplication::sendEvent(&fixture.canvas, &second);
        QCOMPARE(pictures.count(), 1);
        QCOMPARE(pictures[0][0].value<QImage>().size(), QSize(3, 4));
    }

    void saysWhatItShows() {
        Fixture fixture(gradient({800, 600}));
        QVERIFY(fixture.canvas.accessibleDescription().contains("800"));
        fixture.canvas.setZoom(0.5, {0, 0});
        QVERIFY2(fixture.canvas.accessibleDescription().contains("50"),
                 qPrintable(fixture.canvas.accessibleDescription()));
        fixture.document.close();
        QVERIFY(!fixture.canvas.accessibleDescription().contains("800"));
    }
};

QTEST_MAIN(TestCanvasView)
#include "tst_canvas_view.moc"
