#include <QTest>

#include "core/base/error.h"
#include "core/image/adjust.h"

using namespace tintype;
using image::Adjustment;
using image::Image;

class TestAdjust : public QObject {
    Q_OBJECT

    static Image ramp(image::Depth depth = image::Depth::U8, int channels = 3) {
        Image picture({64, 4}, channels, depth);
        std::uint8_t* data = picture.mutableData();
        for (std::size_t i = 0; i < picture.byteSize(); ++i) data[i] = static_cast<std::uint8_t>(i * 37 % 251);
        return picture;
    }

private Q_SLOTS:
    void neutralIsThePictureItself() {
        for (auto depth : {image::Depth::U8, image::Depth::U16}) {
            const Image picture = ramp(depth);
            QCOMPARE(image::adjusted(picture, {}).data(), picture.data());
        }
    }

    void exposureGoesBothWays() {
        Image grey({1, 1}, 3);
        for (int c = 0; c < 3; ++c) grey.mutableData()[c] = 100;
        QVERIFY(image::adjusted(grey, {.exposure = 0.5}).data()[0] > 120);
        QVERIFY(image::adjusted(grey, {.exposure = -0.5}).data()[0] < 80);
    }

    void noSaturationIsGrey() {
        const Image out = image::adjusted(ramp(), {.saturation = -1});
        for (int x = 0; x < out.width(); ++x) {
            QCOMPARE(out.row(1)[3 * x], out.row(1)[3 * x + 1]);
            QCOMPARE(out.row(1)[3 * x], out.row(1)[3 * x + 2]);
        }
    }

    void warmthRaisesRedAndLowersBlue() {
        Image grey({1, 1}, 3);
        for (int c = 0; c < 3; ++c) grey.mutableData()[c] = 128;
        const Image warm = image::adjusted(grey, {.warmth = 1});
        QVERIFY(warm.data()[0] > 140 && warm.data()[2] < 116);
    }

    void alphaAndBlackAndWhiteStay() {
        Image picture = ramp(image::Depth::U8, 4);
        std::fill_n(picture.mutableData(), 4, std::uint8_t(0));
        std::fill_n(picture.mutableData() + 4, 4, std::uint8_t(255));
        const Image out = image::adjusted(picture, {.contrast = 0.8});
        QCOMPARE(out.data()[0], std::uint8_t(0));
        QCOMPARE(out.data()[4], std::uint8_t(255));
        for (int i = 3; i < int(picture.byteSize()); i += 4) QCOMPARE(out.data()[i], picture.data()[i]);
    }

    void sharpenRaisesAnEdge() {
        Image edge({8, 3}, 3);
        for (int y = 0; y < 3; ++y)
            for (int i = 0; i < 24; ++i) edge.mutableRow(y)[i] = i < 12 ? 80 : 160;
        const Image out = image::adjusted(edge, {.sharpness = 1});
        QVERIFY(out.row(1)[9] < 80 && out.row(1)[12] > 160);
        QCOMPARE(out.row(1)[0], std::uint8_t(80));
        const Image soft = image::adjusted(edge, {.sharpness = -1});
        QVERIFY(soft.row(1)[9] > 80 && soft.row(1)[12] < 160);
    }

    void oneByOneAndSixteenBit() {
        QCOMPARE(image::adjusted(Image({1, 1}, 3), {.sharpness = 1}).size(), (Size{1, 1}));
        const Image wide = image::adjusted(ramp(image::Depth::U16, 4), {.exposure = 0.3, .saturation = 0.4, .sharpness = 0.5});
        QVERIFY(wide.depth() == image::Depth::U16);
    }

    void stops() {
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(image::adjusted(ramp(), {.exposure = 1}, source.get_token()), Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestAdjust)
#include "tst_adjust.moc"
