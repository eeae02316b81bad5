#include <QTest>

#include "core/base/error.h"
#include "core/builtin/change_map.h"
#include "core/image/transform.h"
#include "tests/support/scene.h"

using namespace tintype;
using namespace tintype::builtin;

namespace {

image::Image plain(Size size, std::uint8_t value, int channels = 3) {
    image::Image picture(size, channels);
    std::fill_n(picture.mutableData(), picture.byteSize(), value);
    return picture;
}

int saturation(const std::uint8_t* pixel) { return std::max({pixel[0], pixel[1], pixel[2]}) - std::min({pixel[0], pixel[1], pixel[2]}); }
int lightness(const std::uint8_t* pixel) { return pixel[0] * 2 + pixel[1] * 5 + pixel[2]; }

}  // namespace

class TestChangeMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingChangedIsGrey() {
        const image::Image photo = test::scene({64, 48});
        const ChangeMap map = changeMap(photo, photo);
        QCOMPARE(map.changed, 0.0);
        QCOMPARE(map.clearly, 0.0);
        QCOMPARE(map.picture.size(), photo.size());
        for (int y = 0; y < 48; ++y)
            for (int x = 0; x < 64; ++x) QCOMPARE(saturation(map.picture.row(y) + 3 * x), 0);
    }

    void amountsAreCountedAndGlow() {
        const image::Image photo = plain({20, 10}, 100);
        image::Image edited = photo;
        edited.mutableRow(0)[0] = 101;           // little, one channel
        edited.mutableRow(0)[3 * 5 + 2] = 108;   // just clear
        edited.mutableRow(0)[3 * 9 + 1] = 250;   // much
        const ChangeMap map = changeMap(photo, edited);
        QCOMPARE(map.changed, 3.0 / 200);
        QCOMPARE(map.clearly, 2.0 / 200);
        const std::uint8_t* row = map.picture.row(0);
        QVERIFY(saturation(row) > 20);
        QVERIFY(lightness(row + 15) > lightness(row));
        QVERIFY(lightness(row + 27) > lightness(row + 15));
        QCOMPARE(saturation(row + 3), 0);
        QVERIFY(!map.likeness);
    }

    void otherSizesDepthsAndAlphaAreTaken() {
        const image::Image photo = plain({40, 30}, 80, 4);
        const ChangeMap map = changeMap(photo, image::resized(plain({40, 30}, 80), {80, 60}));
        QCOMPARE(map.picture.size(), photo.size());
        QCOMPARE(map.picture.channels(), 3);
        QCOMPARE(map.changed, 0.0);
        image::Image deep({1, 1}, 3, image::Depth::U16);
        QCOMPARE(changeMap(deep, plain({1, 1}, 255)).clearly, 1.0);
    }

    void cancelEndsIt() {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(changeMap(plain({8, 8}, 1), plain({8, 8}, 2), Progress(stop.get_token(), {})), Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestChangeMap)
#include "tst_change_map.moc"
