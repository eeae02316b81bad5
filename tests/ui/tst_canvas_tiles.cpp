#include <QSignalSpy>
#include <QTest>

#include "tests/ui/canvas_fixture.h"
#include "ui/canvas/mask_overlay.h"
#include "ui/canvas/tile_pyramid.h"
#include "ui/canvas/tile_render.h"

using namespace tintype;
using namespace tintype::ui;

class TestCanvasTiles : public QObject {
    Q_OBJECT

    static Viewport viewOf(Size picture, QSizeF device) {
        Viewport view;
        view.setDevice(device, 0);
        view.setPicture(picture);
        return view;
    }

    static QImage drawn(TilePyramid& pyramid, const Viewport& view) {
        QImage canvas(view.device().toSize(), QImage::Format_RGB32);
        canvas.fill(Qt::black);
        for (int i = 0; i < 2000; ++i) {
            QPainter painter(&canvas);
            pyramid.draw(painter, view, canvas.rect());
            painter.end();
            if (pyramid.complete()) return canvas;
            QTest::qWait(1);
        }
        return {};
    }

private Q_SLOTS:
    void reducedTilesAverage() {
        image::Image picture({5, 3}, 3);
        for (int y = 0; y < 3; ++y)
            for (int x = 0; x < 5; ++x) picture.mutableRow(y)[x * 3] = std::uint8_t(10 * x + 50 * y);
        const QImage tile = renderTile(picture, {1, 0, 0}, image::DisplayTransform(picture, {}));
        QCOMPARE(tile.size(), QSize(3, 2));
        QCOMPARE(qRed(tile.pixel(0, 0)), 30);
        QCOMPARE(qRed(tile.pixel(2, 0)), 65);
        QCOMPARE(qRed(tile.pixel(2, 1)), 140);
    }

    void hiddenColoursDoNotBleed() {
        image::Image picture({2, 2}, 4);
        for (int x = 0; x < 2; ++x) {
            picture.mutableRow(0)[x * 4] = 200;
            picture.mutableRow(0)[x * 4 + 3] = 255;
            picture.mutableRow(1)[x * 4 + 1] = 255;
        }
        const QColor colour = renderTile(picture, {1, 0, 0}, image::DisplayTransform(picture, {})).pixelColor(0, 0);
        QVERIFY(std::abs(colour.alpha() - 127) <= 1);
        QVERIFY(colour.red() > 195 && colour.green() < 5);
    }

    void deepPicturesAreShown() {
        image::Image picture({700, 40}, 3, image::Depth::U16);
        for (int y = 0; y < 40; ++y) {
            auto* row = reinterpret_cast<std::uint16_t*>(picture.mutableRow(y));
            for (int x = 0; x < 700; ++x) row[x * 3] = std::uint16_t(x * 93);
        }
        for (int level : {0, 1, 2}) {
            const QImage tile = renderTile(picture, {level, 0, 0}, image::DisplayTransform(picture, {}));
            const int x = 100 >> level;
            QVERIFY(std::abs(qRed(tile.pixel(x, 3)) - ((x + 0.5) * (1 << level)) * 93 / 257) < 1.5);
        }
        QCOMPARE(renderFirstLook(picture, 64, image::DisplayTransform(picture, {})).size(), QSize(64, 4));
    }

    void onlyChangedTilesAreMadeAgain() {
        TilePyramid pyramid;
        const image::Image before = gradient({4000, 3000});
        const Viewport view = viewOf(before.size(), {4000, 3000});
        pyramid.setSource(before);
        QVERIFY(!drawn(pyramid, view).isNull());
        QCOMPARE(pyramid.tilesMade(), quint64(8 * 6));
        image::Image after = before;
        after.mutableRow(700)[700 * 3] ^= 255;
        pyramid.setSource(after);
        const QImage shown = drawn(pyramid, view);
        QCOMPARE(qRed(shown.pixel(700, 700)), int(after.row(700)[700 * 3]));
        QVERIFY2(pyramid.tilesMade() <= 48 + 9, qPrintable(QString::number(pyramid.tilesMade())));
        const quint64 made = pyramid.tilesMade();
        pyramid.setSource(after);
        drawn(pyramid, view);
        QCOMPARE(pyramid.tilesMade(), made);
    }

    void quickChangesEndWithTheLast() {
        TilePyramid pyramid;
        const Viewport view = viewOf({2000, 1500}, {2000, 1500});
        for (int i = 0; i < 40; ++i) {
            pyramid.setSource(filled({2000, 1500}, std::uint8_t(i * 6), 0, 0));
            QImage canvas(2000, 1500, QImage::Format_RGB32);
            QPainter painter(&canvas);
            pyramid.draw(painter, view, canvas.rect());
            if (i % 5 == 0) QTest::qWait(3);
        }
        const QImage shown = drawn(pyramid, view);
        for (int y = 0; y < 1500; y += 50)
            for (int x = 0; x < 2000; x += 50) QCOMPARE(shown.pixel(x, y), qRgb(39 * 6, 0, 0));
    }

    void smoothZoomHasNoSeams() {
        TilePyramid pyramid;
        image::Image ramp({3000, 1100}, 3);
        for (int y = 0; y < 1100; ++y)
            for (int x = 0; x < 3000; ++x) {
                std::uint8_t* pixel = ramp.mutableRow(y) + x * 3;
                pixel[0] = std::uint8_t(x / 12);
                pixel[1] = std::uint8_t(y / 5);
            }
        pyramid.setSource(ramp);
        for (double zoom : {0.21, 0.37, 0.61, 0.83, 1.27, 1.9}) {
            Viewport view = viewOf(ramp.size(), {1000, 700});
            view.zoomAt(zoom, {0, 0});
            const QImage shown = drawn(pyramid, view);
            QVERIFY(!shown.isNull());
            const QRect inside = view.toDevice(Rect{8, 8, 2984, 1084}).toAlignedRect() & shown.rect();
            for (int y = inside.top() + 1; y < inside.bottom(); ++y)
                for (int x = inside.left() + 1; x < inside.right(); ++x) {
                    const int step = qRed(shown.pixel(x, y)) - qRed(shown.pixel(x - 1, y));
                    const int down = qGreen(shown.pixel(x, y)) - qGreen(shown.pixel(x, y - 1));
                    QVERIFY2(step >= 0 && step <= 2 && down >= 0 && down <= 2,
                             qPrintable(QString("%1: %2 %3").arg(zoom).arg(x).arg(y)));
                }
        }
    }

    void panningAndNewPixelsEqualAFreshPicture() {
        image::Image picture = gradient({2000, 1500});
        TilePyramid kept;
        kept.setSource(picture);
        for (double zoom : {0.37, 0.5, 0.83, 1.27}) {
            Viewport view = viewOf(picture.size(), {700, 500});
            view.zoomAt(zoom, {0, 0});
            for (const QPointF& way : {QPointF(-37, -12), QPointF(-211, -90), QPointF(120, 60)}) {
                view.pan(way);
                QVERIFY(!drawn(kept, view).isNull());
                image::Image next = picture;
                const QPoint seen = view.toImage({350, 250}).toPoint();
                for (int x = 0; x < 40; ++x) next.mutableRow(seen.y())[(seen.x() + x) * 3 + 1] ^= 255;
                kept.setSource(picture = next);
                TilePyramid fresh;
                fresh.setSource(picture);
                QCOMPARE(drawn(kept, view), drawn(fresh, view));
            }
        }
    }

    void overlayEqualsAFreshOneAfterPatches() {
        const Size size{1500, 1100};
        image::Mask mask(size);
        MaskOverlay patched;
        for (double zoom : {1.0, 0.3, 0.61, 1.27}) {
            Viewport view = viewOf(size, {1500, 1100});
            view.zoomAt(zoom, {0, 0});
            const auto shot = [&](MaskOverlay& overlay) {
                QImage canvas(1500, 1100, QImage::Format_ARGB32_Premultiplied);
                canvas.fill(Qt::white);
                for (int i = 0; i < 50; ++i) {
                    canvas.fill(Qt::white);
                    QPainter painter(&canvas);
                    if (overlay.draw(painter, view, canvas.rect(), mask)) return canvas;
                }
                return QImage();
            };
            shot(patched);
            for (const Rect& rect : {Rect{500, 500, 30, 30}, Rect{0, 0, 600, 5}, Rect{1490, 1090, 10, 10},
                                     Rect{515, 505, 4, 4}}) {
                for (int y = rect.y; y < rect.bottom(); ++y)
                    for (int x = rect.x; x < rect.right(); ++x) mask.mutableRow(y)[x] ^= 255;
                patched.touch(rect, size);
                MaskOverlay fresh;
                QCOMPARE(shot(patched), shot(fresh));
            }
        }
    }
};

QTEST_MAIN(TestCanvasTiles)
#include "tst_canvas_tiles.moc"
