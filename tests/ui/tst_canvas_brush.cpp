#include <QTest>
#include <cmath>
#include <numbers>

#include "ui/canvas/brush.h"
#include "ui/canvas/polygon.h"

using namespace tintype;
using namespace tintype::ui;
using image::Mask;

namespace {

double coverage(const Mask& mask) {
    double sum = 0;
    for (int y = 0; y < mask.size().height; ++y)
        for (int x = 0; x < mask.size().width; ++x) sum += mask.row(y)[x];
    return sum / 255;
}

int at(const Mask& mask, int x, int y) {
    return mask.row(y)[x];
}

}  // namespace

class TestCanvasBrush : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hardDabCoversItsDisc_data() {
        QTest::addColumn<double>("diameter");
        for (double diameter : {3.0, 10.0, 41.0, 200.0})
            QTest::newRow(qPrintable(QString::number(diameter))) << diameter;
    }

    void hardDabCoversItsDisc() {
        QFETCH(double, diameter);
        Mask mask({300, 300});
        const Rect dirty = sweep(mask, {150.5, 150.5}, {150.5, 150.5}, Tip(diameter, 100, 1), MaskMode::Add);
        const double area = std::numbers::pi * diameter * diameter / 4;
        QVERIFY2(std::abs(coverage(mask) - area) < 0.05 * area + 1,
                 qPrintable(QString::number(coverage(mask))));
        QCOMPARE(at(mask, 150, 150), 255);
        QCOMPARE(intersect(mask.bounds(), dirty), mask.bounds());
        QCOMPARE(at(mask, 150 + int(diameter / 2) + 2, 150), 0);
    }

    void coveredStartsMakeTheSameStroke_data() {
        QTest::addColumn<QList<QPointF>>("points");
        QTest::newRow("right") << QList<QPointF>{{60, 90}, {80, 90}, {81, 90}, {140, 90}};
        QTest::newRow("up") << QList<QPointF>{{90, 150}, {90, 120}, {90, 119.5}, {90, 60}};
        QTest::newRow("back and forth") << QList<QPointF>{{60, 60}, {140, 120}, {61, 61}, {139, 119}};
        QTest::newRow("almost level") << QList<QPointF>{{150, 90}, {100, 90.001}, {40, 89.999}};
        QTest::newRow("over the edge")
            << QList<QPointF>{{5, 5}, {-60, -80}, {-100, 100}, {300, 190}, {90, 30}};
    }

    void coveredStartsMakeTheSameStroke() {
        QFETCH(QList<QPointF>, points);
        for (const MaskMode mode : {MaskMode::Add, MaskMode::Subtract}) {
            Mask whole({180, 180}, mode == MaskMode::Add ? 0 : 255), continued = whole;
            const Tip tip(50, 40, 1);
            Rect dirty;
            for (int i = 1; i < points.size(); ++i) {
                sweep(whole, points[i - 1], points[i], tip, mode);
                const Mask before = continued;
                dirty = sweep(continued, points[i - 1], points[i], tip, mode,
                              i == 1 ? LineStart::New : LineStart::Covered);
                for (int y = 0; y < 180; ++y)
                    for (int x = 0; x < 180; ++x)
                        QVERIFY(at(before, x, y) == at(continued, x, y) ||
                                !intersect(dirty, {x, y, 1, 1}).empty());
            }
            for (int y = 0; y < 180; ++y)
                for (int x = 0; x < 180; ++x) QVERIFY(std::abs(at(whole, x, y) - at(continued, x, y)) <= 1);
        }
    }

    void softDabFallsOffSteadily() {
        Mask mask({120, 120});
        sweep(mask, {60.5, 60.5}, {60.5, 60.5}, Tip(100, 20, 1), MaskMode::Add);
        QCOMPARE(at(mask, 60, 60), 255);
        QCOMPARE(at(mask, 66, 60), 255);
        for (int x = 60; x < 115; ++x) QVERIFY(at(mask, x + 1, 60) <= at(mask, x, 60));
        QVERIFY(at(mask, 85, 60) > 60 && at(mask, 85, 60) < 220);
        for (int i = 0; i < 50; ++i) {
            QCOMPARE(at(mask, 60 + i, 60), at(mask, 60 - i, 60));
            QCOMPARE(at(mask, 60 + i, 60), at(mask, 60, 60 + i));
        }
    }

    void sweptLineHasNoScallops() {
        Mask mask({400, 100});
        sweep(mask, {50.5, 50.5}, {350.5, 50.5}, Tip(40, 100, 1), MaskMode::Add);
        for (int x = 60; x < 340; ++x)
            for (int y = 20; y < 80; ++y) QCOMPARE(at(mask, x, y), at(mask, 200, y));
        const double area = 300 * 40 + std::numbers::pi * 400;
        QVERIFY(std::abs(coverage(mask) - area) < 0.02 * area);
    }

    void goingOverAgainChangesNothing() {
        Mask once({200, 200});
        const Tip tip(60, 30, 0.6);
        sweep(once, {40, 40}, {150, 160}, tip, MaskMode::Add);
        Mask twice = once;
        sweep(twice, {150, 160}, {40, 40}, tip, MaskMode::Add);
        int worst = 0;
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 200; ++x) worst = std::max(worst, std::abs(at(once, x, y) - at(twice, x, y)));
        QVERIFY(worst <= 1);
        QCOMPARE(at(once, 95, 100), 153);
    }

    void subtractTakesAwayWhatAddPutThere() {
        Mask mask({100, 100}, 255);
        sweep(mask, {50.5, 50.5}, {50.5, 50.5}, Tip(30, 100, 1), MaskMode::Subtract);
        QCOMPARE(at(mask, 50, 50), 0);
        QCOMPARE(at(mask, 10, 50), 255);
    }

    void everyAngleAndPlaceStaysInside() {
        const Size size{37, 23};
        for (int step = 0; step < 400; ++step) {
            const double angle = step * 0.37;
            const QPointF from(18 + 60 * std::cos(angle), 11 + 60 * std::sin(angle));
            const QPointF to(18 - 45 * std::cos(angle * 1.7), 11 - 45 * std::sin(angle * 0.6));
            Mask mask(size);
            const Rect dirty = sweep(mask, from, to, Tip(1 + step % 50, step % 101, 1), MaskMode::Add);
            QCOMPARE(intersect(dirty, {0, 0, size.width, size.height}), dirty.empty() ? Rect{} : dirty);
            QCOMPARE(intersect(mask.bounds(), dirty), mask.bounds());
        }
    }

    void diagonalRowsAreNotCutShort() {
        Mask mask({200, 200});
        sweep(mask, {30.5, 30.5}, {170.5, 150.5}, Tip(24, 100, 1), MaskMode::Add);
        for (int y = 0; y < 200; ++y) {
            for (int x = 0; x < 200; ++x) {
                const double px = x + 0.5 - 30.5, py = y + 0.5 - 30.5;
                const double t = std::clamp((px * 140 + py * 120) / (140.0 * 140 + 120 * 120), 0.0, 1.0);
                const double distance = std::hypot(px - t * 140, py - t * 120);
                if (distance < 11) QCOMPARE(at(mask, x, y), 255);
                if (distance > 13) QCOMPARE(at(mask, x, y), 0);
            }
        }
    }

    void polygonCoversItsArea() {
        Mask mask({100, 100});
        fillPolygon(mask, {{10, 10}, {60, 10}, {60, 50.5}, {10, 50.5}}, MaskMode::Add);
        QVERIFY(std::abs(coverage(mask) - 50 * 40.5) < 15);
        QCOMPARE(at(mask, 10, 10), 255);
        QCOMPARE(at(mask, 59, 49), 255);
        QCOMPARE(at(mask, 60, 20), 0);
        QVERIFY(at(mask, 30, 50) > 80 && at(mask, 30, 50) < 180);
    }

    void triangleMatchesGeometry() {
        Mask mask({200, 200});
        fillPolygon(mask, {{20.3, 20.7}, {180.2, 60.4}, {70.9, 170.1}}, MaskMode::Add);
        const double area = 0.5 * std::abs((180.2 - 20.3) * (170.1 - 20.7) - (70.9 - 20.3) * (60.4 - 20.7));
        QVERIFY2(std::abs(coverage(mask) - area) < 0.005 * area,
                 qPrintable(QString::number(coverage(mask) / area)));
    }

    void selfCrossingOutlineHasNoHole() {
        Mask mask({100, 100});
        fillPolygon(mask, {{10, 10}, {90, 10}, {90, 90}, {10, 90}, {10, 10}, {90, 10}, {90, 90}, {10, 90}},
                    MaskMode::Add);
        QCOMPARE(at(mask, 50, 50), 255);
    }

    void polygonOutsideThePictureIsCut() {
        Mask mask({40, 30});
        fillPolygon(mask, {{-500, -500}, {500, -500}, {500, 500}, {-500, 500}}, MaskMode::Add);
        QVERIFY(mask == Mask({40, 30}, 255));
        QVERIFY(fillPolygon(mask, {{100, 100}, {200, 100}, {150, 200}}, MaskMode::Subtract).empty());
        QVERIFY(fillPolygon(mask, {{1, 1}, {2, 2}}, MaskMode::Subtract).empty());
        QVERIFY(mask == Mask({40, 30}, 255));
    }

    void rectangleIsExact() {
        Mask mask({40, 30});
        QCOMPARE(fillRectangle(mask, {-5, 10, 15, 100}, MaskMode::Add), (Rect{0, 10, 10, 20}));
        QCOMPARE(coverage(mask), 200.0);
        fillRectangle(mask, {0, 10, 40, 5}, MaskMode::Subtract);
        QCOMPARE(coverage(mask), 150.0);
    }
};

QTEST_APPLESS_MAIN(TestCanvasBrush)
#include "tst_canvas_brush.moc"
