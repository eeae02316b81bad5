#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "tests/image/samples.h"

using namespace tintype;
using namespace tintype::image;
using namespace tintype::image::samples;

class TestPngJpeg : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pngKeepsEveryPixel_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        for (const int channels : {3, 4})
            for (const int depth : {1, 2})
                QTest::addRow("%d channels, %d bytes", channels, depth) << channels << depth;
    }
    void pngKeepsEveryPixel() {
        QFETCH(int, channels);
        QFETCH(int, depth);
        const Image picture = pattern({67, 41}, channels, static_cast<Depth>(depth));
        const Image again = readBytes(encode(picture, {.format = Format::Png}), "again.png");
        QVERIFY(again.samePixels(picture));
        QCOMPARE(again.origin.format, Format::Png);
    }

    void jpegKeepsItsQualityAndSubsampling_data() {
        QTest::addColumn<int>("quality");
        QTest::addColumn<int>("subsampling");
        for (const int quality : {1, 30, 50, 75, 85, 92, 95, 100})
            for (const int subsampling : {444, 422, 420})
                QTest::addRow("%d %d", quality, subsampling) << quality << subsampling;
    }
    void jpegKeepsItsQualityAndSubsampling() {
        QFETCH(int, quality);
        QFETCH(int, subsampling);
        const Image picture = pattern({64, 48}, 3, Depth::U8);
        const WriteOptions options{.format = Format::Jpeg, .quality = quality, .subsampling = subsampling};
        const Image first = readBytes(encode(picture, options), "first.jpg");
        QCOMPARE(first.origin.jpegQuality, quality);
        QCOMPARE(first.origin.jpegSubsampling, subsampling);
        const Image second = readBytes(encode(first, {.format = Format::Jpeg}), "second.jpg");
        QCOMPARE(second.origin.jpegQuality, quality);
        QCOMPARE(second.origin.jpegSubsampling, subsampling);
    }

    void jpegIsNearTheOriginal() {
        const Image picture = smooth({200, 150});
        const Image again = readBytes(encode(picture, {.format = Format::Jpeg, .quality = 95}), "a.jpg");
        QVERIFY(meanDifference(picture, again) < 1.0);
    }

    void truncatedJpegOpensAndSaysSo() {
        Bytes file = encode(smooth({400, 300}), {.format = Format::Jpeg, .quality = 90});
        QVERIFY(!readBytes(file, "whole.jpg").origin.damaged);
        file.resize(file.size() / 2);
        const Image half = readBytes(file, "half.jpg");
        QVERIFY(half.origin.damaged);
        QCOMPARE(half.size(), (Size{400, 300}));
    }

    void truncatedPngIsRefused() {
        const Bytes file = encode(pattern({50, 50}, 3, Depth::U8), {.format = Format::Png});
        for (const std::size_t cut : {std::size_t(9), std::size_t(30), file.size() / 2, file.size() - 1}) {
            Bytes part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(cut));
            QVERIFY_EXCEPTION_THROWN(readBytes(part, "cut.png"), Error);
        }
    }

    void transparentJpegIsOverWhite() {
        Image picture({16, 16}, 4);
        const Image again = readBytes(encode(picture, {.format = Format::Jpeg, .quality = 95}), "a.jpg");
        QCOMPARE(int(again.row(8)[24]), 255);
    }
};

QTEST_APPLESS_MAIN(TestPngJpeg)
#include "tst_png_jpeg.moc"
