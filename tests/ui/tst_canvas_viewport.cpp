#include <QTest>
#include <random>

#include "ui/canvas/crop_frame.h"
#include "ui/canvas/tile_grid.h"
#include "ui/canvas/viewport.h"

using namespace tintype;
using namespace tintype::ui;

class TestCanvasViewport : public QObject {
    Q_OBJECT

    static Viewport viewOf(Size picture, QSizeF device) {
        Viewport view;
        view.setDevice(device, 0);
        view.setPicture(picture);
        return view;
    }

private Q_SLOTS:
    void fitShowsEverything() {
        const Viewport view = viewOf({6000, 4000}, {1200, 1200});
        QCOMPARE(view.zoom(), 0.2);
        QCOMPARE(view.toDevice(Rect{0, 0, 6000, 4000}), QRectF(0, 200, 1200, 800));
    }

    void zoomKeepsThePointUnderTheCursor() {
        Viewport view = viewOf({6000, 4000}, {1200, 800});
        const QPointF cursor(700, 300);
        const QPointF before = view.toImage(cursor);
        for (double zoom : {0.5, 1.0, 7.3, 32.0, 3.0, 0.4}) {
            view.zoomAt(zoom, cursor);
            const QPointF off = view.toDevice(before) - cursor;
            QVERIFY2(off.manhattanLength() <= 1.01, qPrintable(QString::number(zoom)));
        }
    }

    void zoomStaysInItsRange() {
        Viewport view = viewOf({600, 400}, {1200, 800});
        view.zoomAt(1e9, {10, 10});
        QCOMPARE(view.zoom(), 32.0);
        view.zoomAt(-1, {10, 10});
        QCOMPARE(view.zoom(), 0.01);
        view.zoomAt(std::nan(""), {10, 10});
        QCOMPARE(view.zoom(), 0.01);
    }

    void ladderGoesUpAndDown() {
        Viewport view = viewOf({600, 400}, {600, 400});
        int steps = 0;
        for (; view.zoom() < 32 && steps < 100; ++steps) view.zoomAt(view.zoomAbove(), {300, 200});
        QCOMPARE(view.zoom(), 32.0);
        for (; view.zoom() > 0.01 && steps < 100; ++steps) view.zoomAt(view.zoomBelow(), {300, 200});
        QCOMPARE(view.zoom(), 0.01);
        QVERIFY(steps < 50);
    }

    void thePictureCannotBeLost() {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> way(-30000, 30000), factor(0.2, 4);
        Viewport view = viewOf({6000, 4000}, {1200, 800});
        for (int i = 0; i < 2000; ++i) {
            view.pan({way(random), way(random)});
            const QRectF shown = view.toDevice(Rect{0, 0, 6000, 4000}) & QRectF(0, 0, 1200, 800);
            QVERIFY(shown.width() >= std::min(290.0, 5999 * view.zoom()));
            QVERIFY(shown.height() >= std::min(190.0, 3999 * view.zoom()));
            view.zoomAt(view.zoom() * factor(random), {way(random) / 30, way(random) / 30});
        }
    }

    void resizeKeepsFitOrCentre() {
        Viewport view = viewOf({600, 400}, {600, 400});
        view.setDevice({300, 200}, 0);
        QVERIFY(view.fitted());
        QCOMPARE(view.zoom(), 0.5);
        view.zoomAt(2, {150, 100});
        const QPointF centre = view.toImage({150, 100});
        view.setDevice({500, 300}, 0);
        QVERIFY(!view.fitted());
        QVERIFY((view.toImage({250, 150}) - centre).manhattanLength() < 1);
    }

    void tilesMeetWithoutGapOrOverlap_data() {
        QTest::addColumn<double>("zoom");
        for (double zoom : {0.013, 0.11, 0.2, 0.3333, 0.5, 0.77, 1.0, 1.37, 2.6, 9.1})
            QTest::newRow(qPrintable(QString::number(zoom))) << zoom;
    }

    void tilesMeetWithoutGapOrOverlap() {
        QFETCH(double, zoom);
        Viewport view = viewOf({6001, 3999}, {1200, 800});
        view.zoomAt(zoom, {333, 123});
        QRegion covered;
        qint64 area = 0;
        for (const TileId& id : tilesIn(view.picture(), view.visible(), levelFor(zoom))) {
            const QRect tile = deviceRect(view, id);
            QVERIFY(!covered.intersects(tile));
            covered += tile;
            area += qint64(tile.width()) * tile.height();
        }
        const QRect picture = view.toDevice(Rect{0, 0, 6001, 3999}).toAlignedRect();
        const QRegion missing = QRegion(picture & QRect(0, 0, 1200, 800)).subtracted(covered);
        for (const QRect& rect : missing) QVERIFY2(rect.width() <= 1 || rect.height() <= 1, "a gap");
    }

    void cropHandlesMoveTheirEdges() {
        CropFrame crop;
        crop.setPicture({400, 300});
        crop.setFrame({100, 100, 200, 100});
        crop.begin(CropFrame::Left | CropFrame::Top, {100, 100});
        crop.drag({50, 60});
        QCOMPARE(crop.frame(), (Rect{50, 60, 250, 140}));
        crop.begin(CropFrame::Right, {300, 130});
        crop.drag({1000, 999});
        QCOMPARE(crop.frame(), (Rect{50, 60, 350, 140}));
        crop.begin(CropFrame::Inside, {100, 100});
        crop.drag({-1000, 101});
        QCOMPARE(crop.frame(), (Rect{0, 61, 350, 140}));
        crop.begin(CropFrame::Right, {350, 100});
        crop.drag({-50, 100});
        QCOMPARE(crop.frame(), (Rect{0, 61, 1, 140}));
    }

    void cropRatioHoldsForEveryHandle() {
        for (double ratio : {1.0, 1.5, 0.4, 16.0 / 9}) {
            for (int handle : {5, 6, 9, 10, 1, 2, 4, 8, 32}) {
                CropFrame crop;
                crop.setPicture({4000, 3000});
                crop.setRatio(ratio);
                crop.setFrame({1000, 1000, int(800 * ratio), 800});
                crop.begin(handle, {1300, 1200});
                for (QPointF to :
                     {QPointF(200, 150), QPointF(3900, 2950), QPointF(-500, 9000), QPointF(1301, 1700)}) {
                    crop.drag(to);
                    const Rect frame = crop.frame();
                    QCOMPARE(intersect(frame, {0, 0, 4000, 3000}), frame);
                    if (std::min(frame.width, frame.height) > 100)
                        QVERIFY2(
                            std::abs(double(frame.width) / frame.height / ratio - 1) < 0.02,
                            qPrintable(QString("%1: %2x%3").arg(handle).arg(frame.width).arg(frame.height)));
                }
            }
        }
    }

    void cropNudgeStopsAtTheBorder() {
        CropFrame crop;
        crop.setPicture({400, 300});
        crop.setFrame({10, 10, 100, 100});
        crop.nudge(-10, 5);
        QCOMPARE(crop.frame(), (Rect{0, 15, 100, 100}));
        crop.nudge(-10, 1000);
        QCOMPARE(crop.frame(), (Rect{0, 200, 100, 100}));
    }
};

QTEST_APPLESS_MAIN(TestCanvasViewport)
#include "tst_canvas_viewport.moc"
