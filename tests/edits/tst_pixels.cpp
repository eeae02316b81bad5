#include <QTest>

#include "core/edits/mask_parts.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"
#include "tests/support/scene.h"

using namespace tintype;
using namespace tintype::edits;

class TestPixels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void untouchedPixelsAreThePhotosOwn() {
        const image::Image photo = test::scene({64, 48}, 4);
        image::Image after = photo;
        after.mutableRow(10)[4 * 7] ^= 0x40;
        const image::Image home = broughtHome(photo, photo, after);
        QVERIFY(home.samePixels(after));
        QCOMPARE(changedShare(photo, home), 1.0 / (64 * 48));
        QVERIFY(broughtHome(photo, photo, photo).samePixels(photo));
    }

    void alphaStaysThePhotos() {
        const image::Image photo = test::scene({16, 16}, 4);
        image::Image after = photo;
        std::fill_n(after.mutableData(), after.byteSize(), std::uint8_t{9});
        const image::Image home = broughtHome(photo, photo, after);
        for (int x = 0; x < 16; ++x) {
            QCOMPARE(home.row(3)[4 * x + 3], photo.row(3)[4 * x + 3]);
            QCOMPARE(home.row(3)[4 * x], std::uint8_t{9});
        }
    }

    void fineTonesSurviveAnEditInEightBits() {
        const image::Image photo = test::scene({64, 48}, 3, image::Depth::U16);
        const image::Image before = image::toDepth8(photo);
        image::Image after = before;
        for (std::size_t i = 0; i < after.byteSize(); ++i) {
            std::uint8_t& value = after.mutableData()[i];
            value = static_cast<std::uint8_t>(std::min(255, value + 10));
        }
        const image::Image home = broughtHome(photo, before, after);
        QVERIFY(home.depth() == image::Depth::U16);
        const auto* from = reinterpret_cast<const std::uint16_t*>(photo.row(20));
        const auto* to = reinterpret_cast<const std::uint16_t*>(home.row(20));
        for (int i = 0; i < 64 * 3; ++i) QCOMPARE(int(to[i]), std::min(65535, from[i] + 2570));
    }

    void partsAreFoundAndMerged() {
        const Size size{1000, 800};
        image::Mask mask = test::boxMask(size, {100, 100, 20, 10});
        for (int y = 700; y < 705; ++y) std::fill_n(mask.mutableRow(y) + 900, 5, std::uint8_t{1});
        const std::vector<Rect> parts = maskParts(mask, 50);
        QCOMPARE(parts.size(), std::size_t(2));
        QCOMPARE(parts[0], (Rect{50, 50, 120, 110}));
        QCOMPARE(parts[1], (Rect{850, 650, 105, 105}));
        QCOMPARE(maskParts(mask, 500).size(), std::size_t(1));
        QVERIFY(maskParts(image::Mask(size), 50).empty());
        QCOMPARE(maskParts(image::Mask(size, 255), 50), (std::vector<Rect>{{0, 0, 1000, 800}}));
    }
};

QTEST_APPLESS_MAIN(TestPixels)
#include "tst_pixels.moc"
