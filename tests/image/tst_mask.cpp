#include <QTest>
#include <cmath>
#include <random>

#include "core/base/error.h"
#include "core/image/mask.h"
#include "tests/image/samples.h"

using namespace tintype;
using namespace tintype::image;
using namespace tintype::image::samples;

namespace {

Mask withSquare(Size size, Rect square, std::uint8_t value = 255) {
    Mask mask(size);
    for (int y = square.y; y < square.bottom(); ++y)
        for (int x = square.x; x < square.right(); ++x) mask.mutableRow(y)[x] = value;
    return mask;
}

}  // namespace

class TestMask : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copiesShareUntilWritten() {
        const Mask a(Size{4, 4}, 7);
        Mask b = a;
        b.mutableRow(1)[1] = 9;
        QCOMPARE(int(a.row(1)[1]), 7);
        QVERIFY(!(a == b));
    }

    void boundsHoldEverySetPixel() {
        QVERIFY(Mask(Size{5, 5}).bounds().empty());
        QVERIFY(Mask().bounds().empty());
        QCOMPARE(withSquare({20, 10}, {3, 4, 5, 2}, 1).bounds(), (Rect{3, 4, 5, 2}));
        QCOMPARE(Mask(Size{5, 3}, 255).bounds(), (Rect{0, 0, 5, 3}));
    }

    void anEmptyMaskTakesNoMemory() {
        QVERIFY(Mask(Size{6000, 4000}).blocks().empty());
        Mask touched(Size{6000, 4000});
        touched.mutableRow(2000)[5] = 1;
        QCOMPARE(touched.blocks().size(), std::size_t(1));
        QCOMPARE(touched.bounds(), (Rect{5, 2000, 1, 1}));
        QVERIFY(!touched.sharesAll(Mask(Size{6000, 4000})));
        touched.mutableRow(2000)[5] = 0;
        QVERIFY(touched.bounds().empty());
        QVERIFY(touched == Mask(Size{6000, 4000}));
    }

    void boundsFollowEveryWrite() {
        std::mt19937 random(3);
        Mask mask(Size{70, 300});
        std::vector<Mask> copies;
        for (int i = 0; i < 400; ++i) {
            const int x = int(random() % 70), y = int(random() % 300);
            mask.mutableRow(y)[x] = random() % 3 ? 0 : 200;
            Rect expected;
            for (int row = 0; row < 300; ++row)
                for (int column = 0; column < 70; ++column)
                    if (mask.row(row)[column]) expected = unite(expected, {column, row, 1, 1});
            QCOMPARE(mask.bounds(), expected);
            if (i % 50 == 0) copies.push_back(mask);
        }
        for (const Mask& copy : copies) QVERIFY(maskOfBytes(copy.size(), copy.bytes()) == copy);
        QVERIFY_EXCEPTION_THROWN(maskOfBytes({70, 300}, Bytes(20999)), Error);
    }

    void heightsThatAreNoMultipleOfABandWork() {
        for (const int height : {1, 31, 32, 33, 63, 64, 65, 100}) {
            const Mask full(Size{9, height}, 255);
            QCOMPARE(full.bounds(), (Rect{0, 0, 9, height}));
            QCOMPARE(full.bytes(), Bytes(std::size_t(9 * height), 255));
            QVERIFY(inverted(full) == Mask(Size{9, height}));
            QVERIFY(inverted(inverted(full)) == full);
            Mask last = full;
            last.mutableRow(height - 1)[8] = 7;
            QCOMPARE(int(full.row(height - 1)[8]), 255);
            QVERIFY(!(last == full));
        }
    }

    void growsByADisc_data() {
        QTest::addColumn<int>("radius");
        for (const int radius : {1, 2, 5, 12, 30}) QTest::addRow("%d", radius) << radius;
    }
    void growsByADisc() {
        QFETCH(int, radius);
        const Mask grownMask = grown(withSquare({101, 101}, {50, 50, 1, 1}), radius);
        for (int y = 0; y < 101; ++y)
            for (int x = 0; x < 101; ++x) {
                const bool inside = std::hypot(x - 50, y - 50) <= radius + 0.005;
                QCOMPARE(int(grownMask.row(y)[x]), inside ? 255 : 0);
            }
    }

    void softMasksGrowToo() {
        const Mask grownMask = grown(withSquare({101, 101}, {50, 50, 1, 1}, 100), 20);
        QCOMPARE(int(grownMask.row(50)[70]), 100);
        QCOMPARE(int(grownMask.row(50)[71]), 0);
        QCOMPARE(int(grownMask.row(50 + 12)[50 + 12]), 100);
        QCOMPARE(int(grownMask.row(50 + 17)[50 + 17]), 0);
    }

    void shrinkingUndoesGrowing() {
        const Mask square = withSquare({60, 60}, {20, 20, 20, 20});
        QVERIFY(grown(grown(square, 7), -7) == square);
        QVERIFY(grown(square, -10).bounds().empty());
        QCOMPARE(grown(square, -5).bounds(), (Rect{25, 25, 10, 10}));
        QVERIFY(grown(square, 1'000'000) == Mask(Size{60, 60}, 255));
        QVERIFY(grown(Mask(Size{9, 9}, 255), -3) == Mask(Size{9, 9}, 255));  // the border is no edge
    }

    void featheringIsSmoothAndStaysInReach() {
        const Mask half = withSquare({200, 20}, {0, 0, 100, 20});
        for (const int width : {1, 2, 7, 20, 40}) {
            const Mask soft = feathered(half, width);
            const int reach = (width + 1) / 2;
            QCOMPARE(int(soft.row(10)[99 - reach]), 255);
            QCOMPARE(int(soft.row(10)[100 + reach]), 0);
            QVERIFY(soft.row(10)[99] > 127 && soft.row(10)[99] < 255);
            QVERIFY(soft.row(10)[100] > 0 && soft.row(10)[100] < 128);
            for (int x = 1; x < 200; ++x) QVERIFY(soft.row(10)[x] <= soft.row(10)[x - 1]);
        }
        QVERIFY(feathered(Mask(Size{30, 30}, 255), 10) == Mask(Size{30, 30}, 255));
        QVERIFY(feathered(half, 0) == half);
    }

    void invertsThresholdsCropsAndResizes() {
        const Mask grey = withSquare({10, 10}, {2, 2, 4, 4}, 128);
        QCOMPARE(int(inverted(grey).row(3)[3]), 127);
        QCOMPARE(int(thresholded(grey, 128).row(3)[3]), 0);
        QCOMPARE(int(thresholded(grey, 127).row(3)[3]), 255);
        QCOMPARE(crop(grey, {2, 2, 4, 4}).bounds(), (Rect{0, 0, 4, 4}));
        QVERIFY_EXCEPTION_THROWN(crop(grey, {8, 8, 4, 4}), Error);
        QCOMPARE(int(resized(grey, {5, 5}).row(1)[1]), 128);
        QCOMPARE(resized(grey, {33, 7}).size(), (Size{33, 7}));
    }

    void comesFromBrightnessOrAlpha() {
        Image picture({2, 1}, 3);
        for (int i = 0; i < 3; ++i) picture.mutableData()[i] = 201;
        const Mask bright = maskFromImage(picture, {2, 1});
        QCOMPARE(int(bright.row(0)[0]), 201);
        QCOMPARE(int(bright.row(0)[1]), 0);
        Image alpha({2, 1}, 4);
        alpha.mutableData()[3] = 77;
        QCOMPARE(int(maskFromImage(alpha, {2, 1}).row(0)[0]), 77);
        alpha.mutableData()[7] = 77;  // constant: not what was meant
        QCOMPARE(int(maskFromImage(alpha, {2, 1}).row(0)[0]), 0);
        QVERIFY(maskFromImage(maskToImage(bright), {2, 1}) == bright);
        try {
            maskFromImage(picture, {30, 20});
            QFAIL("a mask of another size was taken");
        } catch (const Error& error) {
            QVERIFY(error.message().english().find("2 x 1") != std::string::npos);
            QVERIFY(error.message().english().find("30 x 20") != std::string::npos);
        }
    }

    void compositeKeepsWhatIsOutside_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("editDepth");
        for (const int channels : {3, 4})
            for (const int depth : {1, 2})
                for (const int editDepth : {1, 2})
                    QTest::addRow("%d %d %d", channels, depth, editDepth) << channels << depth << editDepth;
    }
    void compositeKeepsWhatIsOutside() {
        QFETCH(int, channels);
        QFETCH(int, depth);
        QFETCH(int, editDepth);
        Image original = pattern({64, 64}, channels, static_cast<Depth>(depth), 1);
        original.attachments.xmp = {1, 2, 3};
        const Image edited = pattern({64, 64}, 3, static_cast<Depth>(editDepth), 2);
        Mask mask(Size{64, 64});
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x) mask.mutableRow(y)[x] = x < 20 ? 0 : x < 40 ? 255 : 128;
        const Image result = composite(original, edited, mask);
        QVERIFY(crop(result, {0, 0, 20, 64}).samePixels(crop(original, {0, 0, 20, 64})));
        QCOMPARE(result.depth(), original.depth());
        QVERIFY(result.attachments == original.attachments);
        QVERIFY(withAlphaOf(result, original).samePixels(result));  // alpha is the original's
        const Image inside = toDepth8(withoutAlpha(crop(result, {20, 0, 20, 64})));
        QVERIFY(inside.samePixels(toDepth8(crop(edited, {20, 0, 20, 64}))));
    }

    void anUntouched16BitPixelKeepsItsBits() {
        const Image deep = pattern({32, 32}, 3, Depth::U16);
        QVERIFY(composite(deep, toDepth8(deep), Mask(Size{32, 32}, 255)).samePixels(deep));
    }
};

QTEST_APPLESS_MAIN(TestMask)
#include "tst_mask.moc"
