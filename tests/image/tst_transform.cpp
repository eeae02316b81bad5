#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/image/transform.h"
#include "tests/image/samples.h"

using namespace tintype;
using namespace tintype::image;
using namespace tintype::image::samples;

namespace {

bool samePixel(const Image& a, int ax, int ay, const Image& b, int bx, int by) {
    return std::equal(a.row(ay) + a.pixelBytes() * ax, a.row(ay) + a.pixelBytes() * (ax + 1),
                      b.row(by) + b.pixelBytes() * bx);
}

}  // namespace

class TestTransform : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void orientationsFollowExif_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        for (const int channels : {3, 4})
            for (const int depth : {1, 2}) QTest::addRow("%d %d", channels, depth) << channels << depth;
    }
    void orientationsFollowExif() {
        QFETCH(int, channels);
        QFETCH(int, depth);
        const Image stored = pattern({7, 4}, channels, static_cast<Depth>(depth));
        const int w = 7, h = 4;
        for (int orientation = 1; orientation <= 8; ++orientation) {
            const Image shown = oriented(stored, orientation);
            QCOMPARE(shown.size(), orientation >= 5 ? (Size{h, w}) : (Size{w, h}));
            for (int y = 0; y < h; ++y)
                for (int x = 0; x < w; ++x) {
                    // Where the stored pixel x, y stands on the screen (EXIF 2.32, tag 274).
                    const int across[] = {x, w - 1 - x, w - 1 - x, x, y, h - 1 - y, h - 1 - y, y};
                    const int down[] = {y, y, h - 1 - y, h - 1 - y, x, x, w - 1 - x, w - 1 - x};
                    QVERIFY(samePixel(shown, across[orientation - 1], down[orientation - 1], stored, x, y));
                }
        }
        QVERIFY(oriented(stored, 0).samePixels(stored) && oriented(stored, 99).samePixels(stored));
    }

    void turnsUndoEachOther() {
        Image picture = pattern({31, 17}, 3, Depth::U8);
        picture.attachments.exif = {1};
        QVERIFY(turned(turned(picture, Turn::Left), Turn::Right).samePixels(picture));
        QVERIFY(turned(turned(picture, Turn::Left), Turn::Left).samePixels(turned(picture, Turn::Half)));
        QCOMPARE(turned(picture, Turn::Left).attachments.exif.size(), std::size_t(1));
        Mask mask(Size{5, 3});
        mask.mutableRow(0)[4] = 255;
        QCOMPARE(turned(mask, Turn::Right).bounds(), (Rect{2, 4, 1, 1}));
    }

    void resizingKeepsFlatColours() {
        for (const Depth depth : {Depth::U8, Depth::U16}) {
            Image flat({50, 40}, 4, depth);
            for (std::size_t i = 0; i < flat.byteSize(); ++i) flat.mutableData()[i] = 0x5A;
            for (const Size size : {Size{7, 9}, Size{100, 90}, Size{20, 90}, Size{1, 1}, Size{51, 40}}) {
                const Image other = resized(flat, size);
                QCOMPARE(other.size(), size);
                const Image even = toDepth8(other);
                for (std::size_t i = 0; i < even.byteSize(); ++i) QVERIFY(std::abs(even.data()[i] - 0x5A) <= 1);
            }
        }
    }

    void hiddenColoursDoNotBleed() {
        Image picture({40, 40}, 4);  // left: opaque green; right: invisible red
        for (int y = 0; y < 40; ++y)
            for (int x = 0; x < 40; ++x) {
                std::uint8_t* pixel = picture.mutableRow(y) + 4 * x;
                pixel[x < 20 ? 1 : 0] = 255;
                pixel[3] = x < 20 ? 255 : 0;
            }
        for (const Size size : {Size{13, 13}, Size{97, 97}}) {
            const Image other = resized(picture, size);
            for (int x = 0; x < size.width; ++x) {
                const std::uint8_t* pixel = other.row(size.height / 2) + 4 * x;
                if (pixel[3] > 8) QVERIFY2(pixel[0] <= 2 && pixel[1] >= 250, qPrintable(QString::number(x)));
            }
        }
    }

    void shrinkingAverages() {
        Image stripes({200, 200}, 3);
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 600; ++x) stripes.mutableRow(y)[x] = (x / 3) % 2 ? 255 : 0;
        const Image small = resized(stripes, {50, 50});
        for (std::size_t i = 0; i < small.byteSize(); ++i) QVERIFY(std::abs(small.data()[i] - 128) <= 1);
    }

    void straighteningTurnsCounterClockwiseAndLeavesNoCorners() {
        Image picture({400, 300}, 3);
        for (std::size_t i = 0; i < picture.byteSize(); ++i) picture.mutableData()[i] = 200;
        for (int x = 0; x < 400; ++x)  // a line that falls to the right by 5 degrees
            for (int y = 0; y < 300; ++y)
                if (std::abs(y - 150 - (x - 200) * std::tan(5 * M_PI / 180)) < 3)
                    for (int c = 0; c < 3; ++c) picture.mutableRow(y)[3 * x + c] = 0;
        const Image level = straightened(picture, 5);
        QVERIFY(level.width() > 340 && level.height() > 240 && level.width() < 400);
        const auto darkest = [&](int x) {
            int best = 0;
            for (int y = 0; y < level.height(); ++y)
                if (level.row(y)[3 * x] < level.row(best)[3 * x]) best = y;
            return best;
        };
        QVERIFY(std::abs(darkest(10) - darkest(level.width() - 11)) <= 3);
        const Image flat = straightened(Image({300, 200}, 3), 13);
        QVERIFY(!flat.empty());
    }

    void straighteningByQuartersIsExact() {
        const Image picture = pattern({30, 20}, 3, Depth::U16);
        QVERIFY(straightened(picture, 0).samePixels(picture));
        QVERIFY(straightened(picture, 90).samePixels(turned(picture, Turn::Left)));
        QVERIFY(straightened(picture, -90).samePixels(turned(picture, Turn::Right)));
        QVERIFY(straightened(picture, 540).samePixels(turned(picture, Turn::Half)));
        QCOMPARE(straightened(pattern({1, 1}, 3, Depth::U8), 20).size(), (Size{1, 1}));
        QVERIFY_EXCEPTION_THROWN(straightened(picture, std::nan("")), Error);
    }
};

QTEST_APPLESS_MAIN(TestTransform)
#include "tst_transform.moc"
