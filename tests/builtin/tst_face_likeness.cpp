// The rough measure of likeness: same, a little and very different faces, and no face at all.
#include <QTest>
#include <algorithm>

#include "core/builtin/face_likeness.h"
#include "core/builtin/regions.h"
#include "core/image/read.h"

using namespace tintype;

class TestFaceLikeness : public QObject {
    Q_OBJECT

private:
    static image::Image sample() { return image::read(TINTYPE_BINARY_DIR "/sample/landscape.jpg"); }

private Q_SLOTS:
    void initTestCase() {
        if (!builtin::cascadesInstalled()) QSKIP("the face cascades are not installed");
    }
    void theSameFaceIsAlike() {
        const auto likeness = builtin::faceLikeness(sample(), sample());
        QVERIFY(likeness.has_value());
        QVERIFY(*likeness > 0.999);
    }
    void aDarkerFaceIsStillAlike() {
        image::Image darker = sample();
        std::for_each(darker.mutableData(), darker.mutableData() + darker.byteSize(), [](std::uint8_t& value) { value = static_cast<std::uint8_t>(value * 9 / 10); });
        QVERIFY(*builtin::faceLikeness(sample(), darker) > 0.9);
    }
    void anotherFaceIsNot() {
        image::Image mirrored = sample();
        for (int y = 0; y < mirrored.height(); ++y) {
            std::uint8_t* row = mirrored.mutableRow(y);
            for (int x = 0; x < mirrored.width() * 3; ++x) row[x] = static_cast<std::uint8_t>(255 - row[x]);
        }
        QVERIFY(*builtin::faceLikeness(sample(), mirrored) < 0.5);
    }
    void noFaceNoAnswer() { QVERIFY(!builtin::faceLikeness(image::Image({300, 200}, 3), image::Image({300, 200}, 3)).has_value()); }
};

QTEST_GUILESS_MAIN(TestFaceLikeness)
#include "tst_face_likeness.moc"
