#include <QTest>

#include "core/builtin/regions.h"

using namespace tintype;
using image::Image;
using image::Mask;

namespace {

// A red disc on textured green.
Image disc(Size size) {
    Image out(size, 3);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const double dx = (x - 0.5 * size.width) / (0.2 * size.width),
                         dy = (y - 0.5 * size.height) / (0.3 * size.height);
            std::uint8_t* pixel = out.mutableRow(y) + 3 * x;
            const bool inside = dx * dx + dy * dy < 1.0;
            pixel[0] = inside ? 210 : 40;
            pixel[1] = inside ? 50 : std::uint8_t(110 + 20 * ((x / 3 + y / 3) % 2));
            pixel[2] = 40;
        }
    return out;
}

}  // namespace

class TestRegions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSubjectIsWhatStandsOut() {
        const Mask mask = builtin::findSubject(disc({300, 200}));
        QVERIFY(mask.row(100)[150] > 230 && mask.row(70)[140] > 230);
        for (const auto& [x, y] : {std::pair{10, 10}, {290, 190}, {30, 100}, {150, 15}})
            QVERIFY(mask.row(y)[x] < 25);
    }

    void theSameEveryTime() {
        QVERIFY(builtin::findSubject(disc({300, 200})) == builtin::findSubject(disc({300, 200})));
    }

    void nothingIsFoundInNothing() {
        for (const Size size : {Size{1, 1}, Size{2, 300}, Size{40, 30}}) {
            const Image black(size, 3);
            QVERIFY(builtin::findSky(black).bounds().empty());
            QVERIFY(builtin::findSky(black).size() == size);
            QVERIFY(builtin::findSubject(black).size() == size);
            QVERIFY(builtin::findFaces(black).empty());
        }
        QVERIFY(builtin::findFaces(disc({300, 200})).empty());
        QVERIFY(builtin::findFaces(Image()).empty());
    }

    void theCascadesAreThere() {
        if (!builtin::cascadesInstalled()) QSKIP("the Haar cascades (opencv-data) are not installed");
        QVERIFY(builtin::cascadesInstalled());
    }
};

QTEST_APPLESS_MAIN(TestRegions)
#include "tst_regions.moc"
